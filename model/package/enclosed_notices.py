"""What departments still have to put right, as notices that travel in the files of a package."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from sqlite_utils import Database

from model.domain.package import YearPackage
from model.domain.rectification import (
    Rectification,
    RectificationAct,
    RectificationNotice,
    RectificationStep,
    ledger,
)
from model.package.registry import known_changes
from model.store.clock import now
from model.store.data_file import open_store
from model.store.packages import fetch_packages_until
from model.store.rectification import (
    KeptNotice,
    fetch_notices,
    fetch_rectification_acts,
    forget_unwritten,
    keep_notice,
)


@dataclass(frozen=True, kw_only=True)
class EnclosedNotices:
    """Department -> the notice that goes into its file. Those of `again` were issued before."""

    notices: Mapping[str, RectificationNotice]
    again: frozenset[str] = frozenset()
    data_file: Path | None = None  # where new ones are kept as issued; None: nowhere

    def keep(self, department: str) -> None:
        """Keep what goes to *department* as issued."""
        notice = self.notices.get(department)
        if notice and self.data_file and department not in self.again:
            with closing(open_store(self.data_file)) as db:
                keep_notice(db, notice.year, notice, notice.made_at)

    def forget(self, department: str) -> None:
        """Forget what was kept for *department*: its file was not written."""
        notice = self.notices.get(department)
        if notice and self.data_file and department not in self.again:
            with closing(open_store(self.data_file)) as db:
                forget_unwritten(db, notice)


NONE = EnclosedNotices(notices={})


def lines_of_year(
    db: Database, year: int, package: YearPackage | None
) -> tuple[Rectification, ...]:
    """The 整改台账 of *year*: what came up in it, and of earlier years what wasn't closed before.
    That of a closed year is what it was when the year was closed.

    Args:
        package: the one in force, or in the making.
    """
    changes = known_changes(package, fetch_packages_until(db, year))
    found = ledger(fetch_rectification_acts(db, year), changes)
    earlier = fetch_rectification_acts(db, year - 1, year)
    before = {one.id for one in ledger(earlier) if one.closing}
    told: dict[tuple[str, str], str] = {}  # department and act -> the day of the first notice
    for kept in fetch_notices(db, year):
        for act in kept.notice.acts:
            told.setdefault((kept.notice.department, act.id), kept.notice.made_at[:10])
    days = {one.id: told.get((one.bearer, one.order.id), "") for one in found if one.order}
    return tuple(
        replace(
            one,
            told=bool(days.get(one.id)),
            told_on=days.get(one.id, "") if one.bearer != one.given_to else "",
        )
        for one in found
        if one.id not in before or one.shortcoming.year == year
    )


def enclosed_notices(
    db: Database, package: YearPackage, departments: Iterable[str], data_file: Path | None = None
) -> EnclosedNotices:
    """A notice for each of *departments* that has something left which isn't closed.

    What was told already in the year is enclosed as it was; see `EnclosedNotices.keep`.
    """
    year = package.year
    lines = lines_of_year(db, year, package)
    acts, kept = fetch_rectification_acts(db, year), fetch_notices(db, year)
    bearers = {one.bearer for one in lines if one.closing is None}
    found, again = {}, set()
    for body in departments:
        if body not in bearers:
            continue
        notice = notice_for(
            body, year, lines, acts, kept, by=package.office.name or package.made_by,
            phone=package.office.phone, moment=now(), sample=package.sample,
        )  # fmt: skip
        told = [one.notice for one in kept if one.notice.department == body]
        last = next((one for one in reversed(told) if one.year == year), None)
        if last and {act.id for act in last.acts} == {act.id for act in notice.acts}:
            notice = last
            again.add(body)
        found[body] = notice
    return EnclosedNotices(notices=found, again=frozenset(again), data_file=data_file)


def notice_for(
    body: str,
    year: int,
    lines: Iterable[Rectification],
    acts: Sequence[RectificationAct],
    kept: Iterable[KeptNotice],
    *,
    by: str,
    phone: str,
    moment: str,
    sample: bool,
) -> RectificationNotice:
    """The next 整改通知单 for *body*: all that it has to put right, and what became of the rest.

    Args:
        acts: all that are known; *lines* follow from them.
        kept: the notices of *year* and before.
        moment: ISO 8601 with offset.
    """
    mine = {one.id for one in lines if one.bearer == body}
    earlier = [one.notice for one in kept if one.notice.department == body]
    told = {act.id for notice in earlier for act in notice.acts}
    own = {act.id: act for act in acts if act.shortcoming in mine or act.id in told}
    own |= {
        act.id: act for act in acts if act.step is RectificationStep.WITHDRAW and act.about in told
    }
    return RectificationNotice(
        id=uuid.uuid4().hex,
        year=year,
        department=body,
        number=1 + sum(notice.year == year for notice in earlier),
        made_at=moment,
        acts=tuple(own.values()),
        made_by=by,
        phone=phone,
        sample=sample,
    )
