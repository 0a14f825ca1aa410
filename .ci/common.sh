# shellcheck shell=bash disable=SC2154,SC2034  # sourced: names come from there and go there
# To be sourced by the builds for other systems than this one, from anywhere.
# What is slow is kept in $BUILD_CACHE, each under the hash of what it was made from. Nothing here needs root.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
APP=$PWD
NAME=hebei-carbon-assessment
CACHE=${BUILD_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/$NAME-builds}
PYTHON=${PYTHON:-python3}
mkdir -p "$CACHE" build
# The same bytes whenever one commit is built: no clock, no random order.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || stat -c %Y pyproject.toml)
export SOURCE_DATE_EPOCH PYTHONHASHSEED=0 DEBIAN_FRONTEND=noninteractive PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s  %s\n' "$(date +%T)" "$*"; }
stop() { printf '%s\n' "$*" >&2; exit 1; }

# Sets $kept to a folder of KIND that the function MAKE filled, or fills now, from FILES as they are.
keep() {
    local kind=$1 make=$2 key; shift 2
    key=$(cat "$@" | sha256sum | cut -c1-12)
    kept=$CACHE/$kind-$key
    [ -d "$kept" ] && return
    say "$kind: made anew, $kept"
    rm -rf "$kept.part"; mkdir -p "$kept.part"
    (cd "$kept.part" && "$make")
    mv "$kept.part" "$kept"
    find "$CACHE" -maxdepth 1 -regex ".*/$kind-[0-9a-f]*" ! -path "$kept" -exec rm -rf {} +
}

# The mirror that this computer's apt uses, for other suites than its own.
MIRROR=${MIRROR:-$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | tr ' ' '\n' |
    grep -m1 '^http.*/debian/*$' || true)}

# apt for SUITE in a corner of its own: neither root nor /etc/apt nor this computer's packages matter.
apt_for() {
    local suite=$1 corner=$CACHE/apt/$1 keys=/usr/share/keyrings/debian-archive-keyring.gpg
    mkdir -p "$corner/lists/partial" "$corner/cache/partial"
    printf '%s [signed-by=%s] %s %s main\n' deb "$keys" "$MIRROR" "$suite" \
        deb-src "$keys" "$MIRROR" "$suite" >"$corner/sources.list"
    cat >"$corner/apt.conf" <<X
Dir::Etc::sourcelist "$corner/sources.list";
Dir::Etc::sourceparts "-";
Dir::State::lists "$corner/lists";
Dir::State::status "/dev/null";
Dir::Cache::archives "$corner/cache";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
APT::Architectures { "amd64"; "arm64"; };
APT::Sandbox::User "$(id -un)";
Acquire::Languages "none";
X
    export APT_CONFIG=$corner/apt.conf
    [ -n "$(find "$corner/updated" -mtime -1 2>/dev/null)" ] || { apt-get -qq update && touch "$corner/updated"; }
}

versions_of() { # packages or, after --source, sources: what the mirror's index has, the newest first
    if [ "$1" = --source ]; then
        apt-cache showsrc "$2" | sed -n 's/^Version: //p' | sort -rV
    else
        apt-cache madison "$1" | awk -F'|' '$3 ~ /Packages/ { gsub(/ /, "", $2); print $2 }'
    fi
}

# Fetches NAME[=VERSION]… to this folder: the version named, else any other that is there. A mirror's
# index runs ahead of its pool at times.
fetch_packages() {
    local one package version
    for one; do
        package=${one%%=*}
        for version in $(case $one in *=*) echo "${one#*=}" ;; esac) $(versions_of "$package"); do
            apt-get -qq download "$package=$version" >/dev/null 2>&1 && continue 2
        done
        stop "The mirror has no $one."
    done
}

fetch_sources() {
    local one package version
    for one; do
        package=${one%%=*}
        for version in $(case $one in *=*) echo "${one#*=}" ;; esac) $(versions_of --source "$package"); do
            apt-get -qq source --download-only "$package=$version" >/dev/null 2>&1 && continue 2
        done
        stop "The mirror has no source of $one."
    done
}

need_python_311() {
    "$PYTHON" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' ||
        stop "Python 3.11 is needed to choose among the locked packages, and \"$PYTHON\" is another. make PYTHON=python3.11 …"
}

make_sbom_tool() { "$PYTHON" -m pip install -q --require-hashes --only-binary :all: --target . -r "$APP/.ci/sbom.txt" 2>/dev/null; }

# Packs the program in FOLDER for SYSTEM, with checksum and bill of materials; PLATFORM, PYTHON, SQLITE: what is inside.
pack() {
    local folder=$1 system=$2 platform=$3 python=$4 sqlite=$5 archive
    "$PYTHON" .ci/pack.py "$folder" "$system"
    archive=$(find dist -maxdepth 1 -name "$NAME-*-$system.*" ! -name '*.sha256' ! -name '*.json')
    keep sbom-tool make_sbom_tool .ci/sbom.txt
    PYTHONPATH=$kept "$PYTHON" .ci/sbom.py "$folder" "$archive" "$platform" "$python" "$sqlite"
}

took() { printf 'It took %s min %02d s.\n' $((SECONDS / 60)) $((SECONDS % 60)); }
