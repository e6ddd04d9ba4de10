#!/usr/bin/env bash
# Builds a group and lays out what its image holds: libraries apart from the product's own jars, and how to start.
# Usage: docker/assemble.sh GROUP FOLDER
set -euo pipefail
cd "$(dirname "$0")/.."

group=$1
target=$(realpath -m "$2")

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

# Each module gathers what it needs at run time in a folder of its own; only that of the group is taken.
mvn --batch-mode --no-transfer-progress --projects "$module" --also-make \
  package org.apache.maven.plugins:maven-dependency-plugin:copy-dependencies \
  -Dmaven.test.skip=true -Dspotless.check.skip=true -Dmaven.shade.skip=true -Dcyclonedx.skip=true -DincludeScope=runtime

mkdir -p "$target/lib" "$target/app/own"
mv "$module"/target/dependency/rental-*.jar "$target/app/own/"
cp "$module/target/rental-$group"-*.jar "$target/app/own/"
rm -f "$target"/app/own/*-all.jar
cp "$module"/target/dependency/*.jar "$target/lib/"

main_class=$(sed -n 's:.*<main.class>\(.*\)</main.class>.*:\1:p' "$module/pom.xml" | head -1)
# A jar that holds nothing but what to start, with which libraries, in order and one by one, for the class cache goes by it. What is
# opened to Hazelcast stands there, too: as flags of the JVM it would make the cache unusable for the most part.
{
  echo "Main-Class: $main_class"
  echo "Class-Path: $(cd "$target" && ls app/own/*.jar lib/*.jar | sed 's:^app/::' | paste -sd' ')"
  echo "Add-Exports: java.base/jdk.internal.ref"
  echo "Add-Opens: java.base/java.lang java.base/sun.nio.ch java.management/sun.management jdk.management/com.sun.management.internal"
} | sed -E 's/^([^\n]{70})([^\n]+)$/\1\n \2/; P; D' > "$target/manifest"
jar --create --date=2026-01-01T00:00:00Z --file="$target/app/run.jar" --manifest="$target/manifest"
rm "$target/manifest"
cp docker/java.args "$target/app/java.args"
install -m 0755 docker/healthcheck.sh "$target/app/healthcheck"
install -m 0755 docker/train.sh "$target/app/train"
echo "$port" > "$target/app/port"
