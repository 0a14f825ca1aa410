"""What is known of the row chosen, and what people make of it: a panel for each kind of row."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.compilation.compilation import Compilation, Corrections, remark_key
from model.compilation.measure_edits import (
    MisplacedWords,
    body_span,
    clause_of,
    dropped,
    flagged,
    joined,
    misplaced,
    reworded,
)
from model.compilation.target_edits import (
    assigned,
    body_changed,
    head_changed,
    next_edition,
    target_changed,
    target_dropped,
    unknown_bodies,
)
from model.domain.plan import DepartmentKind, Direction, IndicatorKind, Plan
from model.domain.typed_days import is_day, read_day
from model.plan.clauses import leaves_words_out
from model.plan.note_forms import NoteRole
from model.plan_draft.draft import (
    CUTS,
    DOUBTS,
    DraftBody,
    DraftClause,
    DraftMeasure,
    DraftRemark,
    DraftTarget,
    PlanDraft,
)
from model.plan_draft.remarks import remark_words
from model.plan_draft.typed_words import (
    is_edition,
    names_in,
    values_in,
    values_words,
    years_in,
)
from ui.connection import connect
from ui.kit.check import Check
from ui.kit.combo import Combo
from ui.kit.flow import Flow
from ui.kit.label import show_words, words_label
from ui.kit.layout import REST, Sheet, add, at_left, clear_layout, column, row, wide
from ui.kit.metrics import GAP, SNUG, TIGHT
from ui.pages.plan_draft.compilation_session import CompilationSession
from ui.pages.plan_draft.draft_entries import (
    AGAIN,
    LOOKED,
    ROLES,
    clause_title,
)
from ui.pages.plan_draft.fields import CheckedField, ChoiceField
from ui.pages.plan_draft.text_view import Shade, ShadedWords

HINT = "括号里没有分牵头、配合的，都列作“分工”，在这里可以定下来。"
VALUES = "年份和数值应写成“2025：270；2030：300”，上级下达的不写数。"
NOT_THE_SAME = "（是另一个单位）"
FILE_HINT = "一个签了名的文件，可以用邮件发到别的电脑，打开或拖进窗口就能收下；指纹与纸质通知核对。"
OWN = "（是新的方案，不接哪一版）"


Shaded = Sequence[ShadedWords]


class Panel(Sheet):
    """Shows one row of the draft. `done` says to which row a step leads."""

    done = Signal(str)

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(parent, spacing=GAP)
        self._room = room

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        """Shows what has the id *id_*, and returns the words of the text that it is about, its own
        last; None where there is no such thing.
        """
        return None

    def fields(self) -> tuple[CheckedField, ...]:
        return ()

    def flush(self) -> None:
        """Tells what was typed a moment ago."""
        for field in self.fields():
            field.flush()

    def correct(
        self, words: str, corrections: Corrections, field: CheckedField | None = None
    ) -> bool:
        """Carries out *corrections*; where they are refused, *field* says why."""
        refusal = self._room.correct(words, corrections)
        if refusal and field:
            field.refuse(refusal)
        return not refusal

    def buttons(self, *buttons: QPushButton) -> QWidget:
        """*buttons* side by side, as many on a line as have room."""
        place = QWidget(self.paper)
        flow = Flow(place, TIGHT)
        for button in buttons:
            flow.addWidget(button)
        return place


def place_words(draft: PlanDraft, position: int) -> str:
    return f"原文第 {draft.source.line(position)} 行"


def needed(words: str) -> str:
    return "" if words else "不能空着，请写上。"


class ClausePanel(Panel):
    """Who answers for a clause, each by its role."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._clause: DraftClause | None = None
        self._title = self.label("question_heading")
        self._place = self.label("notes")
        self._note = self.label("quoted")
        self._hint = self.label("help", HINT)
        self._rows = QWidget(self.paper)
        self._column = column(spacing=SNUG, parent=self._rows)
        self.roles: dict[str, Combo] = {}
        self.first_leads = QPushButton("首位牵头，其余配合", self.paper)
        self.first_leads.clicked.connect(self._on_first_leads)
        self.add(self._rows, at_left(self.first_leads), REST)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        clause = next((one for one in compilation.draft.clauses if one.id == id_), None)
        if clause is None:
            return None
        self._show(compilation.draft, clause)
        start = body_span(compilation.draft, clause)[0]
        return (*shades_of(clause), ShadedWords(start, start, Shade.MEASURE))

    def _show(self, draft: PlanDraft, clause: DraftClause) -> None:
        self._clause = clause
        self._title.setText(clause_title(clause))
        path = "　".join(clause.path)
        show_words(self._place, f"{path}　{place_words(draft, clause.start)}")
        show_words(self._note, clause.found.words)
        names = {body.id: body.name for body in draft.bodies}
        if tuple(self.roles) != tuple(body for body, _ in clause.named):
            clear_layout(self._column)
            self.roles = {}
            for body, _ in clause.named:
                choice = Combo(self._rows)
                choice.addItems(list(ROLES.values()))
                connect(choice.activated, choice, partial(self._on_role, body))
                self.roles[body] = choice
                name = words_label("", names.get(body, ""))
                add(self._column, row(wide(name), choice, spacing=GAP))
        for body, role in clause.named:
            self.roles[body].setAccessibleName(f"{names.get(body, '')}的分工")
            self.roles[body].setCurrentIndex(list(ROLES).index(role))
        several = len(clause.named) > 1
        self.first_leads.setVisible(several)
        self._hint.setVisible(several)

    def _on_role(self, body: str, place: int) -> None:
        compilation, clause = self._room.compilation, self._clause
        if compilation and clause:
            role = tuple(ROLES)[place]
            if dict(clause.named).get(body) is not role:
                self.correct("改分工", assigned(compilation.draft, clause, {body: role}))

    def _on_first_leads(self) -> None:
        compilation, clause = self._room.compilation, self._clause
        if compilation and clause:
            first, *others = (body for body, _ in clause.named)
            roles = {first: NoteRole.LEAD} | dict.fromkeys(others, NoteRole.SUPPORT)
            self.correct("首位牵头，其余配合", assigned(compilation.draft, clause, roles))


class MeasurePanel(Panel):
    """A measure's words, which stand in the text, and whether it is scored."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._measure: DraftMeasure | None = None
        self._place = self.label("notes")
        self.quote = CheckedField(
            "任务（原文；一行是一条，按回车拆开）", self._wrong, self.paper, lines=3
        )
        self.quote.said.connect(self._on_said)
        self.whole = CheckedField(
            "单独读不通的，补上同一条里的话（可以不填）", self._added, self.paper
        )
        self.whole.said.connect(self._on_whole)
        self._term = words_label("notes")
        self.once, self.listed = Check("一次完成的", self.paper), Check("只列不评", self.paper)
        self.once.setToolTip("一件做成了就算完成的事：制定一个文件、建成一个项目")
        self.listed.setToolTip("只是表态、说不出做没做到的话：列出来，不要求填报，不计分")
        self.once.clicked.connect(self._on_once)
        self.listed.clicked.connect(self._on_listed)
        self.join = QPushButton("并到上一条", self.paper)
        self.drop = QPushButton("不列这一条", self.paper)
        self.join.clicked.connect(self.join_above)
        self.drop.clicked.connect(self.leave_out)
        self.add(
            self.quote,
            self.whole,
            self._term,
            row(self.once, self.listed, REST, spacing=GAP),
            self.buttons(self.join, self.drop),
            REST,
        )

    def fields(self) -> tuple[CheckedField, ...]:
        return (self.quote, self.whole)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft = compilation.draft
        clause = clause_of(draft, id_)
        if clause is None:
            return None
        measure = next(one for one in clause.measures if one.id == id_)
        self._show(draft, clause, measure)
        others = [one for one in shades_of(clause) if one.start != measure.start]
        return (*others, ShadedWords(measure.start, measure.end, Shade.CHOSEN))

    def _show(self, draft: PlanDraft, clause: DraftClause, measure: DraftMeasure) -> None:
        self._measure = measure
        self._place.setText(f"{clause_title(clause)}　{place_words(draft, measure.start)}")
        self.quote.show_text(measure.id, measure.quote)
        self.whole.show_text(measure.id, measure.text)
        show_words(self._term, f"期限：{measure.term}" if measure.term else "")
        self.once.setChecked(measure.once)
        self.listed.setChecked(not measure.checkable)
        self.join.setEnabled(clause.measures[0] is not measure)

    @property
    def _here(self) -> tuple[Compilation, DraftClause, DraftMeasure] | None:
        """What is shown, as it stands now."""
        compilation, measure = self._room.compilation, self._measure
        clause = clause_of(compilation.draft, measure.id) if compilation and measure else None
        if compilation is None or measure is None or clause is None:
            return None
        now = next(one for one in clause.measures if one.id == measure.id)
        return compilation, clause, now

    def _wrong(self, words: str) -> str:
        if self._here is None:
            return ""
        compilation, clause, measure = self._here
        draft, place = compilation.draft, clause.measures.index(measure)
        start = clause.measures[place - 1].end if place else body_span(draft, clause)[0]
        wrong = misplaced(draft, clause, start, lines_of(words))
        return misplaced_words(draft, wrong) if wrong else ""

    def _on_said(self, words: str) -> None:
        if self._here:
            compilation, clause, measure = self._here
            quotes = lines_of(words)
            act = "拆开任务" if len(quotes) > 1 else "改任务" if quotes else "不列一条任务"
            corrections = reworded(compilation.draft, clause, measure, quotes)
            self.correct(act, corrections, self.quote)

    def _added(self, words: str) -> str:
        if self._here is None or not words:
            return ""
        _, clause, _ = self._here
        whole = leaves_words_out(words, f"{clause.heading}{clause.body}")
        return "" if whole else "只能略去这一条里的话，不能增加，也不能调换次序。"

    def _on_whole(self, words: str) -> None:
        if self._here:
            _, clause, measure = self._here
            self.correct("补全任务", flagged(clause, measure, text=words), self.whole)

    def _on_once(self, checked: bool) -> None:
        if self._here:
            _, clause, measure = self._here
            words = "列为一次完成" if checked else "不列为一次完成"
            self.correct(words, flagged(clause, measure, once=checked))

    def _on_listed(self, checked: bool) -> None:
        if self._here:
            _, clause, measure = self._here
            words = "只列不评" if checked else "改为评分"
            self.correct(words, flagged(clause, measure, checkable=not checked))

    def join_above(self) -> None:
        """Makes one measure of this and the one above."""
        if self._here:
            compilation, clause, measure = self._here
            if corrections := joined(compilation.draft, clause, measure):
                above = clause.measures[clause.measures.index(measure) - 1]
                if self.correct("并到上一条", corrections):
                    self.done.emit(above.id)

    def leave_out(self) -> None:
        if self._here:
            compilation, clause, measure = self._here
            self.correct("不列一条任务", dropped(compilation.draft, clause, measure))


def lines_of(words: str) -> list[str]:
    return [line.strip() for line in words.split("\n") if line.strip()]


def misplaced_words(draft: PlanDraft, wrong: MisplacedWords) -> str:
    """Why words can't be a measure, as a sentence."""
    said = wrong.words if len(wrong.words) <= 30 else f"{wrong.words[:28]}…"
    if wrong.taken:
        return f"“{said}”在这一条的前面，次序要与原文一致。"
    if wrong.elsewhere:
        other = next(one for one in draft.clauses if one.id == wrong.elsewhere)
        return f"“{said}”不在这一条里，在“{clause_title(other)}”里。"
    return f"原文里没有“{said}”，请逐字核对；任务只能是原文里的话。"


class TargetPanel(Panel):
    """What is to be reached: name, unit, direction, years with their values."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._target: DraftTarget | None = None
        self._place = self.label("notes")
        self._quote = self.label("quoted")
        paper = self.paper
        self.name = CheckedField("指标名称", needed, paper)
        self.unit = CheckedField("单位", parent=paper, hint="例如 % 或 万吨")
        self.values = CheckedField("年份和数值", self._wrong_values, paper)
        self.owners = CheckedField("报数单位（条款里已写明的可以不填）", self._unknown, paper)
        self.direction = ChoiceField("方向", tuple(Direction), paper)
        self.kind = ChoiceField("类别", tuple(IndicatorKind), paper)
        self.binding = Check("约束性", paper)
        self.name.said.connect(self._on_name)
        self.unit.said.connect(self._on_unit)
        self.values.said.connect(self._on_values)
        self.owners.said.connect(self._on_owners)
        self.direction.said.connect(self._on_direction)
        self.kind.said.connect(self._on_kind)
        self.binding.clicked.connect(self._on_binding)
        self.drop = QPushButton("不列这个指标", paper)
        self.drop.clicked.connect(self.leave_out)
        self.add(
            self.name,
            row(wide(self.direction), wide(self.unit), wide(self.kind), spacing=GAP),
            self.values,
            self.owners,
            row(self.binding, REST),
            at_left(self.drop),
            REST,
        )

    def fields(self) -> tuple[CheckedField, ...]:
        return (self.name, self.unit, self.values, self.owners)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        target = next((one for one in compilation.draft.targets if one.id == id_), None)
        if target is None:
            return None
        self._show(compilation.draft, target)
        stated = reversed(target.milestones)  # the first of them is gone to
        return [ShadedWords(one.start, one.end, Shade.TARGET) for one in stated]

    def _show(self, draft: PlanDraft, target: DraftTarget) -> None:
        self._target = target
        first = target.milestones[0]
        self._place.setText(place_words(draft, first.start))
        quotes = dict.fromkeys(one.quote for one in target.milestones)
        self._quote.setText("……".join(quotes))
        names = {body.id: body.name for body in draft.bodies}
        self.name.show_text(target.id, target.name)
        self.unit.show_text(target.id, target.unit)
        self.values.show_text(target.id, values_words(target))
        self.owners.show_text(target.id, "、".join(names[body] for body in target.departments))
        self.direction.show_text(target.direction.value)
        self.kind.show_text(target.kind.value)
        self.binding.setChecked(target.binding)

    @staticmethod
    def _wrong_values(words: str) -> str:
        found = list(values_in(words))
        return VALUES if not words or any(one is None for one in found) else ""

    def _unknown(self, words: str) -> str:
        return unknown_words(self._room, names_in(words))

    def _say(self, words: str, field: CheckedField | None, **said: object) -> None:
        if self._target:
            self.correct(words, target_changed(self._target, said), field)

    def _on_name(self, words: str) -> None:
        self._say("改指标名称", self.name, name=words)

    def _on_unit(self, words: str) -> None:
        self._say("改指标单位", self.unit, unit=words)

    def _on_values(self, words: str) -> None:
        self._say("改年份和数值", self.values, values=list(values_in(words)))

    def _on_owners(self, words: str) -> None:
        self._say("改报数单位", self.owners, departments=names_in(words))

    def _on_direction(self, words: str) -> None:
        self._say("改指标方向", None, direction=words)

    def _on_kind(self, words: str) -> None:
        self._say("改指标类别", None, kind=words)

    def _on_binding(self, checked: bool) -> None:
        self._say("列为约束性" if checked else "不列为约束性", None, binding=checked)

    def leave_out(self) -> None:
        if self._target:
            self.correct("不列一个指标", target_dropped(self._target))


def unknown_words(room: CompilationSession, names: list[str]) -> str:
    """That some of *names* are no bodies of the draft, as a sentence; "" where all are."""
    unknown = unknown_bodies(room.compilation.draft, names) if room.compilation else ()
    return f"没有单位“{'”“'.join(unknown)}”，请照“单位”里的名称写，用顿号分开。" if unknown else ""


class BodyPanel(Panel):
    """A body's name and kind, and whether it is another one under a second name."""

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._body: DraftBody | None = None
        self._named = self.label("notes")
        paper = self.paper
        self.name = CheckedField("名称", self._wrong_name, paper)
        self.kind = ChoiceField("类别", tuple(DepartmentKind), paper)
        self.same = ChoiceField("与哪个单位是同一个", (NOT_THE_SAME,), paper)
        self.members = CheckedField("成员（统称的单位，用顿号分开）", self._unknown, paper)
        self.note = CheckedField("备注", parent=paper)
        self.name.said.connect(self._on_name)
        self.kind.said.connect(self._on_kind)
        self.same.said.connect(self._on_same)
        self.members.said.connect(self._on_members)
        self.note.said.connect(self._on_note)
        self.add(self.name, self.kind, self.same, self.members, self.note, REST)

    def fields(self) -> tuple[CheckedField, ...]:
        return (self.name, self.members, self.note)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft = compilation.draft
        body = next((one for one in draft.bodies if one.id == id_), None)
        if body is None:
            return None
        self._show(draft, body)
        notes = [one.found for one in reversed(draft.clauses) if body.id in dict(one.named)]
        return [ShadedWords(note.start, note.end, Shade.NOTE) for note in notes]

    def _show(self, draft: PlanDraft, body: DraftBody) -> None:
        self._body = body
        names = {one.id: one.name for one in draft.bodies}
        places = [clause_title(one) for one in draft.clauses if body.id in dict(one.named)]
        also = f"括号里又作：{'、'.join(body.aliases)}\n" if body.aliases else ""
        self._named.setText(f"{also}在 {len(places)} 条里：{'；'.join(places)}")
        self.name.show_text(body.id, body.name)
        self.kind.show_text(body.kind.value)
        others = [one.name for one in draft.bodies if one.id != body.id]
        self.same.show_choices((NOT_THE_SAME, *others), NOT_THE_SAME)
        self.members.show_text(body.id, "、".join(names[one] for one in body.members))
        self.note.show_text(body.id, body.note)

    def _wrong_name(self, words: str) -> str:
        if not words:
            return "请写上名称。"
        compilation, body = self._room.compilation, self._body
        others = [one for one in compilation.draft.bodies if one is not body] if compilation else []
        if any(words in {one.name, *one.aliases} for one in others):
            return f"已经有单位“{words}”；是同一个的，请在下面选。"
        return ""

    def _unknown(self, words: str) -> str:
        return unknown_words(self._room, names_in(words))

    def _say(self, words: str, field: CheckedField | None, **said: object) -> None:
        if self._body:
            self.correct(words, body_changed(self._body.name, said), field)

    def _on_name(self, words: str) -> None:
        self._say("改单位名称", self.name, rename=words)

    def _on_kind(self, words: str) -> None:
        self._say("改单位类别", None, kind=words)

    def _on_same(self, _: str) -> None:
        if self.same.box.currentIndex() > 0:
            self._say("并为同一单位", None, same_as=self.same.box.currentText())

    def _on_members(self, words: str) -> None:
        self._say("改统称的成员", self.members, members=names_in(words))

    def _on_note(self, words: str) -> None:
        self._say("改单位备注", self.note, note=words)


class RemarkPanel(Panel):
    """What the reading is unsure of, left or cut, and a place to say that it was looked at."""

    turned = Signal()  # it was looked at, or is to be looked at again

    def __init__(self, room: CompilationSession, parent: QWidget | None = None) -> None:
        super().__init__(room, parent)
        self._remark: DraftRemark | None = None
        self._place = self.label("notes")
        self._told = self.label("question_heading")
        self._words = self.label("quoted")
        self._question = self.label()
        self.looked = QPushButton(LOOKED, self.paper)
        self.looked.clicked.connect(self.turned)
        self.add(at_left(self.looked), REST)

    def show_row(self, compilation: Compilation, id_: str) -> Shaded | None:
        draft = compilation.draft
        remark = next((one for one in draft.remarks if remark_key(one) == id_), None)
        if remark is None:
            return None
        self._show(compilation, remark)
        length = 0 if remark.code in CUTS else len(remark.words)
        shade = Shade.DOUBT if remark.code in DOUBTS else Shade.MEASURE
        return [ShadedWords(remark.start, remark.start + length, shade)]

    def _show(self, compilation: Compilation, remark: DraftRemark) -> None:
        self._remark = remark
        said = remark_words(remark)
        self._place.setText(f"原文第 {compilation.draft.line_of(remark)} 行")
        self._told.setText(said.told)
        show_words(self._words, remark.words.strip())
        asked = f"{said.question}\n没有定下以前：{said.default}" if said.question else ""
        show_words(self._question, asked)
        self.looked.setVisible(remark.code in DOUBTS)
        self.looked.setText(AGAIN if remark_key(remark) in compilation.state.seen else LOOKED)

    def turn(self) -> None:
        """It was looked at; or is to be looked at again."""
        compilation = self._room.compilation
        if compilation and self._remark:
            back = remark_key(self._remark) in compilation.state.seen
            self._room.look_at(self._remark, back=back)


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


def shades_of(clause: DraftClause) -> list[ShadedWords]:
    """The note of *clause* and its measures."""
    found = clause.found
    measures = [ShadedWords(one.start, one.end, Shade.MEASURE) for one in clause.measures]
    return [ShadedWords(found.start, found.end, Shade.NOTE), *measures]


def plan_words(plan: Plan) -> str:
    return f"{plan.title}（{plan.edition} 版）"
