# An array job of four on a real Slurm: munge, slurmctld and slurmd on this machine, for this test.
. "$PDFGEN_SOURCE_DIR/tests/cli/common"
PATH=$PATH:/usr/sbin:/sbin
for program in munged slurmctld slurmd sbatch squeue; do
    command -v $program >/dev/null || {
        echo "skipped: no $program; apt-get install slurm-wlm munge"
        exit 77
    }
done
[ "$(id -u)" = 0 ] || {
    echo "skipped: the daemons of Slurm are started by root"
    exit 77
}
daemons=
end() {
    for daemon in $daemons; do
        kill "$daemon" 2>/dev/null || true
    done
    for daemon in $daemons; do
        wait "$daemon" 2>/dev/null || true
    done
    rm -rf "$place"
}
trap end EXIT

# give_up DAEMON: a machine may forbid what it needs.
give_up() {
    echo "skipped: $1 did not start here"
    tail -n 5 "$place"/slurm*.log "$place/$1.err" 2>/dev/null
    exit 77
}

# within SECONDS COMMAND...: true as soon as it is.
within() {
    tries=$(($1 * 5))
    shift
    until "$@" >/dev/null 2>&1; do
        tries=$((tries - 1))
        [ $tries -gt 0 ] || return 1
        sleep 0.2
    done
}

# munged trusts no socket in a folder that others may write to.
mkdir -m 755 "$place/munge" "$place/state" "$place/spool"
chmod 755 "$place"
head -c 128 /dev/urandom >"$place/munge/key"
chmod 600 "$place/munge/key"
munged --foreground --force --socket="$place/munge/socket" --key-file="$place/munge/key" \
    --pid-file="$place/munge/pid" --log-file="$place/munged.log" --seed-file="$place/munge/seed" \
    2>"$place/munged.err" &
daemons=$!
within 10 test -S "$place/munge/socket" || give_up munged

node=$(hostname -s)
port=$((20000 + $$ % 20000))
cat >"$place/slurm.conf" <<END
ClusterName=test
SlurmctldHost=$node(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket=$place/munge/socket
CredType=cred/munge
StateSaveLocation=$place/state
SlurmdSpoolDir=$place/spool
SlurmctldPidFile=$place/slurmctld.pid
SlurmdPidFile=$place/slurmd.pid
SlurmctldLogFile=$place/slurmctld.log
SlurmdLogFile=$place/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
SlurmdParameters=config_overrides
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=$node NodeAddr=127.0.0.1 CPUs=4 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF="$place/slurm.conf"
slurmctld -D >/dev/null 2>"$place/slurmctld.err" &
daemons="$daemons $!"
slurmd -D -N "$node" >/dev/null 2>"$place/slurmd.err" &
daemons="$daemons $!"
is_idle() {
    sinfo -h -o %T | grep -q idle
}
within 20 is_idle || give_up slurmd

workspace ws
cd ws
more_partners 20
mkdir "$place/bin"
ln -s "$PDFGEN" "$place/bin/pdfgen"
PATH=$place/bin:$PATH
job=$(sbatch --parsable --array=1-4 --cpus-per-task=1 --mem-per-cpu=0 \
    "$PDFGEN_SOURCE_DIR/examples/cluster/reports.sbatch" note --period 2026-Q3 2>"$place/err") ||
    fail "sbatch: $(cat "$place/err")"
is_over() {
    [ -z "$(squeue -h -j "$job")" ]
}
within 60 is_over || fail "the array job did not end: $(squeue)"
for shard in 1 2 3 4; do
    [ -s "out/manifest-$shard-of-4.json" ] || fail "shard $shard: $(cat slurm-*_$shard.out)"
done
run 0 batch merge-manifests
grep -q '^23 made, 0 failed in 4 shards$' "$place/err" || fail "no summary: $(cat "$place/err")"
[ "$(find out -name 'note-2026-Q3.pdf' | wc -l)" = 23 ] || fail "not all documents are there"
exit $status
