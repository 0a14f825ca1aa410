"""What to look at before the workbook goes out: first what must be put right, then the rest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from model.checks import Finding as Found
from model.checks import Kind, checked
from ui.edit_text import title_of
from ui.kit.entry import Entry
from ui.session import Session
from ui.status_marks import Mark

WHOLE = "全年"


@dataclass(frozen=True, kw_only=True)
class Finding:
    """`item` COVER: it is on the export page; "": it is about the year as a whole."""

    found: Found
    about: str
    mark: Mark
    accepted: bool = False

    @property
    def item(self) -> str:
        return self.found.item

    @property
    def field(self) -> str:
        return self.found.field

    @property
    def hard(self) -> bool:
        return self.found.hard

    @property
    def sentence(self) -> str:
        return self.found.sentence


def findings(session: Session) -> tuple[Finding, ...]:
    """Findings of the year: what must be put right first, what somebody accepted last."""
    found = [_shown(session, one) for one in checked(session.year())]
    return tuple(sorted(found, key=lambda one: one.accepted))


def _shown(session: Session, found: Found) -> Finding:
    accepted = not found.hard and found.key in session.accepted
    mark = Mark.WRONG if found.hard else Mark.OPEN if found.kind is Kind.OPEN else Mark.WARNED
    mark = Mark.RETURNED if found.kind is Kind.UNANSWERED else mark
    about = title_of(session, found.item) if found.item else WHOLE
    return Finding(
        found=found, about=about, mark=Mark.TAKEN if accepted else mark, accepted=accepted
    )


def finding_entries(shown: Sequence[Finding], *, closed: bool = False) -> Iterator[Entry]:
    """Entries of the findings, one kind after the other in the order of their first ones; what
    several of a kind say is said once, above them.

    Args:
        closed: nothing about the year changes any more.
    """
    said = Counter(map(_said, shown))
    kinds: dict[Kind, dict[str, list[Finding]]] = {}
    for finding in shown:
        repeated = finding.sentence if said[_said(finding)] > 1 else ""
        kinds.setdefault(finding.found.kind, {}).setdefault(repeated, []).append(finding)
    for kind, runs in kinds.items():
        for repeated, some in runs.items():
            group = f"{kind}：{repeated}" if repeated else str(kind)
            for finding in some:
                entry = _finding_entry(finding, group, once=bool(repeated))
                yield replace(entry, act="") if closed else entry


def _said(finding: Finding) -> tuple[Kind, str, str]:
    return finding.found.kind, finding.sentence, finding.found.cure


def told_of(entries: Sequence[Entry]) -> str:
    """What a heading says of its group."""
    return f"{len(entries)} 处"


def _finding_entry(finding: Finding, group: str, *, once: bool) -> Entry:
    """Entry of the finding; unless it is a hard one, it may be set aside in the list."""
    note = finding.sentence if finding.accepted else f"{finding.sentence}{finding.found.cure}"
    return Entry(
        key=finding.found.key,
        title=finding.about,
        ink="quiet" if finding.accepted else "ink",
        mark=finding.mark,
        chip="",
        note="" if once else note,
        note_ink="quiet" if finding.accepted else finding.mark.token,
        compact=not once,
        group=group,
        tip=f"{finding.about}\n{note}",
        act="" if finding.hard else "撤回" if finding.accepted else "没有问题",
        about=finding,
    )
