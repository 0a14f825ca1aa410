"""One plan in the making as it stands now, and what people can do to it.

Every step is on disk when it returns, and gives back the compilation that goes on from there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from model.compilation.source_words import ReadPlanText
from model.domain.submission import Edition
from model.errors import AppError
from model.jobs import JobContext
from model.plan_draft.corrections import correct_by
from model.plan_draft.draft import DOUBTS, DraftRemark, PlanDraft
from model.plan_draft.plan_reader import read_plan_text
from model.store.plan_drafts import (
    KeptPlanDraft,
    add_plan_draft,
    add_plan_draft_step,
    go_to_step,
    replace_steps,
    save_draft_title,
    save_edition_before,
)
from model.store.settings import read_setting, save_setting

Corrections = Mapping[str, Any]  # as model/plan_draft/corrections.py has them
EXPORTED = "plan_draft_exported/"  # settings, by the draft's id
UNTITLED = "没有标题的方案"


@dataclass(frozen=True, kw_only=True)
class CompilationStep:
    """What was corrected, in `words`; or that a person looked at the remark `seen`, or not yet.
    `onto`: the number of the state that the corrections are of; None: the one before the step.
    """

    words: str
    corrections: Corrections
    onto: int | None = None
    seen: str = ""  # key of a remark
    back: bool = False  # it is to be looked at again

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "CompilationStep":
        return cls(
            words=str(kept.get("words", "")),
            corrections=dict(kept.get("corrections", {})),
            seen=str(kept.get("seen", "")),
            back=bool(kept.get("back", False)),
            onto=kept.get("onto"),
        )

    @property
    def as_kept(self) -> dict[str, Any]:
        return {
            "words": self.words,
            "corrections": dict(self.corrections),
            "seen": self.seen,
            "back": self.back,
            "onto": self.onto,
        }


@dataclass(frozen=True, kw_only=True)
class CompilationState:
    """The draft after some steps, and the remarks that a person looked at."""

    draft: PlanDraft
    seen: frozenset[str] = frozenset()


def state_after(states: Sequence[CompilationState], step: CompilationStep) -> CompilationState:
    """What *step* makes of the last of *states*, which are numbered from 0.

    Raises:
        AppError: the step means nothing in this draft.
    """
    last = states[-1]
    if step.seen:
        own = {step.seen}
        return replace(last, seen=last.seen - own if step.back else last.seen | own)
    of = last if step.onto is None else states[min(step.onto, len(states) - 1)]
    return replace(last, draft=correct_by(of.draft, step.corrections))


@dataclass(frozen=True, eq=False, kw_only=True)
class Compilation:
    """`states` are one for each step and one before them; `left` are words of steps that mean
    nothing any more, because a newer version of the app reads the text otherwise.
    """

    db: Database
    id: str
    source: str
    after: Edition | None
    steps: tuple[CompilationStep, ...]
    states: tuple[CompilationState, ...]
    done: int
    left: tuple[str, ...] = ()

    @property
    def state(self) -> CompilationState:
        return self.states[self.done]

    @property
    def draft(self) -> PlanDraft:
        return self.state.draft

    @property
    def title(self) -> str:
        return self.draft.title or UNTITLED

    @property
    def doubts(self) -> tuple[DraftRemark, ...]:
        """What a person should look at and has not yet."""
        return tuple(
            one
            for one in self.draft.remarks
            if one.code in DOUBTS and remark_key(one) not in self.state.seen
        )

    @property
    def undoable(self) -> str:
        """What undoing would take back, in words; "" for nothing."""
        return self.steps[self.done - 1].words if self.done else ""

    @property
    def redoable(self) -> str:
        return self.steps[self.done].words if self.done < len(self.steps) else ""

    def corrected(
        self, words: str, corrections: Corrections, onto: int | None = None
    ) -> "Compilation":
        """With *corrections*, called *words*.

        Args:
            onto: the number of the state that they are of; None: of the one that stands.

        Raises:
            AppError: they mean nothing in the draft, or the disk refused; nothing was changed.
        """
        return self._with(CompilationStep(words=words, corrections=corrections, onto=onto))

    def looked_at(self, remark: DraftRemark, *, back: bool = False) -> "Compilation":
        """With *remark* looked at by a person, or (*back*) to be looked at again."""
        words = "重新列为要核对" if back else "核对过了"
        return self._with(
            CompilationStep(words=words, corrections={}, seen=remark_key(remark), back=back)
        )

    def _with(self, step: CompilationStep) -> "Compilation":
        number = self.done + 1
        state = state_after(self.states[:number], step)
        add_plan_draft_step(self.db, self.id, number, step.as_kept)
        if self.exported > self.done:  # that state is gone; it went on from this one
            self.note_export()
        if state.draft.title != self.draft.title:
            save_draft_title(self.db, self.id, state.draft.title or UNTITLED)
        return replace(
            self,
            steps=(*self.steps[: self.done], step),
            states=(*self.states[:number], state),
            done=number,
        )

    def undone(self) -> "Compilation":
        """Without the last step, which can be redone; itself where there is none."""
        return self._at(self.done - 1)

    def redone(self) -> "Compilation":
        return self._at(self.done + 1)

    def _at(self, done: int) -> "Compilation":
        if not 0 <= done <= len(self.steps):
            return self
        go_to_step(self.db, self.id, done)
        return replace(self, done=done)

    @property
    def exported(self) -> int:
        """The number of the state that the last workbook was written from; 0: none was."""
        kept = read_setting(self.db, f"{EXPORTED}{self.id}", int, 0)
        return kept if 0 <= kept < len(self.states) else 0

    def note_export(self) -> None:
        """A workbook was written from what stands now."""
        save_setting(self.db, f"{EXPORTED}{self.id}", str(self.done))

    def following(self, after: Edition | None) -> "Compilation":
        """As the next edition of *after*; None: a plan of its own."""
        save_edition_before(self.db, self.id, after)
        return replace(self, after=after)


def remark_key(remark: DraftRemark) -> str:
    """Tells *remark* from all others of its draft."""
    return f"{remark.code}:{remark.start}:{remark.values.get('id', '')}:{remark.words[:40]}"


def begun(db: Database, read: ReadPlanText) -> Compilation:
    """The compilation that begins with what was read, kept in the data file."""
    kept = add_plan_draft(db, read.draft.title or UNTITLED, read.source, read.text)
    return Compilation(
        db=db,
        id=kept.id,
        source=kept.source,
        after=kept.after,
        steps=(),
        states=(CompilationState(draft=read.draft),),
        done=0,
    )


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """A draft as it was kept, read again from its words and corrected by its steps again."""

    kept: KeptPlanDraft
    steps: tuple[CompilationStep, ...]
    states: tuple[CompilationState, ...]
    done: int
    left: tuple[str, ...]


def replay(kept: KeptPlanDraft, context: JobContext) -> Replayed:
    """Reads the kept draft again: a job."""
    context.step(0, 2, "正在打开方案草稿")
    state = CompilationState(draft=read_plan_text(kept.text))
    context.step(1, 2, "正在照原来的更正再改一遍")
    steps, states, left, done = list[CompilationStep](), [state], list[str](), kept.done
    numbers = [0]  # of states by what they were when the steps were kept
    for number, step in enumerate(map(CompilationStep.of, kept.steps), start=1):
        onto = None if step.onto is None else numbers[min(step.onto, number - 1)]
        fitting = replace(step, onto=onto)
        try:
            states.append(state_after(states, fitting))
            steps.append(fitting)
        except AppError:
            left.append(step.words)
            done -= number <= kept.done
        numbers.append(len(states) - 1)
    context.step(2, 2)
    return Replayed(
        kept=kept, steps=tuple(steps), states=tuple(states), done=done, left=tuple(left)
    )


def opened(db: Database, replayed: Replayed) -> Compilation:
    """The compilation that goes on with what was kept.

    Steps that mean nothing any more are gone from the data file, too, so that numbers fit.
    """
    kept = replayed.kept
    if replayed.left:
        replace_steps(db, kept.id, [step.as_kept for step in replayed.steps], replayed.done)
    return Compilation(
        db=db,
        id=kept.id,
        source=kept.source,
        after=kept.after,
        steps=replayed.steps,
        states=replayed.states,
        done=replayed.done,
        left=replayed.left,
    )
