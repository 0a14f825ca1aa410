"""What the first page says, and which edition this one follows; and the file it goes out as."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation
from model.compilation.target_edits import head_changed, next_edition
from model.domain.plan import Plan
from model.domain.typed_days import is_day, read_day
from model.plan_draft.typed_words import is_edition, years_in
from ui.kit.label import words_label
from ui.kit.layout import REST, at_left, row, wide
from ui.kit.metrics import GAP
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.fields import CheckedField, ChoiceField
from ui.pages.plan_draft.panel import Panel, Shaded, needed

FILE_HINT = "一个签了名的文件，可以用邮件发到别的电脑，打开或拖进窗口就能收下；指纹与纸质通知核对。"
OWN = "（是新的方案，不接哪一版）"


class HeadPanel(Panel):
    """What the first page says, and which edition this one follows; and the file it goes out as."""

    file_requested = Signal()

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        paper = self.paper
        self.title = CheckedField("标题", needed, paper, lines=2)
        self.issuer = CheckedField("印发单位", parent=paper)
        self.issued = CheckedField("印发日期", self._wrong_date, paper, hint="2022-08-03")
        self.edition = CheckedField("版本", self._wrong_edition, paper, hint="2022.1")
        self.years = CheckedField("起止年度", self._wrong_years, paper, hint="2022—2030")
        self.before = ChoiceField("接着哪一版编", (OWN,), paper)
        self._hint = words_label(
            "help",
            "接着上一版编的，文字没有变的条款、任务、指标和同名单位沿用原来的编号，"
            "各年填报、分工接得上；写出以后会告诉哪些找不到了。",
        )
        self.title.said.connect(self._on_title)
        self.issuer.said.connect(self._on_issuer)
        self.issued.said.connect(self._on_issued)
        self.edition.said.connect(self._on_edition)
        self.years.said.connect(self._on_years)
        self.before.box.activated.connect(self._on_before)
        self.made_by = CheckedField("编制人（写在方案数据文件上）", parent=paper)
        self.made_by.said.connect(self._on_made_by)
        self.file = QPushButton("写出方案数据文件…", paper)
        self.file.clicked.connect(self.file_requested)
        self.add(
            self.title, self.issuer,
            row(wide(self.issued), wide(self.edition), wide(self.years), spacing=GAP),
            self.before, self._hint, self.made_by, at_left(self.file),
            words_label("help", FILE_HINT), REST,
        )  # fmt: skip

    def fields(self) -> tuple[CheckedField, ...]:
        return (
            self.title, self.issuer, self.issued, self.edition, self.years, self.made_by
        )  # fmt: skip

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft, owner = compilation.draft, compilation.id
        self.title.show_text(owner, draft.title)
        self.issuer.show_text(owner, draft.issuer)
        self.issued.show_text(owner, draft.issued)
        self.edition.show_text(owner, draft.edition)
        self.made_by.show_text(owner, self._room.made_by)
        self.years.show_text(owner, "—".join(map(str, draft.years)))
        plans = self._room.plans
        before = self._room.plan_before
        chosen = plan_words(before) if before else OWN
        self.before.show_choices((OWN, *map(plan_words, plans)), chosen)
        return ()

    @staticmethod
    def _wrong_date(words: str) -> str:
        return "" if not words or is_day(read_day(words)) else "日期应写成“2022-08-03”。"

    @staticmethod
    def _wrong_edition(words: str) -> str:
        return "" if is_edition(words) else "版本用数字和点，例如“2022.1”。"

    @staticmethod
    def _wrong_years(words: str) -> str:
        return "" if years_in(words) else "起止年度应写成“2022—2030”。"

    def _say(self, words: str, field: CheckedField, said: Mapping[str, object]) -> None:
        self.correct(words, head_changed(said), field)

    def _on_title(self, words: str) -> None:
        self._say("改标题", self.title, {"title": "".join(words.split("\n"))})

    def _on_issuer(self, words: str) -> None:
        self._say("改印发单位", self.issuer, {"issuer": words})

    def _on_issued(self, words: str) -> None:
        self._say("改印发日期", self.issued, {"issued": read_day(words)})

    def _on_edition(self, words: str) -> None:
        self._say("改版本", self.edition, {"edition": words})

    def _on_years(self, words: str) -> None:
        if years := years_in(words):
            self._say("改起止年度", self.years, {"years": list(years)})

    def _on_made_by(self, words: str) -> None:
        self._room.set_made_by(words)
        self.made_by.show_text(self._room.compilation.id if self._room.compilation else "", words)

    def _on_before(self, place: int) -> None:
        """What follows an edition has the next number."""
        plan = self._room.plans[place - 1] if place else None
        self._room.follow(plan)
        compilation = self._room.compilation
        if plan and compilation and compilation.draft.edition == plan.edition:
            self.correct("改版本", head_changed({"edition": next_edition(plan.edition)}))


def plan_words(plan: Plan) -> str:
    return f"{plan.title}（{plan.edition} 版）"
