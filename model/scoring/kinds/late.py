"""R6 for the year as a whole: points deducted for late reports."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from model.domain.flaw import Flaw, Key
from model.domain.numbers import number_text
from model.domain.wording import points_words
from model.scoring.arithmetic import literal
from model.scoring.flaws import Wrong, flaw
from model.scoring.phrases import is_whole_cents
from model.scoring.subject import Subject
from model.scoring.total_rules import Circumstances, Layout, Phase, TotalFinding, YearOutcome


@dataclass(frozen=True, kw_only=True)
class Late:
    """`each` points for every day late, up to `cap`."""

    name: ClassVar[str] = "late"
    label: ClassVar[str] = "逾期报送扣分"
    covers_items: ClassVar[bool] = False
    grade: ClassVar[str] = ""

    each: Decimal
    cap: Decimal
    after_ceiling: bool = False  # taken from what the ceiling left: no bonus makes up for it

    @property
    def phase(self) -> Phase:
        return Phase.AFTER_CEILING if self.after_ceiling else Phase.POINTS

    def finding(self, outcome: YearOutcome) -> TotalFinding | None:
        if not (days := outcome.circumstances.days_late):
            return None
        plain = self.each * days
        capped = f"，最多扣 {points_words(self.cap)}" if plain > self.cap else ""
        calculation = f"逾期 {days} 天 × 每天 {number_text(self.each)} 分 = {points_words(plain)}"
        return TotalFinding(points=-min(plain, self.cap), sentence=f"{calculation}{capped}")

    def formula(self, subjects: tuple[Subject, ...], layout: Layout, known: Circumstances) -> str:
        days = layout.days_late or str(known.days_late)
        return f"0-MIN({literal(self.cap)},{literal(self.each)}*{days})"

    def flaws(self) -> Iterator[Flaw]:
        for key in ("each", "cap"):
            if not is_whole_cents(getattr(self, key)):
                yield flaw(Wrong.NO_POINTS, key)
        if self.each > self.cap:
            yield flaw(Wrong.DAY_ABOVE_CAP, "each", other=Key("cap"))
