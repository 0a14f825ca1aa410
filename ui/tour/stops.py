"""The stops of the tour, and their words."""

from dataclasses import dataclass

from model.store.settings import Role


@dataclass(frozen=True)
class Stop:
    page: str
    place: str  # of what is pointed at, from the page on; "" for the page as a whole
    title: str
    words: str


CLERK = (
    Stop(
        "overview", "bars", "填到哪里，先看这里",
        "每一章一条。点一条，就去填那一章。右上角的按钮，总是下一步该做的事。",
    ),
    Stop(
        "measures", "panel.quote", "左边选一项，右边是方案原文",
        "一项一项往下填。加粗的就是这一项的出处，不用另外翻文件。",
    ),
    Stop(
        "measures", "panel.form", "选状态，写情况",
        "选了状态，才出现该填的栏。写下就存了，没有保存按钮。填错了按 Ctrl+Z。",
    ),
    Stop(
        "indicators", "panel.form", "指标填数",
        "写“２７０家”“1,234”都认得。拿不准的会问一句，不会擅自当成 0。",
    ),
    Stop(
        "score", "list", "多少分，为什么",
        "还能得分最多的排在前面。点一项，右边是算式和依据，用计算器就能核对。",
    ),
    Stop(
        "export", "check", "导出前检查",
        "必须改正的改好，写上填报人和电话，就能导出一个 Excel 文件，签字盖章，发邮件。",
    ),
    Stop(
        "about", "", "不会用的时候按 F1",
        "每一页按 F1，都翻到手册里讲这一页的一章。演示到这里就完了，结束后什么都不会留下。",
    ),
)  # fmt: skip
OFFICE = (
    Stop(
        "inbox", "list", "文件拖进来就行",
        "邮件附件、文件夹、zip 都可以，叫什么名字没有关系。收不了的，右边写着原因和办法。",
    ),
    Stop(
        "board", "bar", "谁没报，一眼看清",
        "点一段，只看那一类。右上角有现成的催报文字。",
    ),
    Stop(
        "review", "strip.rest", "先一次采信没有疑点的",
        "剩下的逐项看：采信、核改、退回。核改的是填报的内容，得分由规则重算。",
    ),
    Stop(
        "checks", "pills", "对不上的数，并排看",
        "几个单位报的数不同，指定以谁为准，或者核定一个数。",
    ),
    Stop(
        "results", "pills", "汇总、排名、图和报告",
        "一层层点下去，能追到原件的单元格。汇总工作簿和 Word 报告都在这里导出。",
    ),
    Stop(
        "package", "pills", "年初从这里开始",
        "目标、分工、规则、截止日期写进任务包，发给各单位，填报、评分都照它。",
    ),
    Stop(
        "about", "", "不会用的时候按 F1",
        "每一页按 F1，都翻到手册里讲这一页的一章。演示到这里就完了，结束后什么都不会留下。",
    ),
)  # fmt: skip
STOPS = {Role.CLERK: CLERK, Role.OFFICE: OFFICE}
