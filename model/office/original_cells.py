"""Where in a kept original an item's answer stands: the file, the sheet, the cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from model.domain.forms import Form
from model.jobs import JobContext
from model.office.stored_year import StoredYear
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.sealed import tables_of


@dataclass(frozen=True, kw_only=True)
class OriginalCells:
    """Field key -> cell, of the fields of one item; none where its row is gone from the file."""

    sheet: str = ""
    cells: Mapping[str, str] = field(default_factory=dict)

    def sentence(self, form: Form) -> str:
        """在“指标”表：实际完成值 H5、偏差原因与改进措施 J5."""
        if not self.cells:
            return "原件里找不到这一行，可能被删去了；计入的是封存的数据。"
        places = "、".join(f"{form.field(key).label} {cell}" for key, cell in self.cells.items())
        return f"在“{self.sheet}”表：{places}"


def cells_of_item(content: bytes, item: str, form: Form, reader: WorkbookReader) -> OriginalCells:
    """Reads the original *content* as any file that came by mail.

    Raises:
        Refusal: it can't be read any more.
    """
    keys = {field.key for field in form.fields()}
    tables = tables_of("原件", content, reader).values()
    cells = (cell for table in tables for cell in table.cells())
    found = [c for c in cells if c.row == item and c.column in keys]
    if not found:
        return OriginalCells()
    sheet = found[0].sheet
    return OriginalCells(sheet=sheet, cells={c.column: c.cell for c in found if c.sheet == sheet})


def find_cells(stored: StoredYear, sha256: str, item: str, job: JobContext) -> OriginalCells:
    """The cells of *item* in the original *sha256* of *stored*.

    Raises:
        Refusal: it can't be read any more.
    """
    job.step(0, 1, "读取原件")
    with stored.opened() as office, WorkbookReader() as reader:
        form = office.forms.for_item(office.plan.item(item))
        return cells_of_item(office.original(sha256), item, form, reader)
