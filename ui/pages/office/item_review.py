"""One item under review: the plan's words, what was said, evidence, scores, and the decision."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy, QWidget

from model.consolidation.reviewed_answers import ItemReview
from model.domain.china_time import china_time
from model.domain.plan import Indicator, Item, answers_for
from model.domain.review import Review, Verdict
from model.domain.score import Assessment, Score, Standing
from model.domain.wording import day_words
from model.errors import AppError
from model.office.corrections import lapsed_words
from model.office.item_flags import ItemFlags
from model.office.reviews import adjust, adopt, approve, confirm, return_item, withdraw
from model.office.short_answers import in_short
from ui.connection import call_later, connect
from ui.kit.button import Button
from ui.kit.label import plain_tip, show_words, words_label
from ui.kit.layout import REST, Sheet, box, column, row, stacked, wide
from ui.kit.metrics import FOOT, TIGHT
from ui.kit.quote_strip import QuoteStrip
from ui.kit.supporters import SupportersPart, Written
from ui.pages.item_words import question_about, source_of, supporter_words, target_words
from ui.pages.office.board_lines import evidence_lines
from ui.pages.office.decision_part import DecisionPart
from ui.pages.office.item_entries import fork_sides, points_words, sides_of
from ui.pages.office.score_trio import ScoreTrio, TrioScore
from ui.pages.office.session import OfficeSession
from ui.pages.office.side_by_side import side_by_side

FORWARD = (Verdict.ADOPT, Verdict.APPROVE)  # what most items come to
FOOT_ORDER = (Verdict.WITHDRAW, Verdict.RETURN, Verdict.ADJUST, Verdict.APPROVE, Verdict.ADOPT)
TOP = 16  # px above the decision, when it comes into sight
CONFIRM = "C"
CLAIMED, UNTIL = "不适用，待核准", "核准以前按没有填报计。"
LETTERS = {
    Verdict.ADOPT: "A",
    Verdict.ADJUST: "E",
    Verdict.RETURN: "R",
    Verdict.APPROVE: "N",
    Verdict.WITHDRAW: "U",
}


class ItemReviewPanel(QWidget):
    decided = Signal(str, object)  # item, OfficeChanges
    name_wanted = Signal()  # nothing is decided before it is said by whom

    def __init__(self, room: OfficeSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = room
        self._department = self._item = ""
        self.quote, self.scores = QuoteStrip(self), ScoreTrio(self)
        self._question, self._target = words_label("question_heading"), words_label()
        self._notes, self.answer = words_label("detail"), words_label("sides")
        self._reply, self._evidence = words_label("quoted"), words_label("notes")
        self._sentences, self._review = words_label("notes"), words_label("reviewed")
        self._complaint = words_label("complaint")
        self.decision = DecisionPart(self)
        self.decision.saved.connect(self._on_saved)
        self.decision.edited.connect(self._keep)
        self.decision.dropped.connect(self._forget)
        self.last_year = words_label("help")
        asked = (self.quote, self._question, self._target, self.last_year, self._notes)
        self.supporters = SupportersPart(self)
        said = (self.answer, self._reply, self.supporters, self._evidence)
        scored = (self.scores, self._sentences)
        parts = (*asked, *said, *scored, self._review, self._complaint, self.decision, REST)
        self.sheet = Sheet(self, parts=parts)
        feet = stacked(self._foot(), self.decision.foot)
        feet.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        scroll = partial(call_later, 0, self, self._scroll_to_complaint)  # once it has its place
        connect(self.decision.complained, self, scroll)
        connect(self.decision.turned, self, lambda asking: feet.setCurrentIndex(int(asking)))
        column(wide(self.sheet), feet, parent=self)

    def _foot(self) -> QFrame:
        self.buttons: dict[Verdict, QPushButton] = {}
        for verdict, letter in LETTERS.items():
            button = self.buttons[verdict] = Button(f"{verdict.value}　{letter}", self)
            button.setToolTip(plain_tip(f"在清单上按 {letter}"))
            if verdict in FORWARD:
                button.setObjectName("forward")
            connect(button.clicked, self, partial(self.act, verdict))
        self.confirm = Button(f"确认　{CONFIRM}", self)
        self.confirm.setObjectName("forward")
        self.confirm.setToolTip(plain_tip(f"由第二人确认，确认以后才算数；在清单上按 {CONFIRM}"))
        self.confirm.clicked.connect(self._on_confirmed)
        order = (self.buttons[verdict] for verdict in FOOT_ORDER)
        acts = row(REST, *order, self.confirm, spacing=TIGHT, margins=FOOT)
        self._acts = box(acts, "foot")
        return self._acts

    def show_item(self, department: str, item: str, notes: ItemFlags) -> None:
        other = (department, item) != (self._department, self._item)
        if other:
            self._keep()
            self.decision.hide()
            self.sheet.to_top()
        self._department, self._item = department, item
        one = self._one
        if other and one is not None:
            self._show_half_written(one)
        self.setVisible(one is not None)
        if one is None:
            return
        form = self._room.office.forms.asked(one.item, department)
        if not other and self.decision.go_on_with(form, one.answer):
            call_later(0, self.decision, self._scroll_to_decision)
        body, plan = self._room.body(department), self._room.office.plan
        self.quote.show_quote(*source_of(plan, one.item))
        show_words(self._question, question_about(one.item))
        self._target.setVisible(isinstance(one.item, Indicator))
        if isinstance(one.item, Indicator):
            self._target.setText(target_words(one.item, body.assessor.targets[item]))
        show_words(self.last_year, self._last_year_words(one.item))
        show_words(self._notes, "\n".join(f"·　{note.sentence}" for note in notes.get(item, ())))
        headings, sides = fork_sides(form, body.versions, item) or sides_of(form, one)
        said = side_by_side(headings, sides) if sides else "单位没有填报这一项。"
        self.answer.setText(said)
        sent = body.submission.evidence if body.submission else ()
        pieces = [piece for piece in sent if piece.item == item]
        show_words(self._evidence, "\n".join(evidence_lines(pieces)))
        show_words(self._reply, "\n".join(self._replies()))
        self.supporters.show_written(self._supporters())
        self._show_scores(body.recomputed, body.reviewed)
        decided = filter(None, (review_words(one), lapsed_words(form, one)))
        show_words(self._review, "\n".join(decided))
        show_words(self._complaint, "")
        proposed = one.proposed is not None
        self.confirm.setVisible(proposed)
        self.buttons[Verdict.APPROVE].setVisible(one.needs_approval and not proposed)
        self.buttons[Verdict.ADOPT].setVisible(not one.needs_approval and not proposed)
        done = one.review is not None and not one.waiting
        self.buttons[Verdict.WITHDRAW].setVisible(done or proposed)

    def _last_year_words(self, item: Item) -> str:
        """'2025 年：97%（核改；所报 100%）'; "" where nothing of the item came then."""
        office = self._room.office
        last = office.last_year.answer(self._department, item.id)
        if last is None:
            return ""
        form = office.forms.asked(item, self._department)
        by = f"（{last.how}；所报 {in_short(form, last.reported)}）" if last.how else ""
        return f"{office.year - 1} 年：{in_short(form, last.counted)}{by}"

    def lock(self) -> None:
        """Disables every decision: the year is closed."""
        for button in (*self.buttons.values(), self.confirm):
            button.setEnabled(False)

    @property
    def _one(self) -> ItemReview | None:
        if not self._department:
            return None
        return self._room.body(self._department).items.get(self._item)

    def _show_scores(self, recomputed: Assessment | None, reviewed: Assessment | None) -> None:
        again, final = (self._score(one) for one in (recomputed, reviewed))
        one = self._one
        open_ = final is not None and final.standing is Standing.OPEN
        claimed = one is not None and one.unapproved and open_
        said = CLAIMED if claimed else points_words(final)
        self.scores.show_scores(
            TrioScore("复算得分", points_words(again)), TrioScore("复核得分", said)
        )
        sentences = dict.fromkeys(score.sentence for score in (again, final) if score)
        if claimed:
            sentences = dict.fromkeys([*(score.sentence for score in (again,) if score), UNTIL])
        why = self._room.body(self._department).assessor.unscored.get(self._item, "")
        show_words(self._sentences, "\n".join(sentences) or (f"{why}。" if why else ""))

    def _score(self, assessment: Assessment | None) -> Score | None:
        scores = assessment.scores if assessment else iter(())
        return next((score for score in scores if score.item == self._item), None)

    def _replies(self) -> Iterator[str]:
        submission = self._room.body(self._department).submission
        for reply in submission.replies if submission else ():
            if reply.item == self._item:
                changed = "已修改" if reply.changed else "未修改"
                yield f"单位答复（{changed}）：{reply.text or '没有写说明'}"

    def _supporters(self) -> Iterator[Written]:
        """What supporters of the item wrote."""
        office, one = self._room.office, self._one
        if one is None:
            return
        for key in (*one.item.departments, *one.item.others):
            submission = self._room.body(key).submission
            answer = submission.answers.get(self._item) if submission else None
            if submission and answer and not answers_for(one.item, key):
                form = office.forms.asked(one.item, key)
                yield Written(
                    key=key,
                    name=office.name(key),
                    about=f"{day_words(submission.exported_at)}导出",
                    said=supporter_words(form, answer) or in_short(form, answer),
                )

    # Decisions

    def press(self, letter: str) -> None:
        """Acts on a letter typed on the list."""
        if not self.decision.isHidden():  # what it asks is answered first
            self.decision.take_focus()
            call_later(0, self.decision, self._scroll_to_decision)
            return
        if letter == CONFIRM and self.confirm.isVisible() and self.confirm.isEnabled():
            self._on_confirmed()
        for verdict, known in LETTERS.items():
            button = self.buttons[verdict]
            if letter == known and button.isVisible() and button.isEnabled():
                self.act(verdict)

    @property
    def _named(self) -> bool:
        """Whether it is said who decides; asks for it where it isn't."""
        if not self._room.reviewer:
            self.name_wanted.emit()
        return bool(self._room.reviewer)

    def act(self, verdict: Verdict, *_: object) -> None:
        one, room = self._one, self._room
        if one is None or not self._named:
            return
        match verdict:
            case Verdict.ADOPT:
                changes = room.decide(adopt, self._department, self._item)
            case Verdict.APPROVE:
                changes = room.decide(approve, self._department, self._item)
            case Verdict.WITHDRAW:
                changes = room.decide(withdraw, self._department, self._item)
            case _:
                self._ask(verdict, one)
                return
        self.decision.hide()
        self._forget()
        self.decided.emit(self._item, changes)

    def _on_confirmed(self) -> None:
        if not self._named:
            return
        try:
            changes = self._room.decide(confirm, self._department, self._item)
        except AppError as error:
            show_words(self._complaint, f"{error}{error.hint}")
            return
        self.decided.emit(self._item, changes)

    def _ask(self, verdict: Verdict, one: ItemReview) -> None:
        form = self._room.office.forms.asked(one.item, self._department)
        remark = one.review.remark if one.review and one.review.verdict is verdict else ""
        offered = one.lapsed if verdict is Verdict.ADJUST else None
        if offered is not None:  # what was decided is offered again
            remark = offered.reason
        self.decision.ask(verdict, form, one.answer, remark, offered.changes if offered else {})
        call_later(0, self.decision, self._scroll_to_decision)

    @property
    def _place(self) -> str:
        return f"review/{self._department}/{self._item}" if self._item else ""

    def _keep(self) -> None:
        if not self.decision.isHidden():
            self._room.half_written.keep(self._place, self.decision.written)

    def _forget(self) -> None:
        self._room.half_written.forget(self._place)

    def _show_half_written(self, one: ItemReview) -> None:
        if written := self._room.half_written.of(self._place):
            form = self._room.office.forms.asked(one.item, self._department)
            self.decision.ask_again(form, one.answer, written)

    def _scroll_to_decision(self) -> None:
        self.sheet.verticalScrollBar().setValue(self.decision.y() - TOP)

    def _scroll_to_complaint(self) -> None:
        self.sheet.ensureWidgetVisible(self.decision.complaint, 0, TIGHT)

    def _on_saved(self, verdict: Verdict, values: dict[str, str | None], remark: str) -> None:
        place = self._department, self._item
        if not self._named:
            return
        try:
            if verdict is Verdict.ADJUST:
                changes = self._room.decide(adjust, *place, values, remark)
            else:
                changes = self._room.decide(return_item, *place, remark)
        except AppError as error:
            problems = "".join(f"\n{problem}" for problem in error.problems)
            self.decision.show_complaint(f"{error}{error.hint}{problems}")
            return
        self.decision.hide()
        self._forget()
        self.decided.emit(self._item, changes)


def review_words(one: ItemReview) -> str:
    """'李四　2026年1月5日 10:20　核改：按合同核增'; "" while nobody has reviewed it."""
    said = []
    told = one.lapsed is not None and one.lapsed.at == getattr(one.review, "at", "")
    if one.review is not None and not told:
        past = "上次复核　" if one.waiting and one.proposed is None else ""
        second = f"，{one.second}确认" if one.second else ""
        said.append(f"{past}{_said(one.review)}{second}")
    if one.proposed is not None:
        said.append(f"待第二人确认，没有计入　{_said(one.proposed)}")
    return "\n".join(said)


def _said(review: Review) -> str:
    remark = f"：{review.remark}" if review.remark else ""
    who = "　".join(filter(None, (review.by, china_time(review.at))))
    return f"{review.verdict}{remark}　（{who}）"
