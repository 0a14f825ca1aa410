"""Every key there is, in words: what the sheet behind Shift+F1 and the help page show."""

SHORTCUTS = {
    "F1": "打开用户手册中讲这一页的一章",
    "Shift+F1": "显示或收起这张快捷键表",
    "F2 … F12": "依次打开左侧各页",
    "Ctrl+↓　Ctrl+↑": "下一项、上一项",
    "Ctrl+M": "下一个未填的项",
    "Ctrl+Shift+M": "下一个有问题或被退回的项",
    "Ctrl+1 … Ctrl+5": "完成、推进中、滞后、未启动、不适用；再按一次取消",
    "Shift+↓　Ctrl+A": "在清单中选中多项、全选；再按 Ctrl+1 … 5 一起设定",
    "Ctrl+L": "沿用去年填的内容；沿用过的再按一次，确认仍然属实",
    "Ctrl+V": "在清单中：粘贴从 Excel、WPS 复制的几行，核对后再填入",
    "Ctrl+Z　Ctrl+Y": "撤销、恢复：先是正在打的字，再是各页的改动，重新打开后也行",
    "Ctrl+H": "展开或收起本项的修改记录",
    "Ctrl+F": "在清单中搜索",
    "Ctrl+O": "展开或收起整条原文",
    "Tab　Shift+Tab": "下一格、上一格",
    "← →": "在进展状态之间移动，空格选定",
    "回车　Esc": "在清单中：进入填写；在填写中：回到清单",
    "Ctrl+回车": "按下右上角的绿色按钮",
}
