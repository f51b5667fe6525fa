#!/bin/bash
# Process 1 of the namespaces that are one machine of the lab; bash, because it reaps orphans while it waits for input.
# usage: machine.sh FOLDER
# Each line of standard input is a command of bash, answered in order by its exit status.
# The end of standard input ends everything: when the test process dies, however it dies, so does this.
set -u
folder=$1
exec 3>&1 >>"$folder/orders.log" 2>&1
while read -r order; do
  eval "$order" 3>&- </dev/null
  echo $? >&3
done
kill -KILL -1
wait
# of two machines of one lab the other may still be writing into a folder of both
for _ in 1 2 3 4 5 6 7 8 9 10; do
  rm -rf "$folder" && break
  sleep 0.1
done
