"""Refusals, notices and troubles as entries of the manual, read from where their codes are
declared.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from model.domain.wording import clause
from model.store.disk_errors import Cause, anchor_of
from model.workbook.reasons import REMARKS, SENTENCES


@dataclass(frozen=True)
class ManualEntry:
    code: str  # its anchor
    sentence: str
    cure: str


def refusals() -> Iterator[ManualEntry]:
    """An entry for each reason why a file is refused."""
    for reason, (sentence, cure) in SENTENCES.items():
        yield ManualEntry(reason.value, sentence, cure)


def notices() -> Iterator[ManualEntry]:
    """An entry for each remark about a received file."""
    for notice, (sentence, cure) in REMARKS.items():
        yield ManualEntry(notice.value, sentence, cure)


def troubles() -> Iterator[ManualEntry]:
    """An entry for each cause that keeps the data file from being read or written."""
    for cause in Cause:
        yield ManualEntry(anchor_of(cause), cause.value.cause, cause.value.cure)


LISTS: dict[str, Callable[[], Iterable[ManualEntry]]] = {
    "refusals": refusals,
    "notices": notices,
    "troubles": troubles,
}


def markdown_of(entries: Callable[[], Iterable[ManualEntry]]) -> str:
    return "\n".join(
        f"### {clause(one.sentence)} {{#{one.code}}}\n\n**怎么办**：{one.cure}\n"
        for one in entries()
    )
