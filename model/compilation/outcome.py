"""What leaves a compilation, and comes back to it: the plan's folder, a workbook. As jobs."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from model.compilation.compilation import Corrections
from model.disk import name_part
from model.domain.plan import Plan
from model.errors import AppError, PlanRejected
from model.jobs import JobContext
from model.plan.loader import load_plan
from model.plan_draft.corrections import correct_by
from model.plan_draft.draft import Code, DraftRemark, PlanDraft
from model.plan_draft.editions import carry_over
from model.plan_draft.folder import write_folder
from model.plan_draft.sheets import corrections_in_book, write_draft_book
from model.store.clock import now

STAGES = 3


@dataclass(frozen=True, kw_only=True)
class WrittenPlan:
    """A plan's folder that the app takes. `lost` are ids of the edition before whose words are
    not found any more; `kept` counts its clauses, measures and indicators that go on.
    """

    folder: Path
    plan: Plan
    kept: int
    lost: tuple[DraftRemark, ...]


def write_plan_folder(
    draft: PlanDraft, before: Plan | None, place: Path, context: JobContext
) -> WrittenPlan:
    """Writes the plan's folder into *place*, under the plan's title; nothing where the app would
    refuse it.

    Args:
        before: the edition whose next one it is; its ids go on. None: a plan of its own.

    Raises:
        AppError: something is missing or contradicts the text, each thing is named; or the disk
            refused.
        Cancelled: the user stopped it.
    """
    context.step(0, STAGES, "正在接上一版的编号" if before else "正在整理方案数据")
    draft = carry_over(draft, before) if before else replace(draft, id=plan_id(draft))
    context.step(1, STAGES, "正在核对方案数据")
    with TemporaryDirectory() as name:
        trial = Path(name) / "方案"
        write_folder(draft, trial)
        plan = _loaded(trial)
    context.step(2, STAGES, "正在写方案文件夹")
    folder = _free(place / name_part(draft.title, "方案"))
    write_folder(draft, folder)
    context.step(STAGES, STAGES)
    lost = tuple(one for one in draft.remarks if one.code is Code.ID_LOST)
    known = {*before.clauses, *before.measures, *before.indicators} if before else set()
    return WrittenPlan(folder=folder, plan=plan, kept=len(known) - len(lost), lost=lost)


def _loaded(folder: Path) -> Plan:
    try:
        return load_plan(folder)
    except PlanRejected as error:
        raise AppError(
            f"还有 {len(error.problems)} 处要先改正，没有写出方案文件夹。",
            error.problems,
            hint="请在“概况”“指标”“单位”里改正以后再写出。",
        ) from error


def plan_id(draft: PlanDraft) -> str:
    """The id of a plan of its own: the same for the same title, on whichever PC it is made."""
    return f"plan-{hashlib.sha256(draft.title.encode()).hexdigest()[:10]}"


def _free(folder: Path) -> Path:
    """*folder*, or with the next number behind its name if something is there."""
    number, free = 2, folder
    while free.exists():
        free = folder.with_name(f"{folder.name}（{number}）")
        number += 1
    return free


def write_workbook(draft: PlanDraft, path: Path, context: JobContext) -> Path:
    """Writes *draft* as a workbook that people correct in WPS. Raises: AppError: as files do."""
    context.step(0, 1, "正在写工作簿")
    write_draft_book(path, draft, now())
    context.step(1, 1)
    return path


@dataclass(frozen=True, kw_only=True)
class ReturnedBook:
    """What a corrected workbook says, as corrections, and the draft as it would be with them."""

    name: str
    corrections: Corrections
    draft: PlanDraft  # as it would be


def read_workbook(draft: PlanDraft, path: Path, context: JobContext) -> ReturnedBook:
    """Reads the workbook at *path*, which was written from *draft*; nothing is taken yet.

    Raises:
        AppError: it is no such workbook, or something in it doesn't stand in the text.
        Cancelled: the user stopped it.
    """
    context.step(0, 2, f"正在读 {path.name}")
    corrections = corrections_in_book(draft, path)
    context.step(1, 2, "正在与现在的对照")
    corrected = correct_by(draft, corrections)
    context.step(2, 2)
    return ReturnedBook(name=path.name, corrections=corrections, draft=corrected)
