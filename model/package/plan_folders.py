"""Plans that people bring, as folders or as one file: tried out in the limited child before they
are read; and the one file that a folder goes out as.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from model.bounded_file import read_bounded_text
from model.domain.canonical import digest_of
from model.domain.origin import Proof
from model.domain.plan import Plan
from model.domain.plan_file import NAME, PlanFile
from model.domain.plan_record import PlanRecord
from model.domain.sealed import seal, unseal_as
from model.ed25519 import KeyPair
from model.errors import PlanRejected
from model.package.trials import try_plan, try_plan_file
from model.plan.folder import LARGEST_FILE
from model.plan.loader import load_plan, load_plan_files
from model.plans import PlanLibrary
from model.record_bounds import fit
from model.store.clock import now
from model.store.plans import keep_plan, plan_edition
from model.workbook import packet
from model.workbook.intake.refused import Refused
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.plan_file.content import PlanPaper
from model.workbook.plan_file.read import ReceivedPlanFile, received_plan_file, refuse_if_edited
from model.workbook.sealed import load, tables_of
from model.workbook.trials import try_record

DRAFTED = {"original.txt"}  # how a draft came to be; no part of the plan


def load_brought_plan(path: Path) -> Plan:
    """The plan in the folder or file *path*, which came from somebody else.

    Raises:
        AppError: it is no plan, contradicts itself, was edited, or takes too much time or memory.
    """
    with WorkbookReader() as reader:
        if path.is_file():
            return brought_plan(path.name, read_plan_file(path, reader), reader).plan
        _try(path.name, try_plan, os.fsencode(path.absolute()), reader)
    return load_plan(path)


def read_plan_file(path: Path, reader: WorkbookReader) -> ReceivedPlanFile:
    """What is sealed in the file *path*. Raises: AppError: it is no plan's file."""
    content = load(path)
    tables = tables_of(path.name, content, reader)
    try:
        payload = packet.payload_in(tables)
        _try(path.name, try_record, payload, reader)
        record = unseal_as(PlanFile, payload)
    except (packet.SealMissing, packet.SealBroken, packet.SchemaUnknown, ValueError) as error:
        raise PlanRejected(
            f"“{path.name}”不是方案数据文件，没有接收。",
            hint="请用“方案数据”开头的 .xlsx 原件，或者选方案数据的文件夹。",
        ) from error
    return received_plan_file(digest_of(content), tables, record)


@dataclass(frozen=True, kw_only=True)
class BroughtPlan:
    """A plan that came as a file, found sound; nothing is kept yet."""

    plan: Plan
    record: PlanFile
    proof: Proof


def brought_plan(name: str, received: ReceivedPlanFile, reader: WorkbookReader) -> BroughtPlan:
    """The plan in the file called *name*, held against its text like the shipped one.

    Raises:
        PlanRejected: it contradicts itself, or somebody edited the file.
    """
    record = received.record
    _try(name, try_plan_file, seal(record), reader)
    plan = load_plan_files(name, record.files)
    paper = PlanPaper(record=record, plan=plan, key=received.proof.key)
    refuse_if_edited(name, received, paper)
    if (plan_edition(plan), plan.title) != (record.plan, record.title):
        raise PlanRejected(
            f"{name}：文件说的是另一版方案，没有接收。", hint="请向编制方案数据的人索取原件。"
        )
    return BroughtPlan(plan=plan, record=record, proof=received.proof)


def _try(
    name: str, function: Callable[[bytes], object], content: bytes, reader: WorkbookReader
) -> None:
    try:
        reader.try_out(function, content)
    except Refused as refused:
        raise PlanRejected(
            f"方案数据“{name}”读取时用的时间或内存太多，未能载入。",
            hint="请向编制方案数据的人要原件。",
        ) from refused


def plan_paper(folder: Path, *, made_by: str = "", keys: KeyPair | None = None) -> PlanPaper:
    """The paper on which the plan in *folder* goes out as one file.

    Raises:
        PlanRejected: the folder contradicts itself.
    """
    load_plan(folder)  # tells what is wrong before a file is read for good
    found = sorted([*folder.glob("*.t*"), *folder.glob("sections/*.toml")])
    names = {path.relative_to(folder).as_posix(): path for path in found}
    files = {name: read_bounded_text(path, LARGEST_FILE) for name, path in names.items()}
    return paper_of(files, folder.name, made_by=made_by, keys=keys)


def paper_of(
    files: Mapping[str, str], name: str, *, made_by: str = "", keys: KeyPair | None = None
) -> PlanPaper:
    """As `plan_paper`, of the *files* of a folder called *name*; how a draft came to be stays."""
    files = {
        file: words for file, words in files.items() if NAME.fullmatch(file) and file not in DRAFTED
    }
    plan = load_plan_files(name, files)
    record = fit(
        PlanFile(
            plan=plan_edition(plan),
            title=plan.title,
            files=files,
            made_at=now(),
            made_by=made_by,
        )
    )
    return PlanPaper(record=record, plan=plan, keys=keys)


@dataclass(frozen=True, kw_only=True)
class PlanArrival:
    """`new`: it was not at hand before."""

    plan: Plan
    new: bool

    @property
    def sentence(self) -> str:
        """What to say on the screen."""
        named = f"{self.plan.title}（{self.plan.edition}版）"
        if not self.new:
            return f"{named}本机已有，没有变化。"
        return f"{named}已收下，与已有的各版并列；各年度仍按任务包写明的版次使用。"


def take_in_plan(library: PlanLibrary, name: str, brought: BroughtPlan) -> PlanArrival:
    """Keep the plan in the file called *name* beside those at hand. No year goes by it until a
    package names its edition or the office chooses it (`model.plans.use_plan`).

    Raises:
        PlanRejected: the same edition is at hand in other words; nothing was changed.
    """
    plan = brought.plan
    known = library.at_hand(plan_edition(plan))
    if known is not None and PlanRecord.of(known).digest != PlanRecord.of(plan).digest:
        raise PlanRejected(
            f"{name}：本机已有{plan.edition}版的这份方案，内容不同，没有接收，原有内容未变。",
            hint="改过的方案要用新的版次；请编制的人在 plan.toml 里改写 edition 再发。",
        )
    if known is None:
        keep_plan(library.db, plan)
    return PlanArrival(plan=plan, new=known is None)
