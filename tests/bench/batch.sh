#!/bin/sh
# batch.sh - documents a second of a batch, by the number of workers, and what a second run costs.
#
#   tests/bench/batch.sh [PARTNERS] [DOCUMENT]       500 and monthly where none is named
#   PDFGEN=build/release/pipeline/pdfgen tests/bench/batch.sh
#
# The partners are those of the demo under other names, always the same ones.
. "$(dirname "$0")/common"
n=${1:-500}
document=${2:-monthly}
cp -r "$source/examples/demo" "$place/demo"
rm -rf "$place/demo/out"
mv "$place/demo/partners" "$place/originals"
mkdir "$place/demo/partners"
cp -r "$place/originals/logos" "$place/demo/partners/" 2>/dev/null || true
i=0
while [ $i -lt "$n" ]; do
    for original in "$place/originals"/*.yaml; do
        [ $i -lt "$n" ] || break
        awk -v i=$i '/^name:/ { print $0 " " i; next } /^slug:/ { next } { print }' "$original" \
            >"$place/demo/partners/p$i.yaml"
        i=$((i + 1))
    done
done
cd "$place/demo"
export PDFGEN_HOME="${PDFGEN_HOME:-$source}"
for jobs in 1 2; do
    rm -rf out
    printf -- '-j %d      ' $jobs
    "$pdfgen" "$document" --all -j $jobs --json >"$place/lines" 2>"$place/said" || true
    tail -n 1 "$place/said"
done
printf 'unchanged '
begin=$(date +%s%N)
"$pdfgen" "$document" --all 2>&1 | tail -n 1
end=$(date +%s%N)
echo "          $(((end - begin) / 1000000)) ms"
for stage in load derive fill parse layout attach paint finish; do
    sed -n "s/.*\"$stage\": \([0-9.]*\).*/\1/p" "$place/lines" |
        awk -v stage=$stage '{ sum += $1 } END { if (NR) printf "%-9s %.3f ms a document\n", stage, sum / NR }'
done
