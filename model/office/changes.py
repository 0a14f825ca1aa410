"""What an operation of the office changed: it is returned, and whoever shows something asks."""

from dataclasses import dataclass

from model.domain.return_slip import ReturnSlip


@dataclass(frozen=True, kw_only=True)
class OfficeChanges:
    """`department` "": all departments may have changed."""

    department: str = ""
    files: bool = False  # files came, or count no more
    count: int = 0  # items that were decided about together
    ledger: bool = False  # only the 整改台账 changed, which no report or score depends on
    slip: ReturnSlip | None = None  # that was issued

    def concern(self, department: str) -> bool:
        return self.department in {"", department}
