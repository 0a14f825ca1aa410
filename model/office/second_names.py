"""复核两人制: which decisions of a year count only once a second person confirmed them."""

from dataclasses import dataclass

from model.domain.canonical import digest_of
from model.domain.plan import Item
from model.domain.review import Matter, Review, Rulings, Verdict
from model.domain.review_file import review_line
from model.scoring.kinds.veto import Veto
from model.scoring.rulebook import Rulebook

ON = "on"
CONFIRMED = "yes"
GRADE = "grade/"  # and a department: the subject of a confirmed change of grade
KEPT = 32  # digits of a decision's digest
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
        if review.verdict is Verdict.ADJUST:
            return True
        return review.verdict in OF_VETOED and self.vetoed(item)

    def second(self, review: Review) -> str:
        """Who confirmed *review*; "" for nobody but who made it."""
        return _second(review, self.rulings)

    def pending(self, review: Review, item: Item | None) -> bool:
        return self.needed(review, item) and not self.second(review)

    def grade_confirmed(self, department: str, change: str, other_than: str) -> bool:
        """Whether somebody *other_than* who passes the year confirmed the *change* of grade."""
        ruling = self.rulings.get((Matter.CONFIRMED, f"{GRADE}{department}"))
        return bool(ruling and ruling.choice == change and ruling.by != other_than)


def is_waiting_correction(review: Review, rulings: Rulings) -> bool:
    """Whether *review* is a 核改 that waits for a second name, by the *rulings* of its year."""
    on = (Matter.FOUR_EYES, "") in rulings
    return on and review.verdict is Verdict.ADJUST and not _second(review, rulings)


def _second(review: Review, rulings: Rulings) -> str:
    ruling = rulings.get((Matter.CONFIRMED, subject_of(review)))
    return ruling.by if ruling and ruling.by != review.by else ""


def subject_of(review: Review) -> str:
    """The subject under which it is kept that *review*, and no other, was confirmed."""
    return digest_of(review_line(review).encode())[:KEPT]


def grade_change(before: str, now: str) -> str:
    """A change of grade as it is confirmed: it lapses with either grade."""
    return f"{before}>{now}"
