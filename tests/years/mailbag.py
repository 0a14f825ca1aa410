"""The e-mail between the two: files of both, and what else comes to an office's mailbox."""

from dataclasses import dataclass, field
from pathlib import Path

from model.domain.submission import Edition, Submission
from tests.model.workbook.damage import place_of, with_cell
from tests.ui.pages.office.mail import Mail

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
