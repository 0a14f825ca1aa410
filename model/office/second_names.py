"""复核两人制: which decisions of a year count only once a second person confirmed them."""

from collections.abc import Iterable
from dataclasses import dataclass

from model.domain.names import same_person
from model.domain.plan import Item
from model.domain.review import FOUND, Matter, Review, Ruling, Rulings, Verdict
from model.domain.review_file import Decision, confirmed_subject
from model.domain.typed_words import is_blank
from model.errors import AppError
from model.scoring.kinds.veto import Veto
from model.scoring.rulebook import Rulebook

ON = "on"
CONFIRMED = "yes"
GRADE = "grade/"  # and a department: the subject of a confirmed change of grade
OF_VETOED = {Verdict.ADOPT, Verdict.APPROVE}


@dataclass(frozen=True)
class SecondNames:
    """Switched on for a year, or off: then nothing needs a second name."""

    rulings: Rulings
    rulebook: Rulebook

    @property
    def on(self) -> bool:
        return (Matter.FOUR_EYES, "") in self.rulings

    def vetoed(self, item: Item) -> bool:
        """Whether missing *item* lowers the grade or the total by itself (否决项)."""
        rules = self.rulebook.total_rules
        vetoes = [one for one in rules if isinstance(one.kind, Veto) and one.kind.covers_items]
        return any(one.covers.matches(item) for one in vetoes)

    def needed(self, review: Review, item: Item | None) -> bool:
        """Whether *review* counts only once it is confirmed."""
        if not self.on or item is None:
            return False
        if is_correction(review):
            return True
        return review.verdict in OF_VETOED and self.vetoed(item)

    def second(self, decision: Decision) -> str:
        """Who confirmed *decision*; "" for nobody but who made it."""
        return _second(decision, self.rulings)

    def waits(self, ruling: Ruling) -> bool:
        """Whether *ruling* counts only once it is confirmed, and is not."""
        return is_waiting_correction(ruling, self.rulings)

    def pending(self, review: Review, item: Item | None) -> bool:
        return self.needed(review, item) and not self.second(review)

    def grade_confirmed(self, department: str, change: str, other_than: str) -> bool:
        """Whether somebody *other_than* who passes the year confirmed the *change* of grade."""
        ruling = self.rulings.get((Matter.CONFIRMED, f"{GRADE}{department}"))
        return bool(ruling and ruling.choice == change and not same_person(ruling.by, other_than))


def is_correction(decision: Decision) -> bool:
    """Whether *decision* puts something else in the place of an answer that was reported: 核改,
    采用表内值, and which number holds for an indicator.
    """
    if isinstance(decision, Review):
        return decision.verdict is Verdict.ADJUST
    if decision.matter is Matter.HAND_EDIT:
        return decision.choice.startswith(FOUND)
    return decision.matter is Matter.FIGURE and bool(decision.choice)


def is_waiting_correction(decision: Decision, rulings: Rulings) -> bool:
    """Whether *decision* is a correction that waits for a second name, by the *rulings* of its
    year.
    """
    on = (Matter.FOUR_EYES, "") in rulings
    return on and is_correction(decision) and not _second(decision, rulings)


def counting(history: Iterable[Ruling], rulings: Rulings) -> Rulings:
    """*rulings* without those that wait for a second name: what stood before them stands.

    Args:
        history: every ruling of the year, in order.
    """
    came = (one for one in history if not is_waiting_correction(one, rulings))
    latest = {(one.matter, one.subject): one for one in came}
    return {key: one for key, one in latest.items() if one.choice}


def refuse_as_second(by: str, decisions: Iterable[Decision]) -> None:
    """Raises: AppError: *by* is nobody, or made one of *decisions*: another person confirms."""
    if is_blank(by):
        raise AppError("请先填写复核人，再确认。", hint="确认要记姓名。")
    if any(same_person(one.by, by) for one in decisions):
        raise AppError("不能确认自己的复核意见，须由另一个人确认。", hint="请换一个复核人来确认。")


def _second(decision: Decision, rulings: Rulings) -> str:
    ruling = rulings.get((Matter.CONFIRMED, confirmed_subject(decision)))
    return ruling.by if ruling and not same_person(ruling.by, decision.by) else ""


def grade_change(before: str, now: str) -> str:
    """A change of grade as it is confirmed: it lapses with either grade."""
    return f"{before}>{now}"
