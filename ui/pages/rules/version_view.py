"""What a version is: number, date, author, reason, what it changed, for which years it holds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QGridLayout,
    QPushButton,
    QWidget,
)

from model.domain.wording import day_words
from model.rulebook_editor.differences import DraftChange
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.versions import Version
from ui.connection import connect
from ui.kit.flow import Flow
from ui.kit.label import line_label, words_label
from ui.kit.layout import NO_MARGINS, REST, Sheet, at_left, clear_layout, column
from ui.kit.metrics import BLOCK, SHEET, TIGHT, TOOLS
from ui.kit.written import WrittenLine
from ui.pages.rules.difference_list import Differences
from ui.pages.rules.outline_entries import short_title


class VersionView(Sheet):
    use_requested = Signal(object)  # Version: score the year by it
    draft_requested = Signal(object)  # Version: start over from it
    discard_requested = Signal()
    export_requested = Signal()
    difference_chosen = Signal(object)  # DraftChange

    def __init__(self, parent: QWidget | None = None, *, acting: bool = True) -> None:
        """*acting* False: nothing to press, for those who may just read."""
        super().__init__(parent, widest=None, spacing=BLOCK, margins=SHEET, read_as="内容")
        self._version: Version | None = None
        self._title = words_label("question_heading")
        self._facts = QWidget(self)
        self._table = QGridLayout(self._facts)
        self._table.setContentsMargins(*NO_MARGINS)
        self._table.setHorizontalSpacing(BLOCK)
        self._table.setVerticalSpacing(TIGHT)
        self._table.setColumnStretch(1, 1)
        self._use = _Use(self)
        connect(self._use.button.clicked, self, lambda: self.use_requested.emit(self._version))
        self.differences = Differences(self)
        self.differences.chosen.connect(self.difference_chosen)
        self.export = QPushButton("导出为规则文件…", self)
        self.export.clicked.connect(self.export_requested)
        self.begin = QPushButton("以这一版重新起草", self)
        connect(self.begin.clicked, self, lambda: self.draft_requested.emit(self._version))
        self.discard = QPushButton("放弃草稿", self)
        self.discard.clicked.connect(self.discard_requested)
        buttons = QWidget(self)
        side_by_side = Flow(buttons, TIGHT)
        for button in (self.export, self.begin, self.discard):
            side_by_side.addWidget(button)
        self.written = WrittenLine(self)
        parts = (self._title, self._facts, self._use, self.differences, buttons, self.written)
        self.add(*parts, REST)
        buttons.setVisible(acting)

    def show_version(
        self, rules: RulebookEditor, version: Version, differences: tuple[DraftChange, ...] | None
    ) -> None:
        """Shows *version* and its *differences* from the one it was made from; None: unknown."""
        self._version = version
        self.written.hide()
        book = version.rulebook
        self._title.setText(f"{book.title}　{book.version} 版")
        self._show_facts(
            {
                "版本号": book.version,
                "发布日期": day_words(book.published),
                "制定": book.author,
                "理由": book.reason,
                "改自": f"{book.based_on} 版" if book.based_on else "",
                "用于": "、".join(f"{year} 年度" for year in version.years),
            }
        )
        self._use.show_state(rules, version)
        self._use.show()
        heading = f"与 {book.based_on} 版相比" if book.based_on else ""
        self.differences.show_differences(heading, differences or ())
        self.differences.setVisible(bool(differences))
        self.begin.setVisible(rules.draft is not None)
        self.discard.hide()

    def show_draft(self, rules: RulebookEditor) -> None:
        self._version = None
        self.written.hide()
        draft = rules.draft
        if draft is None:
            return
        self._title.setText("草稿")
        self._show_facts(
            {
                "底稿": f"{draft.value(('title',))}　{draft.base.version} 版",
                "保存": "改动随时自动保存；发布之前，任何单位的得分都不受影响。",
            }
        )
        self._use.hide()
        found = rules.differences
        heading = f"改了 {len(found)} 处" if found else "还没有改动。在左边选一项，在这里修改。"
        self.differences.show_differences(heading, found)
        self.differences.show()
        self.begin.hide()
        self.discard.show()

    def _show_facts(self, facts: dict[str, str]) -> None:
        clear_layout(self._table)
        for number, (name, words) in enumerate((n, w) for n, w in facts.items() if w):
            top = Qt.AlignmentFlag.AlignTop
            heading = line_label("state", name)
            heading.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._table.addWidget(heading, number, 0, top)
            self._table.addWidget(words_label("value", words), number, 1, top)


class _Use(QWidget):
    """Says by which version the year is scored, and offers to change it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quote")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words, self.button = words_label(), QPushButton(self)
        parts = (self._words, at_left(self.button))
        column(*parts, spacing=TIGHT, margins=TOOLS, parent=self)

    def show_state(self, rules: RulebookEditor, version: Version) -> None:
        now, year = rules.in_force, rules.year
        used = version.edition == now.edition
        self.button.setText(f"{year} 年度改用这一版…")
        self.button.setVisible(not used and not rules.fixed_because)
        if used and not rules.decided:
            words = f"{year} 年度按这一版评分。开始填报或收件后，即使程序升级也不会更换。"
        elif used:
            words = f"{year} 年度按这一版评分，程序升级也不会更换。"
        else:
            words = f"{year} 年度现按 {short_title(now)} 评分。" + (
                rules.fixed_because
                or "改用这一版，全部单位的得分、等次和名次都按它重新计算，右边就是结果；"
                "其他年度不变。"
            )
        self._words.setText(words)
