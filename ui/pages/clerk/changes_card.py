"""What the next submission says otherwise than the last one, before it goes out."""

from PySide6.QtWidgets import QWidget

from model.clerk.submission_changes import REPLY, SubmissionChange, changes_since
from model.domain.submission import Submission
from ui.edit_text import cut, fields_of, title_of, value_words
from ui.kit.card import Card
from ui.kit.label import line_label, words_label
from ui.kit.layout import add
from ui.kit.link import Link
from ui.pages.package.year_words import unchanged_words
from ui.session import Session

FEW, LONG = 6, 24  # lines; characters


class ChangesCard(Card):
    """What changed since the last submission. Hidden before the first one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._session = session
        self._lines: tuple[str, ...] = ()
        self._heading, self._words = line_label("card_heading"), words_label()
        self._more = Link("", self)
        self._more.setCheckable(True)
        self._more.toggled.connect(self._show)
        add(self.column, self._heading, self._words, self._more)
        self.hide()

    def refresh(self, last: Submission | None, coming: Submission) -> None:
        self.setVisible(last is not None)
        if last is not None:
            self._lines = tuple(self._line(one) for one in changes_since(last, coming))
            changed = f"改了 {len(self._lines)} 处" if self._lines else "没有改动"
            self._heading.setText(f"与第 {last.sequence} 次报送相比，{changed}")
            self._show()

    @property
    def count(self) -> int:
        """Number of things that changed since the last submission."""
        return len(self._lines)

    @property
    def words(self) -> str:
        return self._words.text()

    def _show(self) -> None:
        whole = self._more.isChecked()
        shown = self._lines if whole else self._lines[:FEW]
        self._words.setText(
            "\n".join(shown) or f"内容没有变化，{unchanged_words(self._session.desk)}。"
        )
        self._more.setVisible(len(self._lines) > FEW)
        self._more.setText("收起" if whole else f"全部 {len(self._lines)} 处")

    def _line(self, change: SubmissionChange) -> str:
        title = cut(title_of(self._session, change.item), LONG)
        if not change.field:
            verb = "添加" if change.before is None else "移除" if change.after is None else "修改"
            return f"·　{title}　{verb}佐证材料“{cut(change.after or change.before or '', LONG)}”"
        field = fields_of(self._session, change.item).get(change.field)
        label = field.label if field else "处理说明" if change.field == REPLY else change.field
        before, after = (
            cut(value_words(field, text), LONG) for text in (change.before, change.after)
        )
        return f"·　{title}　{label}：{before} → {after}"
