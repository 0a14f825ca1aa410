"""Files that came in, in words: each with its verdict, batches with what came of them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from model.domain.china_time import china_time
from model.domain.file_outcome import FileOutcome
from model.domain.origin import OriginStanding
from model.office.department_year import WHY_APART
from model.office.incoming_files import incoming_files, outcome
from model.office.origins import ReportOrigin
from model.office.other_year_files import year_of_stray
from model.office.year import OfficeYear
from model.store.receipts import Batch, FileVerdict, Receipt, Taken
from model.store.year_guard import year_lock
from model.workbook.causes import cause_of
from model.workbook.reasons import sender_cure
from ui.kit.entry import Aside, Entry
from ui.status_marks import ORIGIN_MARKS, Mark

UNVERIFIED, EDITED = "未核验", "手工改动"
NOT_COUNTED = FileOutcome.UNUSED.value


class FileFilter(StrEnum):
    ALL = "全部"
    APART = "待认定"  # whose they are has to be said first
    UNCHECKED = "待核对密钥"
    REFUSED = "未接收"
    OTHER_YEAR = "其他年度"
    UNUSED = NOT_COUNTED  # taken in, and decided against, or nobody's any more
    WARNED = "有提示"
    FINE = "已接收"


KINDS = {
    FileOutcome.REFUSED: FileFilter.REFUSED,
    FileOutcome.UNUSED: FileFilter.UNUSED,
    FileOutcome.APART: FileFilter.APART,
    FileOutcome.WARNED: FileFilter.WARNED,
    FileOutcome.FINE: FileFilter.FINE,
}
MARK_OF = {
    FileFilter.APART: Mark.APART,
    FileFilter.REFUSED: Mark.REFUSED,
    FileFilter.OTHER_YEAR: Mark.OTHER_YEAR,
    FileFilter.UNUSED: Mark.UNUSED,
    FileFilter.WARNED: Mark.WARNED,
    FileFilter.FINE: Mark.TAKEN,
}


@dataclass(frozen=True, kw_only=True)
class Came:
    """One file as the page shows it; `receipt` is None while its batch is still coming in."""

    key: str
    file_name: str
    verdict: FileVerdict
    sha256: str | None = None
    receipt: Receipt | None = None
    remarked: tuple[str, ...] = ()  # what is to be looked at in it, or was decided about it
    unused: str = ""  # why the report in it counts for nothing
    same: Receipt | None = None  # another file that came before with the same report in it
    verified: bool = True  # False: 未核验, read from the cells without a seal
    rival: str = ""  # another file of the same department that this one doesn't follow
    origin: ReportOrigin | None = None  # of what was taken in
    sender: str = ""  # of a refused one: the name of the body it is taken to be of

    @property
    def remarks(self) -> tuple[str, ...]:
        """What a person has to look at, the gravest first."""
        return (*self._unused, *self._fork, *(self.remarked or self.verdict.remarks))

    @property
    def details(self) -> tuple[str, ...]:
        """Remarks that are about no single cell, nor about whose it is."""
        refused = self.origin is not None and self.origin.refused
        return (*(() if refused else self._unused), *self._fork, *self.verdict.details)

    @property
    def _unused(self) -> tuple[str, ...]:
        return (self.unused,) if self.unused else ()

    @property
    def _fork(self) -> tuple[str, ...]:
        rival = self.rival
        return (f"与“{rival}”内容不同、互不衔接，请到“复核”选定一份。",) if rival else ()

    @property
    def same_words(self) -> str:
        """'内容与先前收到的“…”相同，只算一份。'; "" where there is none. What is the same is what
        was sealed: cells may have been changed by hand in either.
        """
        if self.same is None:
            return ""
        name = self.same.short_name
        if self.same.sha256 == self.sha256:
            return f"与先前收到的“{name}”是同一个文件，只算一份。"
        match bool(self.verdict.edits), bool(self.same.verdict.edits):
            case False, False:
                return f"内容与先前收到的“{name}”相同，只算一份。"
            case True, False:
                edited = "这一份的表内另有改动，上面逐处列出"
            case False, True:
                edited = "表内有改动的是先前那一份，上面逐处列出"
            case _:
                edited = "两份的表内都有改动，上面逐处列出"
        return f"导出时的内容（封存值）与先前收到的“{name}”相同，只算一份；{edited}。"

    @property
    def same_aside(self) -> str:
        """The same in a few words."""
        if self.same is None:
            return ""
        edited = self.verdict.edits and self.same.sha256 != self.sha256
        return "封存值与先前收到的相同" if edited else "与先前收到的相同"

    @property
    def kind(self) -> FileFilter:
        if not self.verdict.accepted and year_of_stray(self.verdict) is not None:
            return FileFilter.OTHER_YEAR
        looked_at = bool(self.remarks or not self.verified)
        found = outcome(self.verdict, self.origin, unused=bool(self.unused), looked_at=looked_at)
        return KINDS[found]

    @property
    def unchecked(self) -> bool:
        """Whether it has a key that nobody has compared with paper."""
        return (
            self.origin is not None
            and self.origin.standing is OriginStanding.UNCHECKED
            and self.origin.ruling is None
        )

    def passes(self, wanted: FileFilter) -> bool:
        match wanted:
            case FileFilter.ALL:
                return True
            case FileFilter.UNCHECKED:
                return self.unchecked
            case FileFilter.FINE:
                return self.verdict.accepted and not self.unused
        return self.kind is wanted


def came_files(office: OfficeYear) -> tuple[Came, ...]:
    """Files that came: the latest batch first, in it those refused, then those to be looked at."""
    order = tuple(FileFilter)
    first: dict[str, Receipt] = {}
    found = []
    known = {one.receipt.id: one for one in incoming_files(office)}
    strays = (one for one in office.stray if year_of_stray(one.verdict) != office.year)
    for receipt in (*office.receipts, *strays):
        digest = receipt.verdict.digest or ""
        same = first.setdefault(digest, receipt) if digest else receipt
        came = Came(
            key=str(receipt.id),
            file_name=receipt.file_name,
            verdict=receipt.verdict,
            sha256=receipt.sha256,
            receipt=receipt,
            same=None if same is receipt else same,
            sender=_sender(office, receipt),
        )
        if told := known.get(receipt.id):
            came = replace(
                came,
                remarked=told.remarks,
                unused=told.unused,
                verified=told.verified,
                rival=told.rival,
                origin=told.origin,
            )
        found.append(came)
    return tuple(
        sorted(found, key=lambda one: (-(one.receipt.batch if one.receipt else 0),
                                       order.index(one.kind)))
    )  # fmt: skip


def _sender(office: OfficeYear, receipt: Receipt) -> str:
    sender = "" if receipt.verdict.accepted else office.sender_of(receipt)
    known = office.plan.departments.get(sender)
    return known.name if known else ""


def coming_file(number: int, taken: Taken) -> Came:
    return Came(key=f"+{number}", file_name=taken.file_name, verdict=taken.verdict)


def file_entry(came: Came) -> Entry:
    verdict = came.verdict
    cause = "" if verdict.accepted else cause_of(verdict.code)
    note = "" if cause else verdict.message  # the sentence, and what to do, stand in the panel
    if came.origin and came.origin.pending:
        why = WHY_APART[came.origin.standing]
        note = f"第{came.origin.submission.sequence}次报送{why}，没有计入，请认定。"
    elif came.remarks and verdict.accepted:
        more = f"（共 {len(came.remarks)} 条）" if len(came.remarks) > 1 else ""
        note = f"{came.remarks[0]}{more}"
    refused = came.kind is FileFilter.REFUSED  # one of another year has that on its chip
    asides = _asides(came)
    causes = (Aside(words=cause, ink="ink"),) if refused else ()
    return Entry(
        key=came.key,
        title=came.file_name.rpartition("/")[2],
        mark=MARK_OF[came.kind],
        chip=f"{year} 年度"
        if (year := year_of_stray(verdict))
        else NOT_COUNTED
        if came.unused and came.kind is FileFilter.UNUSED
        else UNVERIFIED
        if not came.verified
        else EDITED
        if verdict.edits
        else "",
        note=note,
        aside=(*asides, *causes) if cause else (),
        note_aside=() if cause else asides,
        haystack=f"{came.file_name} {came.sender} {verdict.message} {came.unused}",
    )


def _asides(came: Came) -> tuple[Aside, ...]:
    """What is known of the maker, and that the same came before."""
    same = (Aside(words=came.same_aside),) if came.same else ()
    if came.origin is None:
        return same
    mark = ORIGIN_MARKS[came.origin.standing]
    return (*same, Aside(words=mark.word, ink=mark.token))


def stray_words(office: OfficeYear) -> dict[int, str]:
    """What to say about the files that wait in other years, by year."""
    years = Counter(year_of_stray(one.verdict) for one in office.waiting_strays)
    return {
        year: f"先前收到 {count} 个本年度的文件，当时打开的是其他年度，还没有接收。"
        if year == office.year
        else f"有 {count} 个文件是 {year} 年度的，没有列入 {office.year} 年度"
        + ("；那个年度已经封存或移交，不再接收。" if year_lock(office.db, year) else "。")
        for year, count in years.items()
        if year is not None
    }


def explanation(came: Came) -> str:
    """What is to be said of a file to whoever sent it, as text for a mail."""
    verdict = came.verdict
    remarks = came.remarked or verdict.remarks
    told = (came.unused,) * (came.origin is None)  # else a person decided, who says why
    lines = [f"文件：{came.file_name}", verdict.message, *filter(None, told), *remarks]
    if not verdict.accepted:
        lines.append(f"怎么办：{sender_cure(verdict.code, came.file_name)}")
    return "\n".join(lines)


def whose(office: OfficeYear, came: Came) -> str:
    """Department of the report in the file; "" where there is none."""
    digest, known = came.verdict.digest, {body.id for body in office.plan.bodies}
    sent = (body for body, sent in office.submissions.items() if digest in sent)
    return next((body for body in sent if body in known), "")


def standing_words(office: OfficeYear, came: Came) -> str:
    """Words that say whether the file's content is what counts of its department."""
    department = whose(office, came)
    versions = office.versions(department) if department else None
    digest, origin = came.verdict.digest, came.origin
    if digest is None or origin is None or not department:
        return ""
    submission = origin.submission
    counted = versions is not None and digest in versions.by_digest
    standing = versions.standing(digest) if versions and counted else NOT_COUNTED
    quiet = "".join(f"\n{note}" for note in office.body(department).notes())
    return (
        f"第{submission.sequence}次报送，{standing}"
        f"　校验码 {submission.check_code}　导出于 {china_time(submission.exported_at)}{quiet}"
    )


def batch_entries(office: OfficeYear) -> Iterator[Entry]:
    for batch in office.batches:
        yield Entry(
            key=str(batch.id),
            title=batch.origin,
            mark=Mark.NOT_APPLICABLE if batch.undone_at else Mark.TAKEN,
            chip="已撤销" if batch.undone_at else f"接收 {batch.accepted}",
            note=batch_words(batch),
        )


def batch_words(batch: Batch) -> str:
    """'收于 …　共 30 个文件，接收 27 个，未接收 2 个，其他年度 1 个'."""
    return (
        f"收于 {china_time(batch.taken_in_at)}　共 {batch.files} 个文件，接收 {batch.accepted} 个"
        + (f"，未接收 {batch.refused} 个" if batch.refused else "")
        + (f"，其他年度 {batch.other_years} 个" if batch.other_years else "")
    )
