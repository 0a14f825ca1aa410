"""The entries a rulebook is made of, in the order in which people read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from model.rulemaking.draft import Draft, Path, Table


class Section(StrEnum):
    """Sections of a rulebook file; ABOUT is what its head says of the version."""

    ABOUT = "about"
    GRADING = "grading"
    PARTS = "part"
    RULE = "rule"
    TOTAL_RULE = "total_rule"
    PROPOSALS = "proposals"


TITLES = {
    Section.ABOUT: "说明",
    Section.GRADING: "总分与等次",
    Section.PARTS: "部分与分值",
    Section.RULE: "逐条规则",
    Section.TOTAL_RULE: "总分规则",
    Section.PROPOSALS: "表彰与约谈建议",
}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """`key` names it as long as rules are only edited: by a rule's id, not by its place."""

    section: Section
    id: str = ""  # of a rule
    number: int = 0  # its place in the section
    title: str

    @property
    def key(self) -> str:
        return f"{self.section.value} {self.id}".strip()

    @property
    def path(self) -> Path:
        """Where its own table is, () for the head."""
        if self.section in {Section.RULE, Section.TOTAL_RULE}:
            return (self.section.value, self.number)
        return () if self.section is Section.ABOUT else (self.section.value,)


def entries_of(draft: Draft) -> tuple[Entry, ...]:
    return tuple(_entries(draft))


def _entries(draft: Draft) -> Iterator[Entry]:
    for section, title in TITLES.items():
        if section not in {Section.RULE, Section.TOTAL_RULE}:
            yield Entry(section=section, title=title)
        else:
            for number, table in enumerate(draft.entries(section.value)):
                yield Entry(
                    section=section, id=_id(table), number=number, title=str(table.get("title", ""))
                )


def _id(table: Table) -> str:
    return str(table.get("id", ""))
