# shellcheck shell=bash disable=SC2154,SC2034  # sourced: names come from there and go there
# To be sourced after python.sh: the plug-in by which the Qt of the PySide6 wheel talks to fcitx, 4 and 5 alike. Kylin and
# UOS have fcitx, the wheel has no plug-in for it, and Chinese could not be typed.
# Debian's source of fcitx-qt5 1.2.7 (these files: BSD, 3 clauses), Debian 13's headers of Qt 6.8, zig; no root.
PLUGIN=libfcitxplatforminputcontextplugin-qt6.so
QT_HEADERS=6.8.2

make_fcitx_parts() {
    mkdir packages
    cd packages || exit
    (apt_for trixie; fetch_packages qt6-base-dev:amd64 qt6-base-private-dev:amd64 qt6-base-dev-tools:amd64 libxkbcommon-dev:amd64 libgl-dev:amd64 x11proto-dev)
    local one arch
    for one in *.deb; do dpkg -x "$one" ../trixie; done; rm ./*.deb
    # moc of Debian 12: Debian 13's needs glibc 2.38; both write the same revision
    (apt_for bookworm; fetch_packages qt6-base-dev-tools:amd64 libpcre2-16-0:amd64  # which moc needs
     # the released source alone: the mirror lacks what Debian adds to it
     apt-get -qq source --download-only --tar-only fcitx-qt5=1.2.7-2)
    for one in *.deb; do dpkg -x "$one" ../bookworm; done; rm ./*.deb
    mkdir ../source; tar xf fcitx-qt5_1.2.7.orig.tar.xz -C ../source --strip-components=1
    for arch in amd64 arm64; do
        (apt_for bullseye; fetch_packages libstdc++-10-dev:$arch libstdc++6:$arch libgcc-s1:$arch libxkbcommon0:$arch)
        for one in *_"$arch".deb; do dpkg -x "$one" ../$arch; done
    done
    cd .. || exit; rm -r packages
}

make_fcitx_plugin() {
    local out=$PWD work=$PWD.work headers=$parts/trixie/usr/include/x86_64-linux-gnu/qt6 old=$parts/amd64
    [ "$MACHINE" = x86_64 ] || old=$parts/arm64
    local moc library pair one  # moc: as a command
    moc=(env "LD_LIBRARY_PATH=$parts/bookworm/usr/lib/x86_64-linux-gnu" "$(find "$parts/bookworm" -name moc -type f)")
    local xml=(env "LD_LIBRARY_PATH=$own_pyside/Qt/lib" "$(find "$parts/trixie" -name qdbusxml2cpp -type f)")
    rm -rf "$work"; mkdir -p "$work"/{lib,own}; cd "$work" || exit
    cp "$parts"/source/qt6/platforminputcontext/* .
    for library in Core Gui DBus; do cp -L "$pyside/Qt/lib/libQt6$library.so.6" "lib/libQt6$library.so"; done
    # This one private function changed between the wheel's 6.8.0 and the headers' (the menu key under fcitx)
    sed -i '/QWindowSystemInterface::handleContextMenuEvent/,/;/d' qfcitxplatforminputcontext.cpp
    local defined=(-DQT_CORE_LIB -DQT_GUI_LIB -DQT_DBUS_LIB -DQT_NO_DEBUG -DQT_PLUGIN -D_GNU_SOURCE)
    local included=(-I.)
    for one in "" /QtCore /QtGui /QtDBus /QtCore/$QT_HEADERS /QtCore/$QT_HEADERS/QtCore /QtGui/$QT_HEADERS /QtGui/$QT_HEADERS/QtGui; do
        included+=("-I$headers$one")
    done
    included+=("-I$parts/trixie/usr/include")
    for pair in InputContext:inputcontextproxy InputContext1:inputcontext1proxy InputMethod:inputmethodproxy InputMethod1:inputmethod1proxy; do
        "${xml[@]}" -m -i fcitxqtdbustypes.h -p "${pair#*:}" "org.fcitx.Fcitx.${pair%:*}.xml"
        "${moc[@]}" "${defined[@]}" "${included[@]}" -o "own/moc_${pair#*:}.cpp" "${pair#*:}.h"
    done
    for one in fcitxinputcontextproxy fcitxwatcher qfcitxplatforminputcontext main; do
        "${moc[@]}" "${defined[@]}" "${included[@]}" -o "moc_$one.cpp" $one.h
    done
    # Qt's interface names types of GCC's C++ library, so that one instead of zig's
    local target=(-target "$MACHINE-linux-gnu.$GLIBC")
    for one in *.cpp; do
        "$ZIG" c++ "${target[@]}" -fno-sanitize=undefined -nostdinc++ -I"$old/usr/include/c++/10" \
            -I"$old/usr/include/$MACHINE-linux-gnu/c++/10" -std=c++17 -O2 -g0 -fPIC -fvisibility=hidden \
            -ffile-prefix-map="$CACHE=." "${defined[@]}" "${included[@]}" -Iown -c "$one"
    done
    "$ZIG" cc "${target[@]}" -shared ./*.o -o "$out/$PLUGIN" lib/*.so "$old/usr/lib/$MACHINE-linux-gnu/libstdc++.so.6" \
        "$old/lib/$MACHINE-linux-gnu/libgcc_s.so.1" "$old/usr/lib/$MACHINE-linux-gnu/libxkbcommon.so.0" \
        -Wl,-z,defs -Wl,-rpath,'$ORIGIN/../../lib' -s
    cp "$parts/source/COPYING.BSD" "$out/fcitx-qt5.txt"
    cd "$out" || exit; rm -rf "$work"
}

# Sets $plugin to the plug-in for MACHINE $1, made for the wheel in the folder $2 with the help of this computer's own in $3.
plugin_for() {
    MACHINE=$1 pyside=$2 own_pyside=$3
    zig_ready
    keep fcitx-parts make_fcitx_parts <(sed -n '/^make_fcitx_parts/,/^}/p' "$APP/.ci/linux/fcitx.sh")
    parts=$kept
    keep "fcitx-$1" make_fcitx_plugin <(sed -n '/^make_fcitx_plugin/,/^}/p' "$APP/.ci/linux/fcitx.sh") "$pyside/Qt/lib/libQt6Core.so.6"
    plugin=$kept/$PLUGIN
}
