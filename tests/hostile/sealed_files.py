"""Workbooks of every kind that hold whatever table they are given, sealed as the app seals it."""

import io
import json
import re
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import Any
from xml.sax.saxutils import escape

from model.domain.package import Contact, HandedDown, YearPackage
from model.domain.return_slip import Remark, ReturnSlip
from model.domain.sealed import seal
from model.jobs import JobContext
from model.package.countersignature import duty_paper
from model.package.draft import RulebookText, opened
from model.package.outgoing import package_report
from model.package.plan_folders import plan_paper
from model.paths import PLAN, asset
from model.rulebook_in_force import edition_of, shipped_text
from model.workbook import packet
from model.workbook.duty_sheet.write import duty_sheet_bytes
from model.workbook.intake.book import read_sheets
from model.workbook.intake.keyed_tables import tables_in
from model.workbook.intake.pristine import CUSTOM, UNKNOWN, declared, fingerprint
from model.workbook.package.write import package_bytes
from model.workbook.packet import packed
from model.workbook.plan_file.write import plan_file_bytes
from model.workbook.slip.content import SlipReport
from model.workbook.slip.write import slip_bytes
from tests.model.workbook.blanks import blank, blank_report
from tests.ui.pages.office.mail import Mail

CELL = '<c r="{0}{1}" t="inlineStr"><is><t xml:space="preserve">{2}</t></is></c>'
DATA = re.compile(rb"<sheetData>.*</sheetData>", re.DOTALL)
KEYED = re.compile(
    rb'<c r="A\d+"[^>]*><is><t[^>]*>([^<]*)</t>.*?<c r="B\d+"[^>]*><is><t[^>]*>([^<]*)<'
)


@dataclass(frozen=True)
class Sound:
    """A good workbook, and the table sealed in it."""

    kind: str
    name: str
    content: bytes
    table: Mapping[str, Any]

    @cached_property
    def parts(self) -> dict[str, bytes]:
        with zipfile.ZipFile(io.BytesIO(self.content)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    @cached_property
    def packet(self) -> str:
        """The part that is the hidden sheet."""
        return next(name for name, part in self.parts.items() if b"@packet" in part)

    @cached_property
    def rows(self) -> dict[str, str]:
        """Of the hidden sheet, but those of the payload."""
        found = KEYED.findall(self.parts[self.packet])
        rows = {key.decode(): value.decode() for key, value in found}
        own = {"schema", "sha256", "chunks"}
        return {k: v for k, v in rows.items() if k not in own and not k.startswith(("chunk", "@"))}

    def holding(
        self, payload: bytes, more: Mapping[str, str] | None = None, *, untouched: bool = True
    ) -> bytes:
        """The workbook with *payload* in its packet, and the rows *more* beside it.

        Args:
            untouched: with a fingerprint made anew, so that its cells are not looked at.
        """
        rows = {**packed(payload), **(self.rows if more is None else more)}
        lines = [("@packet", "value"), *rows.items()]
        data = "".join(
            f'<row r="{n}">{CELL.format("A", n, xml(key))}{CELL.format("B", n, xml(said))}</row>'
            for n, (key, said) in enumerate(lines, start=1)
        )
        sheet = f"<sheetData>{data}</sheetData>".encode("utf-8", "replace")
        parts = {**self.parts, self.packet: DATA.sub(lambda _: sheet, self.parts[self.packet])}
        if untouched and CUSTOM in parts:
            sums = ((n, zlib.crc32(p), len(p)) for n, p in parts.items() if n != CUSTOM)
            said = declared(parts[CUSTOM]) or UNKNOWN
            parts[CUSTOM] = parts[CUSTOM].replace(said.encode(), fingerprint(sums).encode())
        return zipped(parts.items())

    def forged(self, table: Mapping[str, Any], *, untouched: bool = True) -> bytes:
        return self.holding(payload_of(table), untouched=untouched)


def xml(words: str) -> str:
    return escape("".join(one for one in words if one >= " " or one in "\t\n\r"))


def payload_of(table: Mapping[str, Any]) -> bytes:
    """As the app would seal *table*, half characters and endless numbers with it."""
    words = json.dumps(table, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    try:
        return words.encode()
    except UnicodeEncodeError:
        return json.dumps(table, sort_keys=True, separators=(",", ":")).encode()


def zipped(parts: Iterable[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method, compresslevel=1) as archive:
        for name, content in parts:
            archive.writestr(
                zipfile.ZipInfo(name), content, method
            )  # of no moment: the same bytes again
    return target.getvalue()


def tabled(record: Any) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(seal(record))
    return table


def year_package(mail: Mail) -> YearPackage:
    rules = RulebookText(edition=edition_of(mail.rulebook), text=shipped_text(mail.rulebook))
    made = opened(
        mail.plan, mail.year, rules, deadline=f"{mail.year + 1}-01-31",
        at=f"{mail.year}-11-01T09:00:00+08:00", made_by="示例经办人",
        office=Contact(name="示例联系人", phone="022-00000000", email="lianxi@example.cn"),
    )  # fmt: skip
    number = next(key for key, one in mail.plan.indicators.items() if not one.qualitative)
    value = HandedDown(
        value=mail.plan.indicators[number].milestones[0].value or Decimal(1), document="文号"
    )
    return replace(made, contacts={}, targets={number: value} if value.value else {})


def sound_files(mail: Mail, departments: Iterable[str]) -> list[Sound]:
    """A report of each of *departments*; a package, a slip, a template and a duty sheet of one; the
    plan as a file.
    """
    package = year_package(mail)
    with_it = replace(mail, package=package.edition)
    found, first = [], ""
    for key in departments:
        first = first or key
        said = with_it.submission(mail.plan.departments[key])
        found.append(Sound("report", with_it.name(said), with_it.file(said), tabled(said)))
    sent = with_it.submission(mail.plan.departments[first])
    slip = ReturnSlip(
        id="slip-1", year=mail.year, department=first, number=1, submission=sent.digest,
        sequence=1, made_at=f"{mail.year}-12-25T09:00:00+08:00", general="请补充。",
        due="2026-02-20",
        remarks=tuple(Remark(item=item, text="请写明数量。") for item in list(sent.answers)[:3]),
        made_by="李四", phone="022-1",
    )  # fmt: skip
    whole = package_bytes(package_report(mail.plan, package, first), JobContext())
    found.append(Sound("package", "任务包.xlsx", whole, tabled(package)))
    found.append(Sound("slip", "退回单.xlsx", slip_of(mail, slip), tabled(slip)))
    report = blank_report(mail.plan, mail.rulebook, first)
    found.append(Sound("template", "填报模板.xlsx", blank(report), sealed_in(blank(report))))
    paper = duty_paper(mail.plan, package, f"{mail.year}-11-02T09:00:00+08:00")
    content = duty_sheet_bytes(paper, JobContext())
    found.append(Sound("duty sheet", "任务分解表.xlsx", content, tabled(paper.sheet)))
    plan = plan_paper(asset(PLAN))
    plan = replace(plan, record=replace(plan.record, made_at=f"{mail.year}-11-02T09:00:00+08:00"))
    content = plan_file_bytes(plan, JobContext())
    found.append(Sound("plan file", "方案数据.xlsx", content, tabled(plan.record)))
    return found


def sealed_in(content: bytes) -> dict[str, Any]:
    table: dict[str, Any] = json.loads(packet.payload_in(tables_in(read_sheets(content))))
    return table


def slip_of(mail: Mail, slip: ReturnSlip) -> bytes:
    return slip_bytes(SlipReport(questionnaire=mail.questionnaire, slip=slip))
