#!/usr/bin/env bash
# Whether the process in this container takes requests. Needs nothing but the shell; HEALTH_PORT overrides the image's port.
set -euo pipefail
port=${HEALTH_PORT:-$(cat /app/port)}
exec 3<>"/dev/tcp/127.0.0.1/$port"
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r _ status _ <&3
[ "$status" = 200 ]
