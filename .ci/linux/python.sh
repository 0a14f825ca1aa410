# shellcheck shell=bash disable=SC2154,SC2034  # sourced: names come from there and go there
# To be sourced after common.sh: CPython 3.11 that needs no newer C library than GLIBC, for MACHINE x86_64 or aarch64,
# from Debian 12's sources, with zig as the compiler, which knows the symbols of every glibc.
GLIBC=2.28
ZIG_VERSION=0.15.1
SOURCES="python3.11=3.11.2-6+deb12u8 zlib=1:1.2.13.dfsg-1 libffi=3.4.4-1 sqlite3=3.40.1-2+deb12u2
    xz-utils=5.4.1-1+deb12u1 bzip2=1.0.8-5"
recipe=$APP/.ci/linux/python.sh

make_zig() { "$PYTHON" -m pip install -q --no-deps --target . "ziglang==$ZIG_VERSION" 2>/dev/null; }

zig_ready() {
    keep zig make_zig <(echo "$ZIG_VERSION")
    ZIG=$kept/ziglang/zig
    export ZIG_GLOBAL_CACHE_DIR=$CACHE/zig-cache ZIG_LOCAL_CACHE_DIR=$CACHE/zig-cache
}

make_sources() {
    mkdir packages
    # shellcheck disable=SC2086  # a list
    (apt_for bookworm; cd packages && fetch_sources $SOURCES)
    local package p
    for package in zlib libffi sqlite3 xz-utils bzip2; do
        dpkg-source --no-check -x "$(echo packages/${package}_*.dsc)" "$package" >/dev/null 2>&1
    done
    # Python as it was released, with Debian's security patches alone: the others are for Debian's own folders.
    mkdir python
    tar xf packages/python3.11_*.orig.tar.gz -C python --strip-components=1
    tar xf packages/python3.11_*.debian.tar.xz -C python
    cd python || exit
    grep -E '^(CVE|0[0-9]|relfile|frame_dealloc|shutdown-deadlock)' debian/patches/series >series
    while read -r p; do patch -p1 -s -f <"debian/patches/$p"; done <series
    # What zig does not know, and what would look around on this computer.
    sed -i 's/^CROSS_COMPILING = .*/CROSS_COMPILING = True/; s/^        self.add_multiarch_paths()//' setup.py
    sed -i '1i #define Py_BUILD_CORE_MODULE 1' Modules/pyexpat.c  # Debian's patch takes a built-in pyexpat for granted
    sed -i 's/-Wl,-h/-Wl,-soname,/' Makefile.pre.in
}

compilers() { # cc, c++, ar and ranlib for MACHINE, in the folder $1
    mkdir -p "$1"
    local tool
    for tool in cc c++; do
        printf '#!/bin/sh\nexec "%s" %s -target %s-linux-gnu.%s -fno-sanitize=undefined -Wno-date-time "$@"\n' \
            "$ZIG" $tool "$MACHINE" "$GLIBC" >"$1/$tool"
    done
    printf '#!/bin/sh\nexec "%s" ar "$@"\n' "$ZIG" >"$1/ar"
    printf '#!/bin/sh\nexec "%s" ranlib "$@"\n' "$ZIG" >"$1/ranlib"
    chmod +x "$1"/*
    export CC=$1/cc CXX=$1/c++ AR=$1/ar RANLIB=$1/ranlib READELF
    READELF=$(command -v readelf)
}

make_linux_python() {
    local work=$PWD.work prefix=$PWD jobs=${JOBS:-2}
    local host=$MACHINE-linux-gnu build deps=$PWD.work/deps
    build=$(uname -m)-linux-gnu
    rm -rf "$work"; mkdir -p "$deps"/{lib,include}
    compilers "$work/bin"
    export CFLAGS="-O2 -fPIC -g0 -Wno-implicit-function-declaration" PKG_CONFIG_LIBDIR=$deps/lib/pkgconfig
    fresh() { cp -a "$sources/$1" "$work/$1"; cd "$work/$1" || exit; }

    say 'What Python holds: zlib, bzip2, libffi, xz, SQLite'  # static: nothing of them lies about in the bundle
    fresh zlib
    ./configure --static --prefix="$deps" >log.txt 2>&1; make -j"$jobs" libz.a >>log.txt 2>&1
    install -m644 libz.a "$deps/lib/"; install -m644 zlib.h zconf.h "$deps/include/"
    fresh bzip2
    make -j"$jobs" libbz2.a CC="$CC" AR="$AR" RANLIB="$RANLIB" CFLAGS="$CFLAGS -D_FILE_OFFSET_BITS=64" >log.txt 2>&1
    install -m644 libbz2.a "$deps/lib/"; install -m644 bzlib.h "$deps/include/"
    local package more
    for package in libffi xz-utils; do
        fresh $package
        more="--disable-docs --disable-multi-os-directory"
        [ $package = libffi ] || more="--disable-xz --disable-xzdec --disable-lzmadec --disable-lzmainfo --disable-scripts --disable-doc --disable-nls"
        # shellcheck disable=SC2086  # a list
        ./configure --host="$host" --build="$build" --prefix="$deps" --libdir="$deps/lib" --disable-shared --enable-static --with-pic $more >log.txt 2>&1
        make -j"$jobs" >>log.txt 2>&1; make install >>log.txt 2>&1
    done
    fresh sqlite3
    env -u CC -u CXX -u CFLAGS -u AR -u RANLIB ./configure --disable-tcl --disable-readline >log.txt 2>&1
    make sqlite3.c >>log.txt 2>&1
    # shellcheck disable=SC2086  # a list
    $CC $CFLAGS -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS3 -DSQLITE_ENABLE_FTS3_PARENTHESIS -DSQLITE_ENABLE_FTS4 -DSQLITE_ENABLE_FTS5 \
        -DSQLITE_ENABLE_RTREE -DSQLITE_ENABLE_COLUMN_METADATA -DSQLITE_ENABLE_DBSTAT_VTAB -DSQLITE_ENABLE_MATH_FUNCTIONS \
        -DSQLITE_SECURE_DELETE -DSQLITE_SOUNDEX -DSQLITE_USE_URI -DSQLITE_MAX_VARIABLE_NUMBER=250000 -c sqlite3.c -o sqlite3.o
    $AR rcs "$deps/lib/libsqlite3.a" sqlite3.o
    install -m644 sqlite3.h src/sqlite3ext.h "$deps/include/"

    say "Python for $MACHINE, glibc $GLIBC: some minutes"
    fresh python
    { echo '*disabled*'; printf '%s\n' _ssl _hashlib readline _curses _curses_panel _tkinter nis _gdbm _dbm _uuid _crypt ossaudiodev spwd; } >Modules/Setup.local
    local cross=()
    [ "$host" = "$build" ] || cross=(--with-build-python="$own_python/bin/python3.11" ac_cv_file__dev_ptmx=yes
        ac_cv_file__dev_ptc=no ac_cv_buggy_getaddrinfo=no)
    export CPPFLAGS="-I$deps/include"
    CFLAGS="-fPIC -g0" ./configure --host="$host" --build="$build" --prefix="$prefix" --enable-shared --without-ensurepip \
        --without-static-libpython --disable-test-modules --with-computed-gotos LIBFFI_INCLUDEDIR="$deps/include" "${cross[@]}" \
        LDFLAGS="-L$deps/lib" LDFLAGS_NODIST="-Wl,-rpath,'\$\$ORIGIN/../lib'" >log.txt 2>&1
    make -j"$jobs" PY3LIBRARY= >make.txt 2>&1
    make install PY3LIBRARY= >install.txt 2>&1
    local module
    for module in _sqlite3 _ctypes zlib _lzma _bz2 _decimal pyexpat _elementtree _struct math; do
        compgen -G "$prefix/lib/python3.11/lib-dynload/$module.*" >/dev/null || stop "Python was built without $module; see $PWD/make.txt"
    done
    cd "$prefix" || exit
    rm -rf "$work"
}

# Sets $linux_python to one for $1, x86_64 or aarch64; it can be moved.
python_for() {
    zig_ready
    keep sources make_sources <(echo "$SOURCES") <(sed -n '/^make_sources/,/^}/p' "$recipe")
    sources=$kept
    MACHINE=$(uname -m)
    python_recipe() { sed -n '/^compilers/,/^}/p; /^make_linux_python/,/^}/p' "$recipe"; echo "$GLIBC $ZIG_VERSION $SOURCES"; }
    keep "python-$MACHINE" make_linux_python <(python_recipe)
    own_python=$kept linux_python=$kept
    [ "$1" = "$MACHINE" ] && return
    MACHINE=$1
    keep "python-$1" make_linux_python <(python_recipe)
    linux_python=$kept
}
