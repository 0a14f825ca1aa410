"""What an office's mailbox holds after three weeks: good files, and bad ones of every kind."""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from openpyxl import Workbook

from forms import FORMS
from model.domain.answers import Answers, Evidence
from model.domain.numbers import points_text
from model.domain.plan import Department, Plan
from model.domain.submission import Edition, Submission
from model.ed25519 import KeyPair
from model.jobs import JobContext
from model.samples.answers import COVER, sample_answers, sample_evidence
from model.scoring.assess import Assessor
from model.scoring.rulebook import Rulebook
from model.workbook.layout import Questionnaire
from model.workbook.report.content import YearReport
from model.workbook.report.write import submission_bytes
from tests.model.workbook.damage import place_of, with_cell, with_part, zipped

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SHARED = "ab" * 32  # one file's hash under two departments


@dataclass(frozen=True, kw_only=True)
class Mail:
    """Makes files as departments send them."""

    plan: Plan
    rulebook: Rulebook
    year: int = 2025
    package: Edition | None = None
    _written: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def questionnaire(self) -> Questionnaire:
        return Questionnaire(plan=self.plan, forms=FORMS)

    def smallest(self, count: int) -> tuple[Department, ...]:
        """Bodies with the fewest items, in the order of the plan."""
        work = {body.id: sum(1 for _ in self.plan.items_of(body.id)) for body in self.plan.bodies}
        few = {body.id for body in sorted(self.plan.bodies, key=lambda b: work[b.id])[:count]}
        return tuple(body for body in self.plan.bodies if body.id in few)

    def submission(self, body: Department, answers: Answers | None = None, **changes) -> Submission:
        said = answers or sample_answers(self.plan, body.id, self.year)
        assessment = self._assessor(body, changes.get("year", self.year)).assess(said)
        total = assessment.total
        facts = {
            "id": f"{body.id}-1",
            "year": self.year,
            "department": body.id,
            "sequence": 1,
            "parent": None,
            "exported_at": f"{self.year}-12-20T09:30:00+08:00",
            "plan": Edition(id=self.plan.id, version=self.plan.edition),
            "rulebook": Edition(id=self.rulebook.id, version=self.rulebook.version),
            "answers": said,
            "cover": COVER,
            "evidence": tuple(sample_evidence(self.plan, body.id, self.year)),
            "self_total": None if total is None else points_text(total),
            "self_grade": assessment.grade,
            "package": self.package,
        }
        return Submission(**{**facts, **changes})

    def again(self, first: Submission, changed: int = 2, tag: str = "") -> Submission:
        """What follows *first*, with some texts bettered."""
        answers = {item: dict(answer) for item, answer in first.answers.items()}
        day = date(self.year, 12, 23) + timedelta(days=first.sequence)
        for item in [item for item, answer in answers.items() if answer.get("done")][:changed]:
            answers[item]["done"] += f"已按复核意见补充{tag}。"
        return replace(
            first,
            id=f"{first.department}-{first.sequence + 1}{tag}",
            parent=first.id,
            sequence=first.sequence + 1,
            exported_at=f"{day}T10:0{len(tag)}:00+08:00",
            answers=answers,
        )

    def file(self, submission: Submission, keys: KeyPair | None = None) -> bytes:
        """Equal reports are written once."""
        if (about := (submission.digest, keys)) not in self._written:
            self._written[about] = self._file(submission, keys)
        return self._written[about]

    def _file(self, submission: Submission, keys: KeyPair | None) -> bytes:
        body = self.plan.departments[submission.department]
        report = YearReport(
            questionnaire=self.questionnaire,
            submission=submission,
            assessor=self._assessor(body, submission.year),
            keys=keys,
        )
        return submission_bytes(report, JobContext())

    def _assessor(self, body: Department, year: int) -> Assessor:
        return Assessor(self.plan, self.rulebook, body.id, year)

    def name(self, submission: Submission) -> str:
        body = self.plan.departments[submission.department].name
        return f"{body}_{submission.year}年度自评估_第{submission.sequence}次.xlsx"

    def edited_by_hand(self, submission: Submission) -> bytes:
        """As somebody changed a text in WPS after the export."""
        content = self.file(submission)
        item = next(
            item
            for item, answer in submission.answers.items()
            if "done" in answer and item in self.plan.measures
        )
        return with_cell(
            content, *place_of(content, "measure", item, "done"), "手工改过的完成情况。"
        )


def bad_files(good: bytes, other_year: bytes) -> dict[str, bytes]:
    """Twelve files that can't be taken in, each for another reason."""
    foreign = io.BytesIO()
    book = Workbook()
    book.active["A1"] = "自评估"
    book.save(foreign)
    word = io.BytesIO()
    with zipfile.ZipFile(word, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return {
        "新建文件夹(1).xlsx": "不是工作簿".encode(),
        "区教育局自评估扫描件.pdf": b"%PDF-1.7\n",
        "空.xlsx": b"",
        "自评估(旧版).xls": OLE + "Workbook".encode("utf-16-le") * 80,
        "加密.xlsx": OLE + "EncryptedPackage".encode("utf-16-le") * 80,
        "总结.docx": word.getvalue(),
        "传输中断.xlsx": good[: len(good) // 2],
        "自制表格.xlsx": foreign.getvalue(),
        "去年的.xlsx": other_year,
        "带宏.xlsx": with_part(good, "xl/vbaProject.bin", lambda _: b"macro"),
        "盖章页.png": b"\x89PNG\r\n\x1a\n" + b"0" * 64,
        "转发：自评估.eml": b"Received: from mail\r\nFrom: a@b\r\nSubject: x\r\n\r\n",
    }


def tampered(good: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        last = max(
            (name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")),
            key=lambda name: (len(name), name),
        )
    return with_part(good, last, _other_digits)


def _other_digits(xml: bytes) -> bytes:
    """The packed report, one letter of it changed."""
    beginning = xml.index(b"<t", xml.index(b"chunk1<"))
    place = (beginning + xml.index(b"</t>", beginning)) // 2
    letter = b"A" if xml[place : place + 1] != b"A" else b"B"
    return xml[:place] + letter + xml[place + 1 :]


def whole_mailbox(folder: Path, mail: Mail, bodies: Iterable[Department]) -> Path:
    """Good files of *bodies*, a newer and an older version, a fork, a copy, a file under another
    name, one edited by hand, one late, shared evidence, and twelve bad ones.
    """
    came = [mail.submission(body) for body in bodies]
    shared = Evidence(
        id="e-shared", item="", title="全区工作总结", file_name="全区工作总结.pdf", size=20480,
        sha256=SHARED,
    )  # fmt: skip
    for number in (0, 1):
        item = next(iter(came[number].answers))
        came[number] = replace(came[number], evidence=(replace(shared, item=item),))
    late = replace(came[2], exported_at=f"{mail.year + 1}-02-03T16:00:00+08:00")
    came[2] = late
    came[3] = replace(came[3], self_total="100.00", self_grade="优秀")
    files = {mail.name(one): mail.file(one) for one in came[:-2]}
    files["（终稿）" + mail.name(mail.again(came[4]))] = mail.file(mail.again(came[4]))
    for tag in ("甲", "乙"):
        fork = mail.again(came[5], 1 if tag == "甲" else 2, tag)
        files[f"{tag}_{mail.name(fork)}"] = mail.file(fork)
    files["新建 XLSX 工作表(1).xlsx"] = files[mail.name(came[6])]
    other = mail.plan.departments[came[7].department].name
    files[f"{other}代报.xlsx"] = mail.file(came[-2])
    files[mail.name(came[-1])] = mail.edited_by_hand(came[-1])
    last_year = mail.file(mail.submission(mail.plan.bodies[0], year=mail.year - 1))
    files["校验码不符.xlsx"] = tampered(files[mail.name(came[8])])
    files |= bad_files(files[mail.name(came[0])], last_year)
    return as_it_came(folder, files)


def as_it_came(folder: Path, files: dict[str, bytes]) -> Path:
    """Some files lie in the folder, some in a folder in it, some in a zip and a zip in that."""
    (folder / "第二周").mkdir(parents=True, exist_ok=True)
    outer, inner = {}, {}
    for number, (name, content) in enumerate(files.items()):
        match number % 6:
            case 1:
                (folder / "第二周" / name).write_bytes(content)
            case 3:
                outer[name] = content
            case 5:
                inner[name] = content
            case _:
                (folder / name).write_bytes(content)
    (folder / "邮件附件.zip").write_bytes(zipped({**outer, "转来的附件.zip": zipped(inner)}))
    return folder
