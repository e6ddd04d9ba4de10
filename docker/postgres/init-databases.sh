#!/usr/bin/env bash
# Runs once, on an empty data folder: a database and a user for each service that keeps data.
set -euo pipefail
for service in auth car booking notification; do
  psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --set role="rental_$service" --set password="$(cat "/run/secrets/$service-database-password")" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password';
CREATE DATABASE :"role" OWNER :"role";
REVOKE CONNECT ON DATABASE :"role" FROM PUBLIC;
SQL
done
