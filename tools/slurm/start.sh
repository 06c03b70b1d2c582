#!/bin/sh
# start.sh DIR [CPUS]: starts a Slurm of one node on this machine, without systemd
# and without control groups, and keeps everything about it in DIR, which must be
# new. Prints the path of its slurm.conf: export it as SLURM_CONF.
#
# Debian and Ubuntu: apt-get install --no-install-recommends slurm-wlm munge
#
# As root, slurmctld and slurmd run as root and munged as user munge where there
# is one; otherwise all run as the present user, who can then submit jobs alone.
set -eu

[ $# -ge 1 ] || { echo "usage: start.sh DIR [CPUS]" >&2; exit 2; }
here=$(cd "$(dirname "$0")" && pwd)
PATH=$PATH:/usr/sbin:/sbin
for program in munged slurmctld slurmd sinfo; do
	command -v $program >/dev/null || { echo "start.sh: $program is not installed (slurm-wlm, munge)" >&2; exit 3; }
done
[ ! -e "$1/slurm.conf" ] || { echo "start.sh: $1 holds a Slurm already" >&2; exit 2; }
mkdir -p "$1"
dir=$(cd "$1" && pwd)
cpus=${2:-$(nproc)}
user=$(id -un)
host=$(hostname -s 2>/dev/null || hostname)
mkdir -p "$dir/munge" "$dir/state" "$dir/spool" "$dir/log"

# Munge: a key, a socket and a daemon of our own.
as=
if [ "$user" = root ] && id munge >/dev/null 2>&1; then as="setpriv --reuid=munge --regid=munge --clear-groups"; fi
head -c 1024 /dev/urandom >"$dir/munge/key"
chmod 600 "$dir/munge/key"
chmod 711 "$dir/munge"
if [ -n "$as" ]; then
	chown -R munge:munge "$dir/munge"
	$as test -r "$dir/munge/key" || { chown -R "$user" "$dir/munge" && as=; } # a folder above is closed to munge
fi
$as munged --force --key-file="$dir/munge/key" --socket="$dir/munge/socket" --pid-file="$dir/munge/pid" \
	--log-file="$dir/munge/log" --seed-file="$dir/munge/seed"

# Ports that nobody listens on, found from the process number.
port=$((20000 + $$ % 20000))
while ss -Htln 2>/dev/null | grep -Eq ":($port|$((port + 1))) "; do port=$((port + 2)); done

cat >"$dir/slurm.conf" <<EOF
ClusterName=caloduc
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$user
SlurmdUser=$user
AuthType=auth/munge
AuthInfo=socket=$dir/munge/socket,cred_expire=5
StateSaveLocation=$dir/state
SlurmdSpoolDir=$dir/spool
SlurmctldPidFile=$dir/slurmctld.pid
SlurmdPidFile=$dir/slurmd.pid
SlurmctldLogFile=$dir/log/slurmctld
SlurmdLogFile=$dir/log/slurmd
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
JobRequeue=1
KillWait=2
MessageTimeout=5
BatchStartTimeout=3
SlurmdTimeout=5
SchedulerParameters=batch_sched_delay=1,sched_interval=2,requeue_setup_env_fail
AccountingStorageType=accounting_storage/none
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cpus State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP
EOF
export SLURM_CONF="$dir/slurm.conf"
slurmctld
"$here/node.sh" "$dir"

# Ready when the node takes jobs.
tries=0
until sinfo --noheader --format=%T 2>/dev/null | grep -Eq '^(idle|mixed|allocated)$'; do
	tries=$((tries + 1))
	if [ $tries -gt 150 ]; then
		echo "start.sh: the node does not come up" >&2
		tail -n 20 "$dir"/log/* >&2
		"$here/stop.sh" "$dir"
		exit 4
	fi
	sleep 0.2
done
echo "$SLURM_CONF"
