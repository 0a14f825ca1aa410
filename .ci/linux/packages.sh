# shellcheck shell=bash disable=SC2154,SC2034  # sourced: names come from there and go there
# To be sourced after python.sh and fcitx.sh: that Python with the locked packages and the input plug-in in it.
pip_for() { # what pip takes for MACHINE $1, from whatever computer it runs on
    printf '%s\n' --only-binary :all: --python-version 3.11 --implementation cp --abi cp311 --abi abi3 --abi none
    printf -- "--platform\nmanylinux_%s_$1\n" 2_31 2_28 2_27 2_26 2_24 2_17 2_12 2_5
    printf -- "--platform\nmanylinux2014_%s\n--platform\nlinux_%s\n" "$1" "$1"
}

make_packages() {
    cp -a "$linux_python/." .
    local switches
    mapfile -t switches < <(pip_for "$MACHINE")
    "$PYTHON" -m pip install -q --no-compile --no-deps --require-hashes "${switches[@]}" -r "$APP/requirements-dev.txt" \
        --target lib/python3.11/site-packages 2>/dev/null
}

# Sets $packages to a Python with everything for MACHINE $1, the input plug-in among it.
packages_for() {
    need_python_311
    python_for "$(uname -m)"; MACHINE=$(uname -m)
    keep "packages-$MACHINE" make_packages requirements-dev.txt <(pip_for "$MACHINE") <(basename "$linux_python")
    own=$kept packages=$kept
    if [ "$1" != "$MACHINE" ]; then
        python_for "$1"; MACHINE=$1
        keep "packages-$MACHINE" make_packages requirements-dev.txt <(pip_for "$MACHINE") <(basename "$linux_python")
        packages=$kept
    fi
    local where=lib/python3.11/site-packages/PySide6
    plugin_for "$1" "$packages/$where" "$own/$where"
    cp "$plugin" "$packages/$where/Qt/plugins/platforminputcontexts/"
}
