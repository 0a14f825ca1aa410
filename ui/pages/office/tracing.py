"""Looking up where in a kept file an item's answer stands."""

from dataclasses import dataclass

from model.jobs import JobContext
from ui.jobs import Job
from ui.pages.office.jobs import Stored


@dataclass(frozen=True, kw_only=True)
class Traced:
    """Sheet and cells of one item; none where its row is gone from the file."""

    sheet: str = ""
    cells: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        if not self.cells:
            return "原件里找不到这一行，可能被删去了；计入的是封存的数据。"
        span = self.cells[0] if len(self.cells) == 1 else f"{self.cells[0]} 至 {self.cells[-1]}"
        return f"在“{self.sheet}”表 {span}"


def tracing_job(stored: Stored, sha256: str, item: str) -> Job:
    """Reads the original in the child process, as any file that came by mail."""

    def trace(job: JobContext) -> Traced:
        from model.workbook.child import WorkbookReader
        from model.workbook.reading import cells_of

        job.step(0, 1, "读取原件")
        with stored.opened() as office, WorkbookReader() as reader:
            cells = cells_of("原件", office.original(sha256), reader)
        found = [cell for cell in cells if cell.row == item and cell.column]
        if not found:
            return Traced()
        sheet = found[0].sheet
        return Traced(sheet=sheet, cells=tuple(c.cell for c in found if c.sheet == sheet))

    return trace
