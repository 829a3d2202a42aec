# A batch in shards: each partner in one of them, whoever counts them; their manifests as one.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
workspace ws
cd ws
more_partners 20

run 0 note --all --period 2026-Q3 -q
sort "$place/out" >"$place/whole"
cp out/acme/note-2026-Q3.pdf "$place/acme.pdf"
rm -rf out

# Neither overlap nor miss, and the same split each time.
for n in 1 3 4 16; do
    : >"$place/parts"
    shard=1
    while [ $shard -le $n ]; do
        run 0 note --all --period 2026-Q3 --shard $shard/$n -q
        cat "$place/out" >>"$place/parts"
        [ -s "out/manifest-$shard-of-$n.json" ] || fail "shard $shard of $n has no manifest"
        run 0 note --all --period 2026-Q3 --shard $shard/$n -q
        [ ! -s "$place/out" ] || fail "shard $shard of $n is made again: $(cat "$place/out")"
        shard=$((shard + 1))
    done
    sort "$place/parts" | cmp -s - "$place/whole" || fail "$n shards are not the whole"
    cmp -s out/acme/note-2026-Q3.pdf "$place/acme.pdf" || fail "a shard makes other bytes"
    [ $n = 16 ] || rm -rf out
done

echo acme >acme.txt
for shard in 1 2; do
    run 0 note --partners acme.txt --period 2026-Q3 --shard $shard/2 --dry-run
    cat "$place/err" >>"$place/told"
done
grep -q '^no partner falls to this shard$' "$place/told" || fail "an empty shard says nothing"

# One manifest of all; a shard that is missing is told, and nothing is written.
run 0 batch merge-manifests
[ "$(cat "$place/out")" = out/manifest.json ] || fail "the path is not printed"
[ "$(grep -c '"status": "made"' out/manifest.json)" = 23 ] || fail "the manifest is not whole"
grep -q '^23 made, 0 failed in 16 shards$' "$place/err" || fail "no summary: $(cat "$place/err")"
run 0 batch merge-manifests out/manifest-*-of-16.json -o ../all.json --json
grep -q '"shards": 16' "$place/out" || fail "no JSON: $(cat "$place/out")"
cmp -s out/manifest.json ../all.json || fail "named manifests give another one"
run 0 batch merge-manifests -o -
cmp -s out/manifest.json "$place/out" || fail "standard output gets another one"
[ ! -e - ] || fail "a file is called -"
mv out/manifest-7-of-16.json ../seven.json
refuse 1 batch merge-manifests
told error batch-manifest
refuse 1 batch merge-manifests out/manifest-*.json ../seven.json ../seven.json
told error batch-manifest "$place/seven.json"
cp ../seven.json out/manifest-7-of-16.json
echo '{"shard": 1, "shards": 2, "documents": []}' >out/manifest-1-of-2.json
refuse 1 batch merge-manifests
told error batch-manifest out/manifest-1-of-2.json
echo '{"documents": []}' >out/manifest-1-of-2.json
refuse 1 batch merge-manifests
told error batch-manifest out/manifest-1-of-2.json
rm out/manifest-1-of-2.json
# One that ran for another period, or was interrupted, is not a part of this batch.
sed 's/"period": "2026-Q3"/"period": "2026-Q2"/' ../seven.json >out/manifest-7-of-16.json
refuse 1 batch merge-manifests
told error batch-manifest out/manifest-
hinted 'run again'
sed 's/"left": 0/"left": 5/' ../seven.json >out/manifest-7-of-16.json
refuse 1 batch merge-manifests
told error batch-manifest out/manifest-7-of-16.json
grep -q '5 of its documents are left' "$place/err" || fail "what is left is not said: $(cat "$place/err")"
run 0 note --all --period 2026-Q2 --shard 7/16 -q
refuse 1 batch merge-manifests
run 0 note --all --period 2026-Q3 --shard 7/16 -q
run 0 batch merge-manifests
refuse 2 batch tidy
told error usage-argument

# A document that fails is counted.
echo 'name: [' >partners/p3.yaml
for shard in 1 2; do
    "$PDFGEN" note --all --period 2026-Q3 --shard $shard/2 -q >/dev/null 2>&1 || [ $? = 4 ] ||
        fail "shard $shard of 2: exit code $?"
done
run 4 batch merge-manifests out/manifest-?-of-2.json
grep -q '^22 made, 1 failed in 2 shards$' "$place/err" || fail "no summary: $(cat "$place/err")"
partner partners/p3.yaml "Partner 3"

# as SHARD/N NAME=VALUE...: what an array job says, --shard auto understands.
as() {
    wanted=$1
    shift
    run 0 note --all --period 2026-Q3 --shard "$wanted" --dry-run --force -q
    cp "$place/out" "$place/typed"
    env "$@" "$PDFGEN" note --all --period 2026-Q3 --shard auto --dry-run --force -q >"$place/auto" ||
        fail "$*: exit code $?"
    cmp -s "$place/typed" "$place/auto" || fail "$* is not $wanted"
}
rm -rf out
# The example's command is one, and its two numbers are the same.
job=$PDFGEN_SOURCE_DIR/examples/cluster/job.yaml
shards=$(sed -n '/PDFGEN_SHARDS$/{n;s/.*value: "\([0-9]*\)".*/\1/p;}' "$job")
[ "$(sed -n 's/^  completions: //p' "$job")" = "$shards" ] || fail "job.yaml: completions and PDFGEN_SHARDS differ"
words=$(sed -n 's/^ *command: \[pdfgen, monthly, \(.*\)\]$/\1/p' "$job" | tr -d '",')
[ -n "$words" ] || fail "job.yaml: no command"
export JOB_COMPLETION_INDEX=3 PDFGEN_SHARDS="$shards"
# shellcheck disable=SC2086  # several words
run 0 note --period 2026-Q3 $words --dry-run
unset JOB_COMPLETION_INDEX PDFGEN_SHARDS
as 3/4 SLURM_ARRAY_TASK_ID=3 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_STEP=1 SLURM_ARRAY_TASK_COUNT=4
as 1/4 SLURM_ARRAY_TASK_ID=0 SLURM_ARRAY_TASK_MIN=0 SLURM_ARRAY_TASK_COUNT=4
as 3/4 SLURM_ARRAY_TASK_ID=9 SLURM_ARRAY_TASK_MIN=5 SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=4
as 3/4 JOB_COMPLETION_INDEX=2 PDFGEN_SHARDS=4
as 1/4 AWS_BATCH_JOB_ARRAY_INDEX=0 AWS_BATCH_JOB_ARRAY_SIZE=4
as 4/4 CLOUD_RUN_TASK_INDEX=3 CLOUD_RUN_TASK_COUNT=4
for wrong in 0/4 5/4 4 a/b 1/0 /3 -1/3; do
    refuse 2 note --all --period 2026-Q3 "--shard=$wrong"
    told error usage-argument
done
refuse 2 note --all --period 2026-Q3 --shard auto
told error usage-argument
export JOB_COMPLETION_INDEX=2
refuse 2 note --all --period 2026-Q3 --shard auto
hinted PDFGEN_SHARDS
# Tasks 1, 3, 7: no even steps.
unset JOB_COMPLETION_INDEX
export SLURM_ARRAY_TASK_ID=7 SLURM_ARRAY_TASK_MIN=1 SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=3
refuse 2 note --all --period 2026-Q3 --shard auto
told error usage-argument
hinted 'without gaps'
# Tasks 1, 2, 7: those that have numbers of shards do not begin either.
unset SLURM_ARRAY_TASK_STEP
export SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_TASK_MAX=7
refuse 2 note --all --period 2026-Q3 --shard auto
grep -q 'SLURM_ARRAY_TASK_MAX=7' "$place/err" || fail "what does not fit is not said: $(cat "$place/err")"
unset SLURM_ARRAY_TASK_ID SLURM_ARRAY_TASK_MAX SLURM_ARRAY_TASK_MIN SLURM_ARRAY_TASK_COUNT
export JOB_COMPLETION_INDEX=2 PDFGEN_SHARDS=many
refuse 2 note --all --period 2026-Q3 --shard auto
grep -q 'PDFGEN_SHARDS=many is no number' "$place/err" || fail "no number: $(cat "$place/err")"
exit $status
