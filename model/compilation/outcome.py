"""What leaves a compilation: the plan's folder, its one file, a workbook. As jobs."""

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from model.disk import name_part
from model.domain.plan import Plan
from model.ed25519 import KeyPair
from model.errors import AppError, PlanRejected
from model.jobs import JobContext
from model.package.plan_folders import paper_of
from model.plan.loader import load_plan
from model.plan_draft.draft import Code, DraftRemark, PlanDraft
from model.plan_draft.editions import carry_over
from model.plan_draft.folder import files, write_folder
from model.plan_draft.sheets import write_draft_book
from model.store.clock import now
from model.workbook.plan_file.write import suggested_plan_name, write_plan_file

STAGES = 3


@dataclass(frozen=True, kw_only=True)
class WrittenPlan:
    """A plan's folder or file that the app takes. `lost` are ids of the edition before whose words
    are not found any more; `kept` counts its clauses, measures and indicators that go on.
    """

    path: Path
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
    draft = _numbered(draft, before, context)
    plan = _loaded(draft, context)
    context.step(2, STAGES, "正在写方案文件夹")
    folder = _free(place / name_part(draft.title, "方案"))
    write_folder(draft, folder)
    context.step(STAGES, STAGES)
    return _written(folder, plan, draft, before)


def write_plan_data(
    draft: PlanDraft,
    before: Plan | None,
    place: Path,
    context: JobContext,
    *,
    made_by: str = "",
    keys: KeyPair | None = None,
) -> WrittenPlan:
    """As `write_plan_folder`, but as one sealed file into the folder *place*, which other PCs take
    in.

    Args:
        made_by: who made it, in words.
        keys: it is signed with; None: it is not.
    """
    draft = _numbered(draft, before, context)
    plan = _loaded(draft, context)
    context.step(2, STAGES, "正在写方案数据文件")
    paper = paper_of(files(draft), draft.title, made_by=made_by, keys=keys)
    path = place / suggested_plan_name(paper)
    write_plan_file(path, paper, JobContext())
    context.step(STAGES, STAGES)
    return _written(path, plan, draft, before)


def _numbered(draft: PlanDraft, before: Plan | None, context: JobContext) -> PlanDraft:
    """*draft* with the ids it goes out under. Raises: AppError: its edition is that before."""
    context.step(0, STAGES, "正在接上一版的编号" if before else "正在整理方案数据")
    if before and draft.edition == before.edition:
        raise AppError(
            f"接着的上一版也是 {before.edition} 版，什么也没有写出。",
            hint="请在“概况”里把版本改成新的，例如加上“.2”。",
        )
    return carry_over(draft, before) if before else replace(draft, id=plan_id(draft))


def _written(path: Path, plan: Plan, draft: PlanDraft, before: Plan | None) -> WrittenPlan:
    lost = tuple(one for one in draft.remarks if one.code is Code.ID_LOST)
    known = {*before.clauses, *before.measures, *before.indicators} if before else set()
    return WrittenPlan(path=path, plan=plan, kept=len(known) - len(lost), lost=lost)


def _loaded(draft: PlanDraft, context: JobContext) -> Plan:
    """The plan as the app takes it."""
    context.step(1, STAGES, "正在核对方案数据")
    try:
        with TemporaryDirectory() as name:
            trial = Path(name) / "方案"
            write_folder(draft, trial)
            return load_plan(trial)
    except PlanRejected as error:
        raise AppError(
            f"还有 {len(error.problems)} 处要先改正，什么也没有写出。",
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
