#!/bin/sh
# 启动河北区碳达峰年度自评估。这台电脑运行不了时，用中文说明原因和办法。
machine=@MACHINE@
glibc=@GLIBC@
folder=$(dirname "$(readlink -f "$0")")
program=$folder/hebei-carbon-assessment
template='这台电脑也可以参加填报：请向领导小组办公室索取本单位的填报模板（Excel 文件），用 WPS 表格填写后用邮件发回。'

tell() {
    text="河北区碳达峰年度自评估不能启动。

$1

$2

$template"
    printf '%s\n' "$text" >&2
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
        if command -v zenity >/dev/null 2>&1; then
            zenity --error --no-wrap --title='不能启动' --text="$text" >/dev/null 2>&1
        elif command -v kdialog >/dev/null 2>&1; then
            kdialog --title '不能启动' --error "$text" >/dev/null 2>&1
        elif command -v notify-send >/dev/null 2>&1; then
            notify-send '河北区碳达峰年度自评估不能启动' "$1 $2"
        elif command -v xmessage >/dev/null 2>&1; then
            xmessage "$text" >/dev/null 2>&1
        fi
    fi
    exit 1
}

has=$(uname -m)
[ "$has" = "$machine" ] || tell "这份程序是给 $machine 处理器的，这台电脑的处理器是 $has。" \
    '请换用适合这台电脑的安装包；没有时用填报模板。'

found=$(getconf GNU_LIBC_VERSION 2>/dev/null | cut -d' ' -f2)
if [ -n "$found" ] && [ "$(printf '%s\n%s\n' "$found" "$glibc" | sort -V | head -n 1)" != "$glibc" ]; then
    tell "系统太旧：C 运行库是 $found，程序需要 $glibc 或更新的。" '请把操作系统升级后再试。'
fi

[ -x "$program" ] || tell "程序文件没有执行权限：$program" \
    '在U盘上常会这样。请把整个文件夹复制到自己的主目录再启动；仍不行时，在文件属性里勾选“允许作为程序执行”。'

missing=$(LD_LIBRARY_PATH=$folder/_internal ldd "$folder/_internal/PySide6/Qt/plugins/platforms/libqxcb.so" 2>/dev/null | awk '/not found/ { printf "%s ", $1 }')
[ -z "$missing" ] || tell "系统里缺少显示窗口要用的组件：$missing" '请让管理员安装含有它们的系统软件包。'

"$program" "$@"
code=$?
case $code in
126 | 127) tell "系统不允许运行这个程序（代码 $code）。" \
    '统信 UOS 请看“安全中心”里的“应用安全”，麒麟请看“安全中心”里的“应用控制与保护”，由管理员允许本程序。' ;;
137) tell '程序被系统强行结束。' '可能是安全软件拦截，或者内存不足。请让管理员在安全软件里信任本程序。' ;;
esac
exit $code
