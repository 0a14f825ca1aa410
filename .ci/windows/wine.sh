# shellcheck shell=bash disable=SC2154,SC2034  # sourced: names come from there and go there
# To be sourced after common.sh: a Python for Windows with the locked packages, and a Wine in which it runs.
# Wine works only while building and testing; nothing of it goes into the program.
here=$APP/.ci/windows
cross=x86_64-w64-mingw32-
windows=(--no-deps --platform win_amd64 --python-version 3.11 --implementation cp --only-binary=:all: --require-hashes)

make_python() {
    local py=$PWD work=$PWD.work
    rm -rf "$work"; mkdir -p "$py/DLLs" "$work/stdlib"
    say 'The runtime, from a wheel'
    "$PYTHON" -m pip download -q "${windows[@]}" -r "$here/runtime.txt" -d "$work" 2>/dev/null
    unzip -q -j "$work"/panda3d-*.whl 'deploy_libs/*' -d "$work/files"
    cp "$work/files/python311.dll" "$py/"
    cp "$work"/files/*.pyd "$work"/files/{sqlite3,libffi-8,libcrypto-3,libssl-3}.dll "$py/DLLs/"
    rm "$py/DLLs/_tkinter.pyd"
    say 'The standard library, from Debian'
    (apt_for bookworm; cd "$work/stdlib" || exit
     fetch_packages libpython3.11-minimal:amd64=3.11.2-6+deb12u8 libpython3.11-stdlib:amd64=3.11.2-6+deb12u8
     for one in *.deb; do dpkg -x "$one" .; done)
    cp -r "$work/stdlib/usr/lib/python3.11" "$py/Lib"
    rm -rf "$py"/Lib/{lib-dynload,sitecustomize.py,EXTERNALLY-MANAGED} "$py"/Lib/config-3.11* "$py"/Lib/_sysconfigdata*
    say 'python.exe and python3.dll, with MinGW'
    (cd "$here" && ${cross}windres python.rc -O coff -o "$work/python.res")
    ${cross}gcc -O2 -s -municode -Wl,--no-insert-timestamp -o "$py/python.exe" "$here/python.c" "$work/python.res" "$py/python311.dll"
    {
        echo 'LIBRARY python3.dll'; echo EXPORTS
        ${cross}objdump -p "$py/python311.dll" | sed -n '/\[Ordinal\/Name Pointer\]/,/^$/p' |
            awk '/^\t\[/ { print "  " $NF " = python311." $NF }'
    } >"$work/python3.def"
    ${cross}gcc -shared -nostdlib -s -Wl,--no-insert-timestamp,-e,0 -o "$py/python3.dll" "$here/python3.c" "$work/python3.def"
    say 'The locked packages'  # pip goes by the markers of the system it runs on: those of Windows are made unconditional
    sed -E "s/ ; sys_platform == 'win32' / /" "$APP/requirements-dev.txt" >"$work/requirements.txt"
    "$PYTHON" -m pip install -q "${windows[@]}" --no-compile -r "$work/requirements.txt" --target "$py/Lib/site-packages" 2>/dev/null
    cp "$py"/Lib/site-packages/shiboken6/vcruntime140{,_1}.dll "$py/"  # as new as Qt's; the runtime's wheel brings one of 2016
    rm -rf "$work"
}

# Wine's programs take no plain file as their output.
run() { wine "$@" </dev/null 2>&1 | cat; return "${PIPESTATUS[0]}"; }

wine_environment() {
    export WINEPREFIX=$1 WINEARCH=win64 WINEDEBUG=-all
    export WINEDLLOVERRIDES="${2:-}mscoree,mshtml=;winemenubuilder.exe=d"
    export LOCPATH=$1/locale
    export LC_ALL=zh_CN.UTF-8 2>/dev/null  # Wine takes the code page from it: 936, as on the PCs
}

make_prefix() {
    local prefix=$PWD library
    mkdir -p locale
    localedef -i zh_CN -f UTF-8 locale/zh_CN.UTF-8
    wine_environment "$prefix"
    run wineboot -i >/dev/null
    run reg add 'HKCU\Software\Wine' /v Version /d win10 /f >/dev/null
    wineserver -w
    library=$(find /usr/lib -path '*wine/x86_64-windows/ucrtbase.dll' | head -1)
    rm -f drive_c/windows/system32/ucrtbase.dll
    "$PYTHON" "$here/make-ucrt.py" "$library" "$prefix" "$prefix"
    wine_environment "$prefix" 'ucrtbase=n;'
    local system=drive_c/windows/system32
    ${cross}gcc -O2 -s -static -shared -o $system/uisettings.dll "$here/uisettings.c"
    ${cross}gcc -O2 -s -static -shared -o $system/bcryptprimitives.dll "$here/prng.c" -ladvapi32
    run reg add 'HKLM\Software\Microsoft\WindowsRuntime\ActivatableClassId\Windows.UI.ViewManagement.UISettings' \
        /v DllPath /d 'C:\windows\system32\uisettings.dll' /f >/dev/null
    wineserver -w
}

python_for_windows() {
    need_python_311
    keep windows-python make_python requirements-dev.txt "$here"/{runtime.txt,python.c,python.rc,python.manifest,python3.c} \
        <(sed -n '/^make_python/,/^}/p' "$here/wine.sh")
    py=$kept/python.exe
}

wine_ready() {
    python_for_windows
    keep wine-prefix make_prefix "$here"/{make-ucrt.py,complex.c,uisettings.c,prng.c} <(wine --version 2>/dev/null) \
        <(sed -n '/^make_prefix/,/^}/p' "$here/wine.sh")
    wine_environment "$kept" 'ucrtbase=n;'
    trap 'wineserver -k 2>/dev/null || true' EXIT
}
