"""Beside the 整改台账: handing over what is chosen, and deciding about what was handed over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from model.domain.canonical import canonical_bytes, digest_of
from model.domain.rectification import (
    FEEDBACK_LABELS,
    Rectification,
    RectificationStep,
    ShortcomingCause,
    due_words,
    line_title,
)
from model.domain.text_kinds import STATEMENT
from model.domain.wording import day_words
from model.office.changes import OfficeChanges
from model.office.rectification import (
    RectificationLedger,
    ShortcomingProposal,
    accept,
    accept_and_close,
    assign,
    close,
    default_due,
    extend,
    no_longer_so,
    possible_steps,
    send_back,
    transfer,
    withdraw,
)
from model.office.year import OfficeYear
from ui.connection import connect
from ui.kit.chip import Chip
from ui.kit.combo import Combo
from ui.kit.date_field import DateField, today
from ui.kit.flow import Flow
from ui.kit.label import line_label, show_words, words_label
from ui.kit.layout import REST, Sheet, at_left, box, column, row
from ui.kit.link import Link
from ui.kit.metrics import FOOT, SNUG, TIGHT
from ui.kit.prose import Prose
from ui.pages.office.session import OfficeSession
from ui.pages.rectification_rows import act_lines, mark_of, standing_text

SEVERAL = "一并交办的期限相同，问题按各单位所报写明；要改文字的，请先逐项改好。"
REWORDED = "一并交办的期限相同，其中 {} 项按您改好的文字发出，其余按各单位所报写明。"
OUTDATED = "其中 {} 项在您改写以后所报有变化，请先逐项核对。"
REPORTED_SINCE = "这一项所报在您改写以后有变化，您写的没有动，请核对。按现在所报应写：{}"
ACTED_SINCE = "写这段意见以后，这里又有新的办理情况，请看过再办。"
GONE = "原来选的“{}”已经调整，请另选责任单位。"
CHOOSE = "请选择单位"
OWN = "ledger/own"  # where what the office lists itself is kept while it is half-written
DUE = "ledger/due"  # where the date waits
Deed = Callable[[], OfficeChanges]


class ProposalPanel(Sheet):
    """Hands over what is chosen in the list, or something that the office found itself."""

    decided = Signal(object)  # Deed

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._chosen: tuple[ShortcomingProposal, ...] = ()
        self._own = False
        self._title = self.label("question_heading")
        self._about = self.label("notes")
        self.body = Combo(self.paper)
        self.body.setAccessibleName("责任单位")
        self.body.setPlaceholderText(CHOOSE)
        self.problem, self.demand = Prose(3, self.paper), Prose(2, self.paper)
        self.problem.setAccessibleName("存在问题")
        self.demand.setAccessibleName("整改要求")
        for field in (self.problem, self.demand):
            field.limit(STATEMENT)
            field.textChanged.connect(self._keep)
        self.body.activated.connect(self._keep)
        self._fields = tuple(
            box(column(line_label("label", words), field, spacing=SNUG))
            for words, field in (
                ("责任单位", self.body),
                ("存在问题", self.problem),
                ("整改要求（可以不写）", self.demand),
            )
        )
        due = default_due(room.office)
        self.due = DateField(QDate(due.year, due.month, due.day), self.paper)
        self.due.setAccessibleName("整改期限")
        self.due.show_iso(room.half_written.of(DUE).get("due", ""))
        self.due.date_changed.connect(self._keep_due)
        self.hand_over = QPushButton("交办", self.paper)
        self.hand_over.clicked.connect(self._on_hand_over)
        self.own = Link("另列一项办公室提出的…", self.paper)
        self.own.clicked.connect(self._on_own)
        self._complaint, self._since = words_label("complaint"), words_label("question")
        dates = row(line_label("label", "整改期限"), self.due, REST, spacing=TIGHT)
        self.add(*self._fields, self._since, dates, at_left(self.hand_over), self._complaint)
        self.add(at_left(self.own))
        self.add(REST)
        self.show_proposals(())

    def show_proposals(self, chosen: Sequence[ShortcomingProposal]) -> None:
        """Shows what can be handed over; several are handed over in the words written
        about each, else as they are proposed.
        """
        chosen = tuple(chosen)
        if chosen and chosen != self._chosen:
            self._own = False
        if chosen != self._chosen or not chosen:
            self._chosen = chosen
            self._show()

    def forget(self) -> None:
        """Leaves what was begun, which is handed over now."""
        places = [OWN] if self._own else [f"ledger/{one.key}" for one in self._chosen]
        for place in (*places, DUE):
            self._room.half_written.forget(place)
        self._own, self._chosen = False, ()
        self._show()

    @property
    def _place(self) -> str:
        """Where half-written words are kept; "" where none can be written."""
        if self._own:
            return OWN
        return f"ledger/{self._chosen[0].key}" if len(self._chosen) == 1 else ""

    def _keep(self, *_: object) -> None:
        written = {"problem": self.problem.toPlainText(), "demand": self.demand.toPlainText()}
        if self._own:
            written["body"] = str(self.body.currentData() or "")
        one = self._chosen[0] if self._chosen and not self._own else None
        given = {"problem": one.problem, "demand": one.demand} if one else {}
        about = _about(one) if one else ""
        self._room.half_written.keep(self._place, written, given, about)

    def _keep_due(self, *_: object) -> None:
        """One date for what is handed over one after the other."""
        self._room.half_written.keep(DUE, {"due": self.due.iso})

    def _as_written(self, one: ShortcomingProposal) -> ShortcomingProposal:
        """*one* in the words that were half-written about it, else as it is proposed."""
        written = self._room.half_written.of(f"ledger/{one.key}")
        problem, demand = written.get("problem", one.problem), written.get("demand", one.demand)
        return replace(one, problem=problem, demand=demand)

    def _is_outdated(self, one: ShortcomingProposal) -> bool:
        """Whether words were written about *one* when something else was reported."""
        return self._room.half_written.is_outdated(f"ledger/{one.key}", _about(one))

    def _show_words(self, problem: str, demand: str) -> None:
        for field, words in ((self.problem, problem), (self.demand, demand)):
            if not (field.hasFocus() and field.toPlainText() == words):
                field.show_text(words)  # else somebody is writing just there

    def complain(self, sentence: str) -> None:
        show_words(self._complaint, sentence)

    def _show(self) -> None:
        for label in (self._complaint, self._since):
            show_words(label, "")
        one = self._chosen[0] if len(self._chosen) == 1 and not self._own else None
        office = self._room.office
        self.body.offer(_bodies(office))
        self._fields[0].setVisible(self._own)
        for part in self._fields[1:]:
            part.setVisible(self._own or one is not None)
        if self._own:
            self._title.setText("办公室提出的整改事项")
            show_words(self._about, "不针对某一项任务或指标的，也可以列进台账。")
            written = self._room.half_written.of(OWN)
            self._show_words(written.get("problem", ""), written.get("demand", ""))
            self._show_body(written.get("body", ""))
        elif one:
            self._title.setText(f"{office.name(one.department)}　{one.cause}")
            show_words(self._about, office.plan.item(one.item).quote)
            as_written = self._as_written(one)
            self._show_words(as_written.problem, as_written.demand)
            since = REPORTED_SINCE.format(one.problem) if self._is_outdated(one) else ""
            show_words(self._since, since)
        else:
            count = len(self._chosen)
            self._title.setText(f"已选 {count} 项" if count else "选一项或几项，交办给责任单位")
            reworded = sum(self._as_written(each) != each for each in self._chosen)
            several = REWORDED.format(reworded) if reworded else SEVERAL
            show_words(self._about, several if count else "")
            outdated = sum(map(self._is_outdated, self._chosen))
            show_words(self._since, OUTDATED.format(outdated) if outdated else "")
        count = 1 if self._own else len(self._chosen)
        self.hand_over.setText(f"交办 {count} 项" if count > 1 else "交办")
        possible = bool(count) and not self._room.closed
        self.hand_over.setEnabled(possible)
        self.due.setEnabled(possible)
        for field in (self.problem, self.demand):
            field.setReadOnly(self._room.closed)
        self.own.setVisible(not self._own and not self._room.closed)

    def _show_body(self, body: str) -> None:
        """Chooses *body*, or whoever alone goes on with it; else a person says whose it is."""
        office = self._room.office
        heirs = office.terms.owners(body) if body else ()
        self.body.choose(heirs[0] if len(heirs) == 1 else None)
        gone = body and len(heirs) != 1
        show_words(self._since, GONE.format(office.name(body)) if gone else "")

    def _on_own(self) -> None:
        self._own = True
        self._show()
        self.body.setFocus()

    def _on_hand_over(self) -> None:
        problem, demand = (field.toPlainText().strip() for field in (self.problem, self.demand))
        if self._own:
            proposals: tuple[ShortcomingProposal, ...] = (
                ShortcomingProposal(
                    department=str(self.body.currentData() or ""),
                    item="",
                    cause=ShortcomingCause.OFFICE,
                    problem=problem,
                    demand=demand,
                ),
            )
        elif len(self._chosen) == 1:
            one = self._chosen[0]
            proposals = (replace(one, problem=problem, demand=demand),)
        else:
            proposals = tuple(map(self._as_written, self._chosen))
        room = self._room
        self.decided.emit(
            lambda: assign(room.office, room.reviewer, proposals, self.due.asked_for())
        )


class LinePanel(Sheet):
    """What is known of the lines chosen; `foot`, below it, is what the office decides about them,
    in sight however long the feedback is.
    """

    decided = Signal(object)  # Deed

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._lines: tuple[Rectification, ...] = ()
        self._suggested: tuple[str, str] | None = None  # the line and date an extension is for
        self._chip = Chip(self.paper)
        self.add(at_left(self._chip))
        self._title = self.label("question_heading")
        self._problem, self._demand = self.label(), self.label()
        self._due = self.label("label")
        self._origin = self.label("complaint")
        self._feedback = self.label("quoted")
        self.reason = Prose(2, self.paper)
        self.reason.setAccessibleName("意见或理由")
        self.reason.limit(STATEMENT)
        self.reason.textChanged.connect(self._keep)
        self.date = DateField(today(), self.paper)
        self.date.setAccessibleName("延期到")
        self.body = Combo(self.paper)
        self.body.setAccessibleName("转交给")
        self.body.setPlaceholderText(CHOOSE)
        self.buttons: dict[RectificationStep, QPushButton] = {}
        steps = RectificationStep
        words = {
            steps.ACCEPT: "验收",
            steps.RETURN: "退回再改",
            steps.CLOSE: "销号",
            steps.EXTEND: "延期到",
            steps.TRANSFER: "转交给",
        }
        for step, word in words.items():
            self.buttons[step] = button = QPushButton(word, self.paper)
            connect(button.clicked, self, partial(self._on_step, step))
        self.both = QPushButton("验收并销号", self.paper)
        self.both.clicked.connect(self._on_both)
        self.back = Link("撤回上一步", self.paper)
        self.back.clicked.connect(self._on_back)
        self._extension = box(row(self.buttons[steps.EXTEND], self.date, REST, spacing=TIGHT))
        self._transfer = box(row(self.buttons[steps.TRANSFER], self.body, REST, spacing=TIGHT))
        ways = QWidget(self.paper)
        flow = Flow(ways, TIGHT)
        in_order = (
            self.buttons[steps.ACCEPT], self.both, self.buttons[steps.CLOSE],
            self.buttons[steps.RETURN], self._extension, self._transfer, self.back,
        )  # fmt: skip
        for part in in_order:
            flow.addWidget(part)
        self._complaint, self._since = words_label("complaint"), words_label("question")
        self._asked = words_label("label", "意见或理由（退回、延期、转交必填）")
        parts = (self._asked, self.reason, self._since, ways, self._complaint)
        self.foot = box(column(*parts, spacing=TIGHT, margins=FOOT), "foot")
        self._history = self.label("notes")
        self.add(REST)
        self.show_lines(None, ())

    def show_lines(self, found: RectificationLedger | None, lines: Sequence[Rectification]) -> None:
        """Shows one line whole, of several what can be done to all of them."""
        others = tuple(one.id for one in lines) != tuple(one.id for one in self._lines)
        self._lines = tuple(lines)
        self.body.offer(_bodies(self._room.office))
        if others:
            self.body.choose(None)
            self._show_written()
        self._show_since()
        self.paper.setVisible(bool(lines))
        self.foot.setVisible(bool(lines))
        if found is None or not lines:
            return
        one = lines[0] if len(lines) == 1 else None
        today = self._room.office.today
        self._show_facts(found, one, len(lines), today)
        self._suggest_extension(one, today)
        possible = frozenset.intersection(*map(possible_steps, lines))
        if self._room.closed:
            possible = frozenset()
        steps = RectificationStep
        for step, button in self.buttons.items():
            button.setVisible(step in possible)
        self.both.setVisible(steps.ACCEPT in possible)
        self._extension.setVisible(steps.EXTEND in possible)
        self._transfer.setVisible(steps.TRANSFER in possible)
        self.back.setVisible(one is not None and steps.WITHDRAW in possible)
        asked = bool(possible - {steps.WITHDRAW})
        self._asked.setVisible(asked)
        self.reason.setVisible(asked)

    def _show_facts(
        self, found: RectificationLedger, one: Rectification | None, count: int, today: date
    ) -> None:
        self._chip.show_mark(mark_of(one, today) if one else None, _standing(one, today))
        show_words(self._history, "\n".join(("办理经过", *act_lines(one))) if one else "")
        if one is None:
            self._title.setText(f"已选 {count} 项")
            for label in (self._problem, self._demand, self._due, self._origin, self._feedback):
                show_words(label, "")
            return
        said, office = one.shortcoming, self._room.office
        self._title.setText(f"{said.label}　{line_title(office.plan, one)}")
        self._problem.setText(f"存在问题：{said.problem}")
        show_words(self._demand, f"整改要求：{said.demand}" if said.demand else "")
        who = office.name(one.bearer) if one.bearer else "责任单位已调整，请转交"
        due = f"　整改期限：{due_words(one)}" if one.due else ""
        show_words(self._due, f"{who}{due}")
        doubts = (found.doubt(one), no_longer_so(office, one))
        show_words(self._origin, "\n".join(filter(None, doubts)))
        show_words(self._feedback, _feedback(one))

    def _suggest_extension(self, one: Rectification | None, today: date) -> None:
        """A month more, once for each line and date that it has."""
        about = (one.id, one.due) if one and one.due else None
        if about and about != self._suggested:
            later = QDate.fromString(max(about[1], today.isoformat()), Qt.DateFormat.ISODate)
            self.date.show_iso(later.addMonths(1).toString(Qt.DateFormat.ISODate))
            self._suggested = about

    def forget(self) -> None:
        """Leaves what was begun, which is decided now."""
        self._room.half_written.forget(self._place)
        self.body.choose(None)
        self._show_written()

    @property
    def _place(self) -> str:
        """Where a half-written reason is kept, one about several lines by itself."""
        if len(self._lines) < 2:
            return "".join(f"ledger/{one.id}" for one in self._lines)
        return f"ledger/{digest_of(canonical_bytes({'lines': [one.id for one in self._lines]}))}"

    def _keep(self) -> None:
        written = {"reason": self.reason.toPlainText()}
        self._room.half_written.keep(self._place, written, about=self._last_acts)

    @property
    def _last_acts(self) -> str:
        """What was done about the lines last; what is written is about that."""
        return "\n".join(one.acts[-1].id for one in self._lines if one.acts)

    def _show_since(self) -> None:
        outdated = self._room.half_written.is_outdated(self._place, self._last_acts)
        show_words(self._since, ACTED_SINCE if self._lines and outdated else "")

    def _show_written(self) -> None:
        written = self._room.half_written.of(self._place) if self._place else {}
        self.reason.show_text(written.get("reason", ""))
        show_words(self._complaint, "")

    def complain(self, sentence: str) -> None:
        show_words(self._complaint, sentence)

    def lead_on(self) -> None:
        """From the reason to the first of the steps that it may be for."""
        steps = (one for one in (*self.buttons.values(), self.both) if one.isVisible())
        if first := next(steps, None):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _on_step(self, step: RectificationStep, *_: object) -> None:
        room, keys, why = self._room, [one.id for one in self._lines], self._why
        body = str(self.body.currentData() or "")

        def deed() -> OfficeChanges:
            office, by = room.office, room.reviewer
            match step:
                case RectificationStep.ACCEPT:
                    return accept(office, by, keys, why)
                case RectificationStep.RETURN:
                    return send_back(office, by, keys, why)
                case RectificationStep.CLOSE:
                    return close(office, by, keys, why)
                case RectificationStep.EXTEND:
                    return extend(office, by, keys, self.date.asked_for(), why)
            return transfer(office, by, keys, body, why)

        self.decided.emit(deed)

    def _on_both(self) -> None:
        room, keys, why = self._room, [one.id for one in self._lines], self._why
        self.decided.emit(lambda: accept_and_close(room.office, room.reviewer, keys, why))

    def _on_back(self) -> None:
        room, key = self._room, self._lines[0].id
        self.decided.emit(lambda: withdraw(room.office, room.reviewer, key))

    @property
    def _why(self) -> str:
        return self.reason.toPlainText().strip()


def _bodies(office: OfficeYear) -> Iterator[tuple[str, str]]:
    """The names and ids of those who can be asked today."""
    return ((one.name, one.id) for one in office.plan.bodies)


def _about(one: ShortcomingProposal) -> str:
    """What words about *one* are written about."""
    return f"{one.problem}\n{one.demand}"


def _standing(one: Rectification | None, today: date) -> str:
    return standing_text(one, today) if one else ""


def _feedback(one: Rectification) -> str:
    """What the department says, field by field; "" where it has said nothing."""
    told = one.feedback.feedback if one.feedback else None
    if told is None or one.feedback is None:
        return ""
    lines = (
        ("整改措施", told.measure),
        ("整改情况", told.done),
        ("申请延期", told.later),
        ("佐证材料", told.evidence_words),
        ("责任科室、责任人", "　".join(filter(None, (told.section, told.person, told.phone)))),
    )
    head = f"{FEEDBACK_LABELS[told.state]}（{day_words(one.feedback.at)}反馈）"
    return "\n".join((head, *(f"{label}：{words}" for label, words in lines if words)))
