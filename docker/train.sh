#!/usr/bin/env bash
# Starts a service once while its image is built, without database or cluster, and keeps what the JVM has learned of its classes: the
# next start reads them from one file. Whatever goes wrong here only makes starts slower.
set -uo pipefail
args=$1
cache=$2
port=13000
probes=20

# For this run alone; nothing of it is kept. The log is written as ever, so that what writes it is learned, too.
export CLUSTER_HOST=127.0.0.1 CLUSTER_MEMBERS=127.0.0.1 CLUSTER_NAME=training PROFILE=development DATA_DIR=/tmp/training
export ELASTICSEARCH_URL=http://127.0.0.1:1
export GATEWAY_PORT=0
for service in AUTH CAR BOOKING NOTIFICATION; do
  export "${service}_DATABASE_URL=postgresql://nobody:nothing@127.0.0.1:1/nothing"
done
for service in AUTH CAR SEARCH BOOKING NOTIFICATION GATEWAY_OPERATIONS; do
  export "${service}_PORT=$port"
done

# Whether it is ready is asked, and said by a service that has nothing to work on: it is not.
probe() {
  exec 3<> "/dev/tcp/127.0.0.1/$port" || return 1
  printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
  cat <&3 > /dev/null
  exec 3>&-
} 2> /dev/null

grep -v -e '-XX:AOTCache' "$args" > /tmp/training.args
timeout --kill-after=60 60 java -XX:AOTCacheOutput="$cache" @/tmp/training.args > /tmp/training.log 2>&1 &
process=$!
for ((left = 120; left > 0; left--)); do
  probe && [ $((--probes)) -eq 0 ] && break
  kill -0 "$process" 2> /dev/null || break
  sleep 0.2
done
kill -TERM "$process"
wait "$process"
if [ ! -s "$cache" ]; then
  echo "No class cache was made, the image starts without:"
  tail -20 /tmp/training.log
  sed -i /AOTCache/d "$args"
fi
rm -rf /tmp/training /tmp/training.args /tmp/training.log
exit 0
