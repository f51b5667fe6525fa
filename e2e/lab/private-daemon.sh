#!/bin/bash
# Process 1 of a mount, network and process namespace that holds one libvirtd and its guests.
# bash, because it reaps orphans while it waits for input; libvirtd waits for those of QEMU to be gone.
# usage: private-daemon.sh FOLDER; one order a line on standard input, each answered by `ok` or `failed`.
# The end of standard input ends everything: when the test process dies, however it dies, so does this.
set -u
folder=$1
daemon=

fail() { echo failed; exit 1; }

# /run is hidden whole, so that no bus and no systemd of the machine is found through it
prepare() {
  ip link set lo up &&
    mount -t tmpfs tmpfs /run &&
    mkdir -p /run/libvirt /run/lock "$folder/lib/qemu" "$folder/lib/images" &&
    mount --bind "$folder/run" /run/libvirt &&
    mount --bind "$folder/etc" /etc/libvirt &&
    mount --bind "$folder/lib" /var/lib/libvirt &&
    mount -t tmpfs tmpfs /var/cache/libvirt &&
    mount --bind "$folder/log" /var/log/libvirt
}

answers() { virsh -q -c test+unix:///default uri >/dev/null 2>&1; }

# a killed daemon leaves its sockets, which would look like a new one's
start() {
  rm -f /run/libvirt/libvirt-sock /run/libvirt/libvirt-sock-ro /run/libvirt/libvirt-admin-sock
  libvirtd --pid-file /run/libvirtd.pid >>"$folder/log/libvirtd.log" 2>&1 &
  daemon=$!
  tries=0
  until answers; do
    tries=$((tries + 1))
    [ "$tries" -lt 500 ] || return 1
    sleep 0.02
  done
}

end() {
  kill "-$1" "$daemon" && wait "$daemon" 2>/dev/null
  daemon=
}

prepare || fail
echo ok
exec 2>>"$folder/log/orders.log"
while read -r order; do
  case $order in
    start) start ;;
    kill) end KILL ;;
    freeze) kill -STOP "$daemon" ;;
    thaw) kill -CONT "$daemon" ;;
    stop) end TERM ;;
    *) false ;;
  esac
  case $? in 0 | 137 | 143) echo ok ;; *) echo failed ;; esac
done
kill -KILL -1
wait
rm -rf "$folder"
