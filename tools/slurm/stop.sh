#!/bin/sh
# stop.sh DIR: stops the Slurm that start.sh has started in DIR.
set -u
dir=$(cd "$1" && pwd)
SLURM_CONF=$dir/slurm.conf
export SLURM_CONF
timeout 10 scancel --user="$(id -un)" --quiet 2>/dev/null
for file in "$dir/slurmd.pid" "$dir/slurmctld.pid" "$dir/munge/pid"; do
	[ -r "$file" ] && pid=$(cat "$file") && [ -n "$pid" ] && kill "$pid" 2>/dev/null
done
tries=0
for file in "$dir/slurmd.pid" "$dir/slurmctld.pid"; do
	while [ -r "$file" ] && kill -0 "$(cat "$file")" 2>/dev/null && [ $tries -lt 50 ]; do
		tries=$((tries + 1))
		sleep 0.2
	done
done
exit 0
