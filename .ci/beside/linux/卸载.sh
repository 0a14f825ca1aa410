#!/bin/sh
# 去掉应用菜单和桌面上的图标。填报的数据不动。
name=hebei-carbon-assessment
data=${XDG_DATA_HOME:-$HOME/.local/share}
rm -f "$data/applications/$name.desktop" "$HOME/桌面/$name.desktop" "$HOME/Desktop/$name.desktop" \
    "$(xdg-user-dir DESKTOP 2>/dev/null || echo "$HOME")/$name.desktop"
echo '图标已去掉。程序文件夹可以整个删除。'
echo "填报的数据、备份和佐证材料还在：$data/$name"
echo '确实不再需要时，再删除那个文件夹；删除前请先在“备份”页复制一份到U盘。'
