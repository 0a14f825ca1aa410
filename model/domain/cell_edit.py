"""采用表内值: one cell of a report that a person has to decide about."""

from dataclasses import dataclass

LONG = 60  # characters of a text that are quoted


@dataclass(frozen=True, kw_only=True)
class CellEdit:
    """A cell that was changed by hand after the export, or (`doubtful`) one of a file without a
    seal that says nothing certain, from which nothing was taken.

    `taken` is what 采用表内值 means: canonical text, "" for nothing said, None where the cell says
    nothing certain; then `question` says why, and `guess` what it probably means. `fixed`: no
    answer, but a fact of the submission, which nobody can decide otherwise. `cell` is "" where
    the row is gone. It is kept as it is with the file that it was found in.
    """

    sheet: str
    cell: str
    item: str
    field: str
    label: str
    sealed: str
    found: str
    table: str = ""
    taken: str | None = None
    question: str = ""
    fixed: bool = False
    doubtful: bool = False
    guess: str = ""

    @property
    def key(self) -> str:
        """The name under which a decision about the cell is kept, beside the
        submission's digest.
        """
        return f"{self.table}/{self.item}/{self.field}"

    @property
    def kind(self) -> str:
        """改动, 清空 or 补填."""
        if not self.found:
            return "清空"
        return "改动" if self.sealed else "补填"

    @property
    def adoptable(self) -> bool:
        """Whether 采用表内值 can be offered without asking what the cell means."""
        return self.taken is not None and not (self.fixed or self.doubtful)

    @property
    def change(self) -> str:
        """What was changed in the cell, or what is doubtful about it, without the place."""
        if self.doubtful:
            return f"{self.label}，{self.question}"
        return f"{self.label}，导出时为{in_quotes(self.sealed)}，现为{in_quotes(self.found)}"

    @property
    def sentence(self) -> str:
        """A sentence that nothing was taken from the cell, and why."""
        return f"{'没有采用' if self.doubtful else '手工改动，未采用'}：{self}"

    def __str__(self) -> str:
        place = f"{self.sheet} {self.cell}".strip()
        return f"{place}：{self.change}"


def in_quotes(text: str) -> str:
    """*text* in quotation marks, cut where it is long; 空 for none."""
    if not text:
        return "空"
    return f"“{text}”" if len(text) <= LONG else f"“{text[:LONG]}……”"
