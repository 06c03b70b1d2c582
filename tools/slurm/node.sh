#!/bin/sh
# node.sh DIR: starts the node of the Slurm in DIR, at first or after it was lost.
set -eu
PATH=$PATH:/usr/sbin:/sbin
SLURM_CONF=$(cd "$1" && pwd)/slurm.conf
export SLURM_CONF
exec slurmd -f "$SLURM_CONF"
