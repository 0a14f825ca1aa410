"""Every kind of rule, R1 to R15, by its name in rulebook files."""

from model.scoring.kinds.bonus import Bonus
from model.scoring.kinds.count import Count
from model.scoring.kinds.counted import Counted
from model.scoring.kinds.deduction import PerUnit
from model.scoring.kinds.floor import Floor
from model.scoring.kinds.late import Late
from model.scoring.kinds.linear import Linear, Reverse
from model.scoring.kinds.matrix import Matrix
from model.scoring.kinds.pass_fail import PassFail
from model.scoring.kinds.progress import Progress
from model.scoring.kinds.states import Band, Bands, Mapped
from model.scoring.kinds.steps import Deviation, StepTable
from model.scoring.kinds.veto import Consequence, Trigger, Veto
from model.scoring.subject import ItemKind
from model.scoring.total_rules import TotalKind

ITEM_KINDS: dict[str, type[ItemKind]] = {
    kind.name: kind
    for kind in (
        Linear,  # R1
        Reverse,  # R2
        StepTable,  # R3
        PassFail,  # R4
        PerUnit,  # R6
        Counted,  # R7
        Bands,  # R8
        Mapped,  # R9
        Matrix,  # R10
        Deviation,  # R11
        Progress,  # R15
    )
}
TOTAL_KINDS: dict[str, type[TotalKind]] = {
    kind.name: kind
    for kind in (
        Bonus,  # R5
        Late,  # R6, for days
        Veto,  # R12
        Floor,  # R13
        Count,  # R14
    )
}
