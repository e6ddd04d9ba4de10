#!/usr/bin/env bash
# Builds a group and lays out what its image holds: libraries apart from the product's own jars, and how to start.
# Usage: docker/assemble.sh GROUP FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

group=$1
target=$2

case "$group" in
  gateway) port=3006 ;;
  auth) port=3001 ;;
  car) port=3002 ;;
  search) port=3003 ;;
  booking) port=3004 ;;
  notification) port=3005 ;;
  standalone) port=3000 ;;
  migrations) port= ;;
  *) echo "No such group: $group" >&2; exit 2 ;;
esac

module=verticles/$group
[ "$group" = migrations ] && module=migrations

mvn --batch-mode --no-transfer-progress --projects "$module" --also-make package -DskipTests -Dspotless.check.skip=true

mkdir -p "$target/lib" "$target/app/own"
mvn --batch-mode --no-transfer-progress --projects "$module" --also-make --quiet package dependency:copy-dependencies \
  -DskipTests -Dspotless.check.skip=true -Dmaven.shade.skip=true \
  -DincludeScope=runtime -DexcludeGroupIds=rental -DoutputDirectory="$target/lib"
for part in common/*/ migrations/ verticles/*/; do
  find "$part/target" -maxdepth 1 -name 'rental-*.jar' ! -name '*-all.jar' ! -name 'original-*' \
    -exec cp {} "$target/app/own/" \; 2>/dev/null || true
done

main_class=$(sed -n 's:.*<main.class>\(.*\)</main.class>.*:\1:p' "$module/pom.xml" | head -1)
sed "s:MAIN_CLASS:$main_class:" docker/java.args > "$target/app/java.args"
install -m 0755 docker/healthcheck.sh "$target/app/healthcheck"
echo "$port" > "$target/app/port"
