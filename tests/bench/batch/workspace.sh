#!/bin/sh
# workspace.sh - the demo's workspace with N partners, made of its own by partners.awk: always the same.
#
#   tests/bench/batch/workspace.sh FOLDER N
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$1
n=$2
demo=$here/../../../examples/demo
mkdir -p "$folder/partners"
cp "$demo"/*.* "$folder"
cp -r "$demo/partners/logos" "$folder/partners"
cp -r "$here/templates" "$folder"
sed -n 's/.*[{]id: [^,]*, customer: \([^,}]*\).*/\1/p' "$demo"/partners/*.yaml |
    LC_ALL=C sort -u >"$folder/customers"
i=0
step=$(find "$demo/partners" -name '*.yaml' | wc -l)
for original in "$demo"/partners/*.yaml; do
    awk -v first=$i -v step="$step" -v n="$n" -v into="$folder/partners" \
        -f "$here/partners.awk" "$folder/customers" "$original"
    i=$((i + 1))
done
