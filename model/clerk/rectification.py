"""整改 of one department on its own PC: what it has to put right, what it writes, what it sends."""

import uuid
from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

from sqlite_utils import Database

from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.forms import Form
from model.domain.plan import Plan
from model.domain.rectification import (
    ITEM,
    Feedback,
    FeedbackFile,
    FeedbackState,
    Rectification,
    RectificationAct,
    RectificationReply,
    RectificationStep,
    ledger,
)
from model.domain.reorganisation import KnownChange
from model.domain.wording import enclosure_words
from model.ed25519 import KeyPair
from model.errors import AppError, Problem
from model.evidence_files.folder import EvidenceFiles
from model.files import FileNotWritten
from model.jobs import JobContext
from model.record_bounds import fit
from model.store.clock import now
from model.store.closed_years import is_closed
from model.store.data_file import open_store
from model.store.rectification import (
    fetch_notices,
    fetch_rectification_acts,
    fetch_replies_sent,
    forget_unwritten,
    keep_reply,
    latest_year,
)

LIMIT = 20 << 20  # bytes of a zip, that a mail takes


@dataclass(frozen=True, kw_only=True)
class RectificationTally:
    """How much there is. `waiting` are those that the department has to say something about."""

    waiting: int
    late: int  # of those: past their date
    next_due: str  # ISO date of the next one; "" for none


class DepartmentRectifications:
    """What *department* has to put right, and had, as known on its PC in *year*."""

    def __init__(
        self,
        db: Database,
        year: int,
        department: str,
        changes: tuple[KnownChange, ...],
        written: Answers,
        evidence: Iterable[Evidence] = (),
    ) -> None:
        """*written*: item -> what was typed, *evidence*: what lies behind it; see `ITEM`."""
        self._db, self._year, self._department = db, year, department
        self._changes, self._written = changes, written
        self._evidence = tuple(evidence)

    @cached_property
    def lines(self) -> tuple[Rectification, ...]:
        """Those that wait for the department first, by date, then the others; what was done about
        one in a later year is known in this one, too, until it is closed.
        """
        acts = fetch_rectification_acts(self._db, self._latest, self._year)
        found = [
            one
            for one in ledger(acts, self._changes)
            if one.shortcoming.year <= self._year and self._is_own(one)
        ]
        earlier = fetch_rectification_acts(self._db, self._year - 1, self._year)
        closed_before = {
            one.id for one in ledger(earlier)
            if one.closing and one.shortcoming.year < self._year - 1
        }  # fmt: skip
        found = [one for one in found if one.id not in closed_before]
        return tuple(
            sorted(found, key=lambda one: (not one.open, one.closing is not None, one.due))
        )

    @cached_property
    def _latest(self) -> int:
        """The last year of which anything is known here."""
        if is_closed(self._db, self._year):
            return self._year
        return max(self._year, latest_year(self._db))

    @cached_property
    def _addressed(self) -> frozenset[str]:
        """The shortcomings that the office told this department of, whatever it was called then."""
        notices = fetch_notices(self._db, self._latest, self._department)
        return frozenset(act.shortcoming for kept in notices for act in kept.notice.acts)

    def _is_own(self, line: Rectification) -> bool:
        elsewhere = line.transferred_to not in {"", self._department}
        return self._department in line.heirs or (line.id in self._addressed and not elsewhere)

    def line(self, key: str) -> Rectification | None:
        return next((one for one in self.lines if one.id == key), None)

    def written(self, key: str) -> Answer:
        """What is typed about the shortcoming *key*."""
        return self._written.get(f"{ITEM}{key}", NOTHING_SAID)

    def pieces(self, key: str) -> tuple[Evidence, ...]:
        """The evidence of the shortcoming *key*."""
        return tuple(one for one in self._evidence if one.item == f"{ITEM}{key}")

    def unsent(self, line: Rectification) -> bool:
        """Whether something was written about *line* that no reply said yet."""
        written = self.written(line.id)
        if not written or line.closing:
            return False
        sent = line.feedback.feedback if line.feedback else None
        files = _files_of(self.pieces(line.id))
        return sent is None or written != _answer_of(sent) or files != sent.files

    def tally(self, today: date) -> RectificationTally:
        waiting = [one for one in self.lines if one.open]
        dates = sorted(one.due for one in waiting if one.due)
        return RectificationTally(
            waiting=len(waiting),
            late=sum(bool(one.days_late(today)) for one in waiting),
            next_due=dates[0] if dates else "",
        )

    def problems(self, form: Form) -> Mapping[str, tuple[str, ...]]:
        """Shortcoming -> what has to be put right before its feedback can be sent."""
        found = {
            line.id: tuple(complaint for _, complaint in form.complaints(self.written(line.id)))
            for line in self.lines
            if self.unsent(line)
        }
        return {key: complaints for key, complaints in found.items() if complaints}

    def reply(self, form: Form, made_by: str, phone: str, *, sample: bool) -> RectificationReply:
        """What was written and not sent yet, as the next reply; not recorded yet.

        Raises:
            AppError: there is nothing to be sent, or something lacks.
        """
        lines = [one for one in self.lines if self.unsent(one)]
        if not lines:
            raise AppError(
                "没有新写的整改情况，没有导出整改反馈单。",
                hint="请先选一项，填写整改进展和整改情况。",
            )
        if wrong := self.problems(form):
            labels = {one.id: one.shortcoming.label for one in lines}
            raise AppError(
                f"有 {len(wrong)} 项还没有填完整，没有导出整改反馈单。",
                [
                    Problem(complaint, (f"{labels[key]} 号",))
                    for key, complaints in wrong.items()
                    for complaint in complaints
                ],
                hint="请补齐以后再导出。",
            )
        moment = now()
        sent = fetch_replies_sent(self._db, self._year)
        own = [one for one in sent if (one.department, one.year) == (self._department, self._year)]
        return fit(
            RectificationReply(
                id=uuid.uuid4().hex,
                year=self._year,
                department=self._department,
                number=len(own) + 1,
                made_at=moment,
                acts=tuple(self._act(line, made_by, moment) for line in lines),
                shown=tuple(
                    act
                    for line in lines
                    for act in line.acts
                    if act.step is not RectificationStep.FEEDBACK
                ),
                made_by=made_by,
                phone=phone,
                sample=sample,
            )
        )

    def _act(self, line: Rectification, by: str, moment: str) -> RectificationAct:
        return RectificationAct(
            id=uuid.uuid4().hex,
            shortcoming=line.id,
            step=RectificationStep.FEEDBACK,
            by=by,
            at=line.moment_after(moment),
            department=self._department,
            feedback=_feedback_of(self.written(line.id), self.pieces(line.id)),
        )


def _feedback_of(answer: Answer, pieces: Iterable[Evidence]) -> Feedback:
    return Feedback(
        state=FeedbackState(answer["state"]),
        measure=answer.get("measure", ""),
        done=answer.get("done", ""),
        later=answer.get("later", ""),
        evidence=answer.get("evidence", ""),
        section=answer.get("section", ""),
        person=answer.get("person", ""),
        phone=answer.get("phone", ""),
        files=_files_of(pieces),
    )


def _files_of(pieces: Iterable[Evidence]) -> tuple[FeedbackFile, ...]:
    return tuple(
        FeedbackFile(name=one.file_name, size=one.size, sha256=one.sha256)
        if one.file_name
        else FeedbackFile(name="　".join(filter(None, (one.title, one.reference))))
        for one in pieces
    )


def _answer_of(feedback: Feedback) -> dict[str, str]:
    table = {"state": feedback.state.value, **vars(feedback)}
    return {key: str(text) for key, text in table.items() if text and key != "files"}


@dataclass(frozen=True, kw_only=True)
class ReplyRequest:
    """What to write into which folder; it is recorded in `data_file`."""

    folder: Path
    data_file: Path
    reply: RectificationReply
    plan: Plan
    keys: KeyPair
    evidence: tuple[Evidence, ...] = ()  # of the lines that are answered
    files: EvidenceFiles | None = None  # where its files are kept


@dataclass(frozen=True, kw_only=True)
class WrittenReply:
    """What was written, and where."""

    reply: RectificationReply
    path: Path
    volumes: tuple[Path, ...] = ()  # of the files that go with it


def reply_mail_text(written: WrittenReply, office: str, department: str) -> str:
    """What to write in the mail, with the names of the files that go along."""
    reply = written.reply
    names = [path.name for path in (written.path, *written.volumes)]
    return (
        f"{office}：\n\n"
        f"现报送{department}{reply.year}年度整改反馈单（第{reply.number}次），"
        f"反馈 {len(reply.acts)} 项。\n"
        f"校验码：{reply.check_code}\n\n"
        f"{enclosure_words(names)}\n\n"
        f"填报人：{reply.made_by}　联系电话：{reply.phone}\n{department}"
    )


def write_reply_file(request: ReplyRequest, job: JobContext) -> WrittenReply:
    """The reply, written under the name it suggests itself, and recorded before it has that name;
    the files of its evidence lie beside it as zips.

    Raises:
        AppError: a file can't be written, or of the evidence is missing; nothing is recorded.
    """
    from model.evidence_files.volumes import write_volumes
    from model.workbook.rectification.content import ReplyReport
    from model.workbook.rectification.write import suggested_reply_name, write_reply

    reply = request.reply
    report = ReplyReport(plan=request.plan, reply=reply, keys=request.keys)
    path = request.folder / suggested_reply_name(report)
    volumes: tuple[Path, ...] = ()
    if request.files and any(one.file_name for one in request.evidence):
        lines = {f"{ITEM}{one.id}": one.shortcoming.label for one in report.lines}
        volumes = write_volumes(
            request.folder, f"{path.stem}_佐证材料", request.evidence, lines, request.files, LIMIT,
            reply.made_at, job,
        ).volumes  # fmt: skip

    def record() -> None:
        with closing(open_store(request.data_file)) as db:
            keep_reply(db, reply.year, reply, reply.made_at)

    try:
        write_reply(path, report, job, record)
    except FileNotWritten:
        with closing(open_store(request.data_file)) as db:
            forget_unwritten(db, reply)
        raise
    return WrittenReply(reply=reply, path=path, volumes=volumes)
