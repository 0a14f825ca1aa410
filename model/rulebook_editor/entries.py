"""The entries a rulebook is made of, in the order in which people read them."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from model.rulebook_editor.draft import Draft, Path, Table


class RulebookSection(StrEnum):
    """Sections of a rulebook file; ABOUT is what its head says of the version."""

    ABOUT = "about"
    GRADING = "grading"
    PARTS = "part"
    RULE = "rule"
    TOTAL_RULE = "total_rule"
    PROPOSALS = "proposals"


TITLES = {
    RulebookSection.ABOUT: "说明",
    RulebookSection.GRADING: "总分与等次",
    RulebookSection.PARTS: "部分与分值",
    RulebookSection.RULE: "逐条规则",
    RulebookSection.TOTAL_RULE: "总分规则",
    RulebookSection.PROPOSALS: "表彰与约谈建议",
}


@dataclass(frozen=True, kw_only=True)
class RulebookEntry:
    """`key` names it as long as rules are only edited: by a rule's id, not by its place."""

    section: RulebookSection
    id: str = ""  # of a rule
    number: int = 0  # its place in the section
    title: str

    @property
    def key(self) -> str:
        return f"{self.section.value} {self.id}".strip()

    @property
    def path(self) -> Path:
        """Where its own table is, () for the head."""
        if self.section in {RulebookSection.RULE, RulebookSection.TOTAL_RULE}:
            return (self.section.value, self.number)
        return () if self.section is RulebookSection.ABOUT else (self.section.value,)


def entries_of(draft: Draft) -> tuple[RulebookEntry, ...]:
    return tuple(_entries(draft))


def _entries(draft: Draft) -> Iterator[RulebookEntry]:
    for section, title in TITLES.items():
        if section not in {RulebookSection.RULE, RulebookSection.TOTAL_RULE}:
            yield RulebookEntry(section=section, title=title)
        else:
            for number, table in enumerate(draft.entries(section.value)):
                yield RulebookEntry(
                    section=section, id=_id(table), number=number, title=str(table.get("title", ""))
                )


def _id(table: Table) -> str:
    return str(table.get("id", ""))
