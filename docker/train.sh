#!/usr/bin/env bash
# Starts a service once while its image is built, without database or cluster, and keeps what the JVM has learned of its classes: the
# next start reads them from one file. Whatever goes wrong here only makes starts slower.
set -uo pipefail
args=$1
cache=$2

# For this run alone; nothing of it is kept.
export CLUSTER_HOST=127.0.0.1 CLUSTER_MEMBERS=127.0.0.1 CLUSTER_NAME=training LOG_LEVEL=error PROFILE=development DATA_DIR=/tmp/training
export ELASTICSEARCH_URL=http://127.0.0.1:1
export GATEWAY_PORT=0 GATEWAY_OPERATIONS_PORT=0 AUTH_PORT=0 CAR_PORT=0 SEARCH_PORT=0 BOOKING_PORT=0 NOTIFICATION_PORT=0
for service in AUTH CAR BOOKING NOTIFICATION; do
  export "${service}_DATABASE_URL=postgresql://nobody:nothing@127.0.0.1:1/nothing"
done

grep -v -e '-XX:AOTCache' "$args" > /tmp/training.args
timeout --signal=TERM --kill-after=60 12 java -XX:AOTCacheOutput="$cache" @/tmp/training.args
rm -rf /tmp/training /tmp/training.args
if [ ! -s "$cache" ]; then
  echo "No class cache was made: the image starts without"
  sed -i /AOTCache/d "$args"
fi
exit 0
