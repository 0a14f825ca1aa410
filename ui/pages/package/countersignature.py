"""会签稿 that came back: line by line what departments would have otherwise, taken over or left."""

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.errors import AppError
from model.package.countersignature import Countersigned, countersigned, taken_over
from model.workbook.duty_sheet.read import ReceivedDutySheet
from ui.alerts import show_error
from ui.kit.label import Markup, line_label, words_label
from ui.kit.layout import REST, Halves, Sheet, box, row, wide
from ui.kit.link import Link
from ui.kit.metrics import ABOVE_LIST, BLOCK, FOOT, TIGHT
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.package.package_session import PackageSession
from ui.status_marks import Mark

HEADINGS, WIDTHS = ("事项", "会签"), (0, 132)
NOTHING = "会签稿与现在的分工一致，也没有会签意见。"
MOST = 3  # remarks on the file that are shown
LEFT = "下列各项，点“采用”后分工才改。"


class CountersignaturePart(Halves):
    """Lists the lines that nobody has decided yet."""

    left_requested = Signal()

    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((2, 3), parent)
        self._package = package
        self._returned: ReceivedDutySheet | None = None
        self._lines: dict[str, Countersigned] = {}
        self._name, self.said = line_label("card_heading"), words_label("help")
        back = Link("返回", self.left)
        back.clicked.connect(self.left_requested)
        self.add_tools(row(wide(self._name), back), self.said, margins=ABOVE_LIST)
        self.table = Table(HEADINGS, WIDTHS, self.left, chooses_first=True)
        self.table.line_chosen.connect(self.show_line)
        self.table.opened.connect(self.enter_right)
        self.add_left(wide(self.table))
        self.words, self.before = words_label("question_heading"), words_label()
        self.after, self.comment = words_label(), words_label()
        sides = (("现在", self.before), ("会签稿", self.after), ("会签意见", self.comment))
        parts = (part for words, label in sides for part in (line_label("label", words), label))
        self.add_right(wide(Sheet(parts=(self.words, *parts, REST), spacing=BLOCK)), self._foot())

    def _foot(self) -> QWidget:
        self.take, self.take_all = QPushButton("采用这一条", self), QPushButton("全部采用", self)
        self.take_all.setToolTip("没有牵头单位的、有认不出的单位或拿不准的内容的不在其内")
        self.take.clicked.connect(self._on_take)
        self.take_all.clicked.connect(self._on_take_all)
        return box(row(REST, self.take_all, self.take, spacing=TIGHT, margins=FOOT), "foot")

    def show_returned(self, returned: ReceivedDutySheet, name: str) -> bool:
        """Shows *returned*; False, after a message, where it is of another year or edition."""
        try:
            countersigned(self._package.editor.plan, self._package.editor.package, returned)
        except AppError as error:
            show_error(error, self)
            return False
        self._returned = returned
        self._name.setText(name)
        self.refresh()
        return True

    def refresh(self) -> None:
        if self._returned is None:
            return
        work = self._package.editor
        found = countersigned(work.plan, work.package, self._returned)
        self._lines = {one.item: one for one in found}
        beside = self._returned.remarks()
        counted = f"{_counted(found)}{LEFT}" if found else "" if beside else NOTHING
        self.said.setText("\n".join(filter(None, (counted, *beside[:MOST]))))
        self.table.show_lines(tuple(map(_line, found)))
        ready = len(self._ready)
        self.take_all.setText(f"全部采用（{ready} 项）" if ready else "全部采用")
        self.take_all.setEnabled(work.editable and ready > 0)
        self.show_line(self.table.key)

    @property
    def _ready(self) -> list[Countersigned]:
        return [one for one in self._lines.values() if one.takeable and one.led]

    def show_line(self, key: str) -> None:
        one = self._lines.get(key)
        self.take.setEnabled(one is not None and one.takeable and self._package.editor.editable)
        self.words.setText(one.words if one else "")
        self.before.setText(one.before if one else "")
        remarks = (one.comment, *one.notes) if one else ()
        self.comment.setText("\n".join(filter(None, remarks)) or ("（没有）" if one else ""))
        if one is None:
            self.after.setText("")
        elif asked := (*one.doubts, *one.unknown):
            cure = "请问清是哪个单位，在分工表里改。"
            if one.doubts:
                cure = "请向会签单位问清，在分工表里改。"
            words = "".join(f"<p>{escape(said)}</p>" for said in (one.after, *asked, cure) if said)
            self.after.setText(Markup(words))
        else:
            self.after.setText(one.after or "没有改动，只写了会签意见。")

    def _on_take(self) -> None:
        self._take([self._lines[self.table.key]])

    def _on_take_all(self) -> None:
        self._take(self._ready)

    def _take(self, lines: list[Countersigned]) -> None:
        plan = self._package.editor.plan
        self._package.edit(lambda package: taken_over(plan, package, lines))


def _counted(found: tuple[Countersigned, ...]) -> str:
    changed = sum(one.duties is not None for one in found)
    unknown = sum(bool(one.unknown) for one in found)
    doubtful = sum(bool(one.doubts) for one in found)
    only = sum(one.duties is None and not one.doubts for one in found)
    asked = f"，其中 {unknown} 项有认不出的单位" if unknown else ""
    doubts = f"，{doubtful} 项有拿不准的内容" if doubtful else ""
    return f"{changed} 项改了分工{asked}{doubts}{f'，{only} 项只写了意见' if only else ''}。"


def _line(one: Countersigned) -> Line:
    if one.doubts:
        mark, said = Mark.WARNED, "拿不准"
    elif one.unknown:
        mark, said = Mark.WARNED, "单位认不出"
    elif one.duties is None:
        mark, said = None, "只有意见"
    else:
        mark, said = (Mark.DIFFERENT, "改了分工") if one.led else (Mark.WARNED, "没有牵头")
    return Line(key=one.item, cells=(Cell(words=one.words), Cell(words=said, mark=mark)))
