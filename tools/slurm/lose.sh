#!/bin/sh
# lose.sh DIR: the node of the Slurm in DIR is lost: its daemon, and all that came
# of jobs on it, are killed at one blow. All of them, and no others, carry the path
# of our slurm.conf, but for what only talks to Slurm.
set -u
dir=$(cd "$1" && pwd)
victims=$(cat "$dir/slurmd.pid")
for proc in /proc/[0-9]*; do
	ours=$( (tr '\0' '\n' <"$proc/environ") 2>/dev/null | grep -cx "SLURM_CONF=$dir/slurm.conf")
	[ "$ours" = 1 ] || continue
	if grep -q '^Name:.slurmstepd$' "$proc/status" 2>/dev/null ||
		tr '\0' '\n' 2>/dev/null <"$proc/environ" | grep -q '^SLURM_JOB_ID='; then
		victims="$victims ${proc#/proc/}"
	fi
done
kill -9 $victims 2>/dev/null
exit 0
