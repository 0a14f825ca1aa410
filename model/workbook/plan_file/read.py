"""A plan that came as one file: what is sealed in it, and the check that nobody edited it.

Its files are not parsed here: `model.package.plan_folders` does, once the child has tried it out.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.domain.origin import NO_PROOF, Proof
from model.domain.plan_file import PlanFile
from model.domain.sealed import unseal_as
from model.errors import PlanRejected, Problem
from model.workbook import packet
from model.workbook.cell_comparison import differing
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.plan_file.layout import PLAN_FILE_TITLES

if TYPE_CHECKING:  # it brings the writer of workbooks with it
    from model.workbook.plan_file.content import PlanPaper


@dataclass(frozen=True, kw_only=True)
class ReceivedPlanFile:
    record: PlanFile
    sha256: str  # of the file
    proof: Proof = NO_PROOF  # who made it
    tables: Tables = field(default_factory=dict, repr=False)  # what its cells say


def received_plan_file(sha256: str, tables: Tables, record: PlanFile) -> ReceivedPlanFile:
    """The plan's files in the workbook that has *tables*; `refuse_if_edited` looks at its cells."""
    proof = packet.proof_in(packet.rows_in(tables), record)
    return ReceivedPlanFile(record=record, sha256=sha256, proof=proof, tables=tables)


def refuse_if_edited(name: str, received: ReceivedPlanFile, paper: "PlanPaper") -> None:
    """Check that the cells of the file called *name* say what *paper* would write.

    Raises:
        PlanRejected: somebody edited it, or it doesn't fit its signature; every cell is named.
    """
    edits = tuple(differing(paper.entries(), received.tables))
    gone = [
        Problem(f"“{title}”表被删掉了。", (name,))
        for table, title in PLAN_FILE_TITLES.items()
        if table not in received.tables
    ]
    broken = received.proof.signed is not None and not received.proof.fits
    if edits or gone or broken:
        told = (
            "签名与内容对不上"
            if broken and not (edits or gone)
            else f"有 {len(edits) + len(gone)} 处被人改动过"
        )
        places = (Problem(e.change, tuple(filter(None, (name, e.sheet, e.cell)))) for e in edits)
        raise PlanRejected(
            f"{name}：方案数据{told}，没有接收，原有内容未变。",
            [*places, *gone],
            hint="请向编制方案数据的人索取原件；内容确需更正的，请编成新的一版再发。",
        )


def verify_plan_file(content: bytes, paper: "PlanPaper") -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    tables = tables_in(read_sheets(content))
    sealed = unseal_as(PlanFile, packet.payload_in(tables))
    whole = PLAN_FILE_TITLES.keys() <= tables.keys()
    if not whole or sealed != paper.record or any(differing(paper.entries(), tables)):
        raise RuntimeError("the workbook written is not the plan")
