"""方案修订: two editions of the plan side by side, word by word; nothing goes unseen."""

from html import escape
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.errors import AppError
from model.package.plan_folders import load_brought_plan
from model.package.revision import PlanRevision, Rewording, compared
from model.package.revision_review import Fate, Revised
from ui.alerts import show_error
from ui.file_dialogs import choose_folder_to_read
from ui.kit.label import Markup, line_label, words_label
from ui.kit.layout import REST, Halves, Sheet, box, column, row, wide
from ui.kit.link import Link
from ui.kit.metrics import ABOVE_LIST, BLOCK, FOOT, HAIR, TIGHT
from ui.kit.pills import Pills
from ui.kit.table import Table
from ui.kit.table_model import Cell, Line
from ui.pages.package.package_session import PackageSession
from ui.status_marks import Mark
from ui.theme import colour

MARKS = {Fate.REWORDED: Mark.DIFFERENT, Fate.ADDED: Mark.FILLED, Fate.GONE: Mark.RETURNED}
VIEWS = ("全部", "待看")
ONLY_LOOKING = "现在只是比较，什么也没有改。"
NOT_CARRIED = "不相同的都没有沿用，现照新方案；逐项看过，需要的再照去年补上。"


class RevisionPart(Halves):
    """Compares with a folder, or shows what the year's own change of edition left to be seen."""

    left_requested = Signal()

    def __init__(self, package: PackageSession, parent: QWidget | None = None) -> None:
        super().__init__((2, 3), parent)
        self._package = package
        self._compared: PlanRevision | None = None
        self._wordings: dict[str, Rewording] = {}
        self._revised: dict[str, Revised] = {}
        self.pills, self._said = Pills(VIEWS, self.left), words_label("help")
        self.pills.chosen.connect(self._show_lines)
        back = Link("返回", self.left)
        back.clicked.connect(self.left_requested)
        self.add_tools(row(wide(self.pills), back), self._said, margins=ABOVE_LIST)
        self.table = Table(
            ("内容", "种类", "变化", "看过"), (0, 84, 84, 76), self.left, chooses_first=True
        )
        self.table.line_chosen.connect(self.show_wording)
        self.table.opened.connect(self.enter_right)
        self.add_left(wide(self.table))
        self.before, self.after = words_label(), words_label()
        sides = (("原方案", self.before), ("新方案", self.after))
        sheets = (
            wide(Sheet(parts=(line_label("label", name), words, REST), spacing=BLOCK))
            for name, words in sides
        )
        self._sides = box(row(*sheets))
        self.add_right(wide(self._sides), self._foot())

    def _foot(self) -> QWidget:
        self.last, self.now = words_label(), words_label()
        self.take_back = QPushButton("照去年的定", self.right)
        self.agree = QPushButton("看过，照新方案", self.right)
        self.take_back.clicked.connect(self._on_take_back)
        self.agree.clicked.connect(self._on_agree)
        buttons = row(REST, self.take_back, self.agree, spacing=TIGHT)
        self.foot = box(column(self.last, self.now, buttons, spacing=HAIR, margins=FOOT), "foot")
        return self.foot

    def choose(self) -> None:
        if folder := choose_folder_to_read(self._package.session.db, self, "选择新版方案的文件夹"):
            self.compare(folder)

    @property
    def revision(self) -> PlanRevision | None:
        """The comparison shown: with a folder, else of the year's own two editions."""
        revision_review = self._package.editor.revision_review
        return self._compared or (revision_review.revision if revision_review else None)

    def compare(self, folder: Path) -> None:
        """Compares the plan in *folder* with the one in force; nothing changes."""
        try:
            new = load_brought_plan(folder)
        except AppError as error:
            show_error(error, self)
            return
        self._compared = compared(self._package.editor.plan, new)
        self._show_lines()

    def show_standing(self) -> None:
        """Shows what the year's edition says otherwise than last year's."""
        self._compared = None
        self._show_lines()

    def refresh(self) -> None:
        self._show_lines()

    def flush(self) -> None:
        """Nothing is typed here."""

    def _show_lines(self) -> None:
        found = self.revision
        if found is None:
            return
        standing = self._compared is None
        self._revised = {one.wording.id: one for one in self._package.editor.revised if standing}
        fates = (
            (Fate.REWORDED, found.changed),
            (Fate.ADDED, found.added),
            (Fate.GONE, found.gone),
        )
        self._wordings = {one.id: one for _, ones in fates for one in ones}
        unseen = sum(not one.seen for one in self._revised.values())
        self.pills.setVisible(standing)
        self.pills.show_words([f"{VIEWS[0]} {len(self._wordings)}", f"{VIEWS[1]} {unseen}"])
        self._said.setText(
            f"{found.before.version} 版 → {found.after.version} 版：{len(found.same)} 处相同，"
            + "、".join(f"{fate.value} {len(ones)}" for fate, ones in fates)
            + f"。{NOT_CARRIED if standing else ONLY_LOOKING}"
        )
        self.table.setColumnHidden(3, not standing)
        lines = [
            self._line(fate, one)
            for fate, ones in fates
            for one in ones
            if not (standing and self.pills.current and self._revised[one.id].seen)
        ]
        self.table.show_lines(lines)
        self._sides.setVisible(bool(lines))
        if self.table.key:
            self.show_wording(self.table.key)
        else:
            self.foot.hide()

    def _line(self, fate: Fate, one: Rewording) -> Line:
        seen = one.id in self._revised and self._revised[one.id].seen
        return Line(
            key=one.id,
            cells=(
                Cell(words=(one.after or one.before).partition("\n")[0]),
                Cell(words=one.kind),
                Cell(words=fate.value, mark=MARKS[fate]),
                Cell(words="" if seen else "待看", mark=Mark.DONE if seen else None),
            ),
        )

    def show_wording(self, key: str) -> None:
        one = self._wordings.get(key)
        if one is None:
            return
        self.before.setText(_side_words(one, after=False))
        self.after.setText(_side_words(one, after=True))
        revised = self._revised.get(key)
        self.foot.setVisible(revised is not None)
        if revised:
            editable = self._package.editor.editable
            self.last.setText(f"去年：{revised.last or '没有规定'}")
            self.now.setText(f"现在：{revised.now or '照新方案'}")
            self.take_back.setVisible(revised.takeable and editable)
            self.agree.setVisible(not revised.seen)
            self.agree.setText("知道了" if revised.fate is Fate.GONE else "看过，照新方案")

    def _on_take_back(self) -> None:
        key, revision_review = self.table.key, self._package.editor.revision_review
        if revision_review and key:
            revision_review.see([key])
            self._package.edit(lambda p: revision_review.taken_back(p, key))
            self._show_lines()

    def _on_agree(self) -> None:
        """Marks the wording as seen and moves to the next that nobody has seen."""
        key, revision_review = self.table.key, self._package.editor.revision_review
        if not revision_review or not key:
            return
        waiting = [one for one in self._revised if not self._revised[one].seen]
        after = [*waiting[waiting.index(key) + 1 :], *waiting] if key in waiting else waiting
        if self._package.step(lambda: self._package.editor.seen_revised(key)):
            self._show_lines()
            self.table.choose(next((one for one in after if one != key), key))


def _side_words(one: Rewording, *, after: bool) -> Markup:
    """One side's words, what differs marked by colour and by a line through or under it."""
    token, tag = ("done", "u") if after else ("returned", "s")
    ink = colour(token).name()
    words = []
    for piece in one.pieces:
        text = escape(piece.after if after else piece.before).replace("\n", "<br>")
        if text:
            changed = f'<{tag} style="color:{ink}">{text}</{tag}>'
            words.append(text if piece.same else changed)
    said = "".join(words) or "（没有）"
    return Markup(f'<p style="line-height:160%">{said}</p>')
