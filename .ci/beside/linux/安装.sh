#!/bin/sh
# 在应用菜单和桌面上放好图标。不需要管理员权限，程序文件留在原处，不写入系统文件夹。
set -eu
folder=$(dirname "$(readlink -f "$0")")
name=hebei-carbon-assessment
applications=${XDG_DATA_HOME:-$HOME/.local/share}/applications
desktop=$(xdg-user-dir DESKTOP 2>/dev/null || true)
[ -n "$desktop" ] && [ -d "$desktop" ] && [ "$desktop" != "$HOME" ] || desktop=
for one in "$HOME/桌面" "$HOME/Desktop"; do
    [ -n "$desktop" ] || [ ! -d "$one" ] || desktop=$one
done

chmod u+x "$folder/$name" "$folder/启动.sh" "$folder/卸载.sh" "$folder/自检.sh" 2>/dev/null || true
if [ ! -x "$folder/启动.sh" ]; then
    echo '这里的文件不能设为可执行（U盘上常会这样）。请把整个文件夹复制到自己的主目录，再运行 安装.sh。' >&2
    exit 1
fi

# 在 Exec 一行里，引号内的 " ` $ \ 前要加反斜线，% 要写两遍；整个值里的反斜线还要再写两遍
quoted=$(printf '%s' "$folder" | sed 's/["`$\\]/\\&/g; s/%/%%/g; s/\\/\\\\/g')
plain=$(printf '%s' "$folder" | sed 's/\\/\\\\/g')
entry() {
    cat <<END
[Desktop Entry]
Type=Application
Version=1.0
Name=河北区碳达峰年度自评估
Comment=填报、评分、导出年度自评估工作簿
Exec="$quoted/启动.sh" %f
Path=$plain
Icon=$plain/_internal/assets/icons/app.png
Terminal=false
Categories=Office;
StartupWMClass=$name
END
}
mkdir -p "$applications"
entry >"$applications/$name.desktop"
chmod 755 "$applications/$name.desktop"
echo "应用菜单：$applications/$name.desktop"
if [ -n "$desktop" ]; then
    entry >"$desktop/$name.desktop"
    chmod 755 "$desktop/$name.desktop"
    gio set "$desktop/$name.desktop" metadata::trusted true 2>/dev/null || true
    echo "桌面图标：$desktop/$name.desktop"
fi
update-desktop-database "$applications" 2>/dev/null || true
echo '装好了。以后移动了这个文件夹，请再运行一次 安装.sh；不用了请运行 卸载.sh。'
