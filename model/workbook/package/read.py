"""A received 年度任务包: the package sealed in it, and the check that nobody edited it."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from model.domain.cell_edit import CellEdit
from model.domain.origin import NO_PROOF, Proof
from model.domain.package import YearPackage
from model.domain.rectification import RectificationNotice
from model.domain.sealed import unseal_as
from model.domain.signature import is_secret
from model.errors import PackageRejected, Problem
from model.workbook import packet
from model.workbook.cell_comparison import differing
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import Tables, tables_in
from model.workbook.keys import COVER, TITLES
from model.workbook.package.layout import PACKAGE_TITLES
from model.workbook.rectification.read import ReceivedNotice, received_notice

if TYPE_CHECKING:  # it brings the writer of workbooks with it
    from model.workbook.package.content import PackageReport

DEPARTMENT = "department"  # row of the packet beside the payload: whom the file is for
KEYED = "secret"  # likewise in files of 0.1.0: what that department signs with


@dataclass(frozen=True, kw_only=True)
class ReceivedPackage:
    """A package from a file made for `department` ("": all)."""

    package: YearPackage
    sha256: str  # of the file
    department: str = ""
    secret: str = ""  # of files of 0.1.0; "" if there is none, or none that can be used
    proof: Proof = NO_PROOF  # who made it, with `model.domain.origin.OFFICE` as holder
    tables: Tables = field(default_factory=dict, repr=False)  # what its cells say
    notice: ReceivedNotice | None = None  # that travels in the same file

    @property
    def notice_fits(self) -> bool:
        """Whether the notice in the file, if there is one, is of who made the file, and for whom
        the file is.
        """
        if self.notice is None:
            return True
        theirs, own = self.notice.proof, self.proof
        signed = (theirs.fits and own.fits) if own.signed else theirs.signed is None
        same = theirs.key == own.key and self.notice.notice.department == self.department
        return signed and same and not self.notice.edits


def received_package(
    sha256: str, tables: Tables, package: YearPackage, notice: RectificationNotice | None = None
) -> ReceivedPackage:
    """The package whose workbook has *tables*; `refuse_if_edited` looks at its cells.

    Args:
        notice: that is sealed in the same packet.
    """
    rows = packet.rows_in(tables)
    return ReceivedPackage(
        package=package,
        sha256=sha256,
        department=rows.get(DEPARTMENT, ""),
        secret=secret if is_secret(secret := rows.get(KEYED, "")) else "",
        proof=packet.proof_in(rows, package, rows.get(DEPARTMENT, "")),
        tables=tables,
        notice=received_notice(sha256, tables, notice, enclosed=True) if notice else None,
    )


def refuse_if_edited(name: str, received: ReceivedPackage, report: "PackageReport") -> None:
    """Check that the cells of the file called *name* say what *report* would write.

    Raises:
        PackageRejected: somebody edited it; every cell is named.
    """
    from model.workbook.package.sheets import package_entries

    edits = tuple(differing(package_entries(report), received.tables))
    gone = [
        Problem(f"“{title}”表被删掉了。", (name,))
        for table, title in {COVER: TITLES[COVER], **PACKAGE_TITLES}.items()
        if table not in received.tables
    ]
    if edits or gone:
        raise PackageRejected(
            f"{name}：任务包里有 {len(edits) + len(gone)} 处被人改动过，没有接收，原有内容未变。",
            [*(_problem(name, edit) for edit in edits), *gone],
            hint="请向领导小组办公室索取原件；内容确需更正的，由办公室重新生成并发出新的一版。",
        )


def _problem(name: str, edit: CellEdit) -> Problem:
    return Problem(edit.change, tuple(filter(None, (name, edit.sheet, edit.cell))))


def verify_package(content: bytes, report: "PackageReport") -> None:
    """Check the bytes that the app is about to write by reading them in this process.

    Raises:
        RuntimeError: it doesn't say what was to be written. Our bug.
    """
    from model.workbook.package.sheets import package_entries
    from model.workbook.rectification.content import notice_entries

    tables = tables_in(read_sheets(content))
    sealed = unseal_as(YearPackage, packet.payload_in(tables))
    rows = packet.enclosed_rows(packet.rows_in(tables))
    notice = unseal_as(RectificationNotice, packet.unpacked(rows)) if rows else None
    told = notice_entries(notice) if notice else ()
    if notice != report.notice or any(differing(told, tables)):
        raise RuntimeError("the notice in the workbook is not the one to be enclosed")
    if sealed != report.package or any(differing(package_entries(report), tables)):
        raise RuntimeError("the workbook written is not the package")
