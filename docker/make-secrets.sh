#!/usr/bin/env bash
# Makes the secrets that docker/compose.yaml mounts, once: passwords, the addresses that hold them, and a signing key.
# They stand in docker/secrets, which only its owner may enter and which is not under version control.
set -euo pipefail
cd "$(dirname "$0")"

[ -d secrets ] && { echo "docker/secrets is there already; delete it to begin anew"; exit 0; }
mkdir -m 0700 secrets
cd secrets

password() { openssl rand -hex 24; }

password > postgres-password
password > elasticsearch-password
password > grafana-password
for service in auth car booking notification; do
  password > "$service-database-password"
  echo "postgresql://rental_$service:$(cat "$service-database-password")@postgres:5432/rental_$service" > "$service-database-url"
done
echo "http://elastic:$(cat elasticsearch-password)@elasticsearch:9200" > elasticsearch-url
mkdir signing-keys
openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out signing-keys/first.pem 2> /dev/null
# Containers run as users of their own; the folder keeps everybody else out.
chmod 0444 ./*-* signing-keys/*
chmod 0755 signing-keys
echo "Made docker/secrets"
