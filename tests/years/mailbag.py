"""The e-mail between the two: files of both, and what else comes to an office's mailbox."""

from dataclasses import dataclass, field
from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from model.domain.submission import Edition, Submission
from tests.model.workbook.damage import place_of, with_cell
from tests.ui.pages.office.mail import Mail

CLERK = "jrj"
OTHERS = ("zzb", "dangxiao", "szjjb", "tyj")  # few items, and one that shares targets


@dataclass
class Mailbag:
    """`sent`: the clerk's workbooks; `packages`, `slips`: the office's."""

    folder: Path
    mail: Mail
    sent: list[Path] = field(default_factory=list)
    packages: list[Path] = field(default_factory=list)
    slips: list[Path] = field(default_factory=list)
    came: list[Path] = field(default_factory=list)  # from the others
    sheets: list[Path] = field(default_factory=list)  # of the clerk's sections
    notices: list[Path] = field(default_factory=list)
    replies: list[Path] = field(default_factory=list)
    last: dict[tuple[str, int], Submission] = field(default_factory=dict)
    number: int = 0

    def place(self, name: str) -> Path:
        """A folder of its own, so that no name is taken."""
        self.number += 1
        folder = self.folder / f"{self.number:04d}"
        folder.mkdir(parents=True)
        return folder / name

    def others(self, which: int, year: int, package: Edition | None, kind: int) -> Path | None:
        """One more file of another department: the first, a newer one, or one of a fork."""
        plan = self.mail.plan
        body = plan.departments[OTHERS[which % len(OTHERS)]]
        last = self.last.get((body.id, year))
        if last is None or kind % 4 == 0:
            late = f"{year + 1}-02-{3 + kind % 20:02d}T16:00:00+08:00"
            said = self.mail.submission(body, year=year, package=package)
            one = self.mail.submission(
                body, year=year, package=package, id=f"{body.id}-{year}-{self.number}",
                exported_at=late if kind % 3 == 0 else said.exported_at,
            )  # fmt: skip
        else:
            one = self.mail.again(last, 1 + kind % 3, "甲乙"[kind % 2])
        self.last[body.id, year] = one
        path = self.place(self.mail.name(one))
        path.write_bytes(self.mail.file(one))
        self.came.append(path)
        return path

    def forged(self, year: int) -> Path | None:
        """A report of the clerk's department that nobody signed, as if it followed the last."""
        body = self.mail.plan.departments.get(CLERK)
        if body is None:
            return None
        one = self.mail.submission(body, year=year, id=f"forged-{self.number}", self_total="1.00")
        path = self.place(f"补报{self.number}.xlsx")
        path.write_bytes(self.mail.file(one))
        return path

    def filled(self, path: Path, which: int) -> Path:
        """The sheet of a section at *path* as it comes back, with a word in two of its rows."""
        book = load_workbook(path)
        left = 2
        for sheet in book.worksheets:
            columns = {sheet.cell(1, n).value: n for n in range(2, sheet.max_column + 1)}
            done = columns.get("done")
            if not str(sheet["A1"].value or "").startswith("@section") or done is None:
                continue
            rows = [
                row
                for row in range(2, sheet.max_row + 1)
                if sheet.cell(row, 1).value and not isinstance(sheet.cell(row, done), MergedCell)
            ]
            for row in rows[which % 2 : which % 2 + left]:
                sheet.cell(row, done).value = f"科室第 {which % 3} 次写的完成情况"
        back = self.place(path.name)
        book.save(back)
        return back

    def edited(self, path: Path) -> Path:
        """*path* as somebody changed a text in it in WPS."""
        content = path.read_bytes()
        for item in self.mail.plan.measures:
            try:
                where = place_of(content, "measure", item, "done")
            except StopIteration:
                continue
            copy = self.place(path.name)
            copy.write_bytes(with_cell(content, *where, "手工改过的完成情况。"))
            return copy
        return path

    def spoilt(self, path: Path, kind: int) -> Path:
        """Something like *path* that can't be taken in."""
        content = path.read_bytes()
        name, bad = (
            (path.name, content[: len(content) // 2]),
            ("新建文件夹(1).xlsx", "不是工作簿".encode()),
            ("区体育局自评估扫描件.pdf", b"%PDF-1.7\n"),
            ("空.xlsx", b""),
        )[kind % 4]
        copy = self.place(name)
        copy.write_bytes(bad)
        return copy
