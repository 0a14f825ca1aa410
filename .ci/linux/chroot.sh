# shellcheck shell=bash disable=SC2154,SC2034  # sourced: names come from there and go there
# To be sourced after common.sh: Debian 11 in a folder, to try the program on. Needs root; what is mounted is unmounted.
# What every desktop has; nothing of libxcb-* and libxkbcommon: the program brings those.
DESKTOP_HAS="libegl1 libgl1 libx11-6 libx11-xcb1 libxcb1 libfontconfig1 libfreetype6 libglib2.0-0 libdbus-1-3 zlib1g
    libzstd1 libstdc++6 xkb-data libx11-data"
MORE=${MORE:-} PURPOSE=${PURPOSE:-}  # packages besides, and what for

make_old_system() {
    debootstrap --arch="$ARCH" --variant=minbase bullseye . "$MIRROR" >debootstrap.txt
    cp /etc/resolv.conf etc/resolv.conf
    # shellcheck disable=SC2086  # a list
    chroot . sh -c "apt-get -qq update && apt-get -qq install -y --no-install-recommends $(echo $DESKTOP_HAS $MORE)" >packages.txt 2>&1
}

# Sets $root to a Debian 11 for ARCH $1. Returns 1, and says why, where there can be none.
old_system() {
    ARCH=$1
    [ "$(id -u)" = 0 ] || { echo 'Not tried on Debian 11: that needs root (chroot).' >&2; return 1; }
    command -v debootstrap >/dev/null || { echo 'Not tried on Debian 11: apt-get install debootstrap' >&2; return 1; }
    keep "debian11-$ARCH${PURPOSE:+-$PURPOSE}" make_old_system <(echo "$DESKTOP_HAS $MORE")
    root=$kept
}

enter() {
    mountpoint -q "$root/proc" || mount -t proc proc "$root/proc"
    trap leave EXIT
}

leave() {
    [ -z "${xvfb:-}" ] || kill "$xvfb" 2>/dev/null || true
    ! mountpoint -q "$root/proc" || umount "$root/proc"
}

inside() { # [NAME=VALUE…] COMMAND…
    env -i PATH=/usr/bin:/bin HOME=/root LANG=C.UTF-8 /usr/sbin/chroot "$root" /usr/bin/env "$@"
}

with_display() { # an X server whose abstract socket is reached from inside, too
    local number=90
    while [ -e "/tmp/.X11-unix/X$number" ] || [ -e "/tmp/.X$number-lock" ]; do number=$((number + 1)); done
    display=:$number
    Xvfb "$display" -screen 0 1440x900x24 -ac -noreset >/dev/null 2>&1 &
    xvfb=$!
    until [ -e "/tmp/.X11-unix/X$number" ]; do sleep 0.1; done
}
