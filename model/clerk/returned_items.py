"""What came back from the office: remarks on items, and how the department answers them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlite_utils import Database

from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.origin import OriginStanding
from model.domain.return_slip import Remark, Reply, ReturnSlip
from model.domain.submission import Submission
from model.package.origin_check import kept_origin
from model.package.succession import Succession
from model.store.deliveries import Act, fetch_acts, fetch_aside
from model.store.history import fetch_edits
from model.store.keys import fetch_pins
from model.store.slips import REPLY, KeptSlip, fetch_kept_slips, fetch_replies, save_reply
from model.store.submissions import fetch_submissions

Shown = Callable[[str, Answer], Answer]
"""What is shown of an item's answer."""


@dataclass(frozen=True, eq=False)
class BodySlips:
    """The 退回单 made out to one body, and what it sent. Only the one that counts is answered: the
    last about the last submission, those first that the office signed or a person let in.
    """

    db: Database
    year: int
    body: str

    @cached_property
    def kept(self) -> tuple[KeptSlip, ...]:
        """Those that are not set aside, by number."""
        aside = fetch_aside(self.db, self.year)
        kept = fetch_kept_slips(self.db, self.year, self.body)
        return tuple(one for one in kept if one.slip.digest not in aside)

    @property
    def last(self) -> KeptSlip | None:
        """The slip that counts; None if nothing ever came back."""
        return next(iter(self.waiting or self._ordered(self.kept)), None)

    @cached_property
    def waiting(self) -> tuple[KeptSlip, ...]:
        """The slips whose remarks are to be answered: the one that counts, about what was sent
        last; then those about reports that are not kept here.
        """
        sent = self.sent
        about = [one for one in self.kept if not sent or one.slip.submission == sent[-1].digest]
        return (*self._ordered(about)[:1], *(self._ordered(self.unknown) if sent else ()))

    @cached_property
    def unknown(self) -> tuple[KeptSlip, ...]:
        """The slips about reports that are not kept here, though none kept here is later."""
        sent = self.sent
        known, last = {one.digest for one in sent}, sent[-1].sequence if sent else 0
        return tuple(
            one
            for one in self.kept
            if one.slip.submission not in known and one.slip.sequence >= last
        )

    def _ordered(self, kept: Sequence[KeptSlip]) -> tuple[KeptSlip, ...]:
        """*kept*, those first that the office signed or a person let in, the last ones first."""
        if len(kept) < 2:
            return tuple(kept)
        trusted = self._trusted

        def weight(one: KeptSlip) -> tuple[object, ...]:
            return (one.slip.digest in trusted, one.slip.number, one.slip.made_at)

        return tuple(sorted(kept, key=weight, reverse=True))

    @property
    def _trusted(self) -> set[str]:
        """Digests of the slips that the office signed, or that a person took in when asked."""
        acts = fetch_acts(self.db, self.year)
        pins = fetch_pins(self.db)
        return {act.digest for act in acts if act.act is Act.TAKEN} | {
            one.slip.digest
            for one in self.kept
            if kept_origin(self.db, one.slip, one.kept_at, pins).standing is OriginStanding.VERIFIED
        }

    @cached_property
    def sent(self) -> tuple[Submission, ...]:
        return fetch_submissions(self.db, self.year, self.body)


class ReturnedItems:
    """The 退回单 of a department's year, on the clerk's PC, and those of the bodies whose work it
    took over, until it reports itself. As the data file has it when first asked.
    """

    def __init__(
        self, db: Database, year: int, department: str, succession: Succession | None = None
    ) -> None:
        """*succession*: whose work it took over; None: nobody's."""
        self._db, self._year, self._department = db, year, department
        self._succession = succession or Succession(department=department)
        self._own = BodySlips(db, year, department)

    @cached_property
    def _every(self) -> tuple[BodySlips, ...]:
        others = (BodySlips(self._db, self._year, one) for one in self._succession.bodies)
        return (self._own, *others)

    @cached_property
    def slips(self) -> tuple[ReturnSlip, ...]:
        return tuple(one.slip for body in self._every for one in body.kept)

    @cached_property
    def last(self) -> ReturnSlip | None:
        """The slip that counts; None if nothing ever came back."""
        kept = next(filter(None, (one.last for one in self._every)), None)
        return kept.slip if kept else None

    @cached_property
    def _waiting(self) -> Mapping[str, tuple[BodySlips, KeptSlip, Remark]]:
        """Item -> its remark that waits, in which slip; what is said of it under the department's
        own name goes before.
        """
        found: dict[str, tuple[BodySlips, KeptSlip, Remark]] = {}
        for body in self._every:
            for kept in body.waiting:
                for remark in kept.slip.remarks:
                    if body is self._own or self._takes_over(kept, remark.item):
                        found.setdefault(remark.item, (body, kept, remark))
        return found

    def _takes_over(self, kept: KeptSlip, item: str) -> bool:
        """Whether the department answers the remark on *item* in *kept*, made out to another."""
        took = self._succession.took_over(kept.slip.department, item)
        return took and not self._sent_since(kept)

    def _sent_since(self, kept: KeptSlip) -> bool:
        """Whether the department reported itself after *kept*, made out to another, came."""
        sent = self._own.sent
        return bool(sent) and _moment(sent[-1].exported_at) >= _moment(kept.kept_at)

    @property
    def waiting(self) -> tuple[ReturnSlip, ...]:
        """The slips whose remarks, or general words alone, are to be answered."""
        about = [kept for _, kept, _ in self._waiting.values()]
        about += [kept for kept in self._own.waiting if not kept.slip.remarks]
        return tuple({kept.slip.digest: kept.slip for kept in about}.values())

    @property
    def due(self) -> str:
        """ISO date of the first day by which one of `waiting` is to be answered; "" for none."""
        return min((slip.due for slip in self.waiting if slip.due), default="")

    @property
    def unknown(self) -> int:
        """The number of the report that the office sent back and that is not kept here, though none
        kept here is later; 0: there is none.
        """
        return max((one.slip.sequence for one in self._own.unknown), default=0)

    @property
    def remarks(self) -> Mapping[str, Remark]:
        """Item -> what is to be done about it; empty once everything was reported again."""
        return {item: remark for item, (_, _, remark) in self._waiting.items()}

    @property
    def replies(self) -> Mapping[str, str]:
        """Item -> what the clerk says about its remark."""
        said = {one.digest: fetch_replies(self._db, one) for one in self.waiting}
        return {
            item: said[kept.slip.digest][item]
            for item, (_, kept, _) in self._waiting.items()
            if item in said[kept.slip.digest]
        }

    def reply(self, item: str, text: str) -> None:
        """Keeps the reply to the remark on *item*, on disk when the call returns;
        "" takes it back.
        """
        if item not in self._waiting:
            raise LookupError(f"no remark on {item}")
        _, kept, _ = self._waiting[item]
        save_reply(self._db, kept.slip, item, text.strip(), self._department)

    def replies_with(
        self, answers: Answers, evidence: Sequence[Evidence], in_sight: Shown
    ) -> tuple[Reply, ...]:
        """What the next submission, holding *answers* and *evidence*, says about each remark.

        Args:
            in_sight: what is shown of an answer; earlier versions sent what wasn't, too.
        """
        said = self.replies
        return tuple(
            Reply(
                slip=kept.slip.id,
                item=item,
                changed=self._changed(body, kept, item, answers, evidence, in_sight),
                text=said.get(item, ""),
            )
            for item, (body, kept, _) in self._waiting.items()
        )

    def is_touched(self, item: str) -> bool:
        """Whether *item* was edited since its remark came: what was changed before that, for
        another reason, was no answer to it.
        """
        _, kept, _ = self._waiting[item]
        bodies = {self._department, kept.slip.department}
        return any(
            _moment(edit.made_at) >= _moment(kept.kept_at) and not edit.field.startswith(REPLY)
            for body in bodies
            for edit in fetch_edits(self._db, self._year, body, item)
        )

    def _changed(
        self,
        body: BodySlips,
        kept: KeptSlip,
        item: str,
        answers: Answers,
        evidence: Sequence[Evidence],
        in_sight: Shown,
    ) -> bool:
        """Whether *item* reads otherwise than in the report that *kept* is about; where that is not
        kept here, whether it was changed since the slip came.
        """
        then = next((one for one in body.sent if one.digest == kept.slip.submission), None)
        if then is None:
            return self._edited(item, kept.kept_at)
        before = {item: in_sight(item, then.answers.get(item, NOTHING_SAID))}
        return _told(item, answers, evidence) != _told(item, before, then.evidence)

    def _edited(self, item: str, since: str) -> bool:
        old: dict[str, str | None] = {}
        new: dict[str, str | None] = {}
        for edit in reversed(fetch_edits(self._db, self._year, self._department, item)):
            if _moment(edit.made_at) > _moment(since) and not edit.field.startswith(REPLY):
                old.setdefault(edit.field, edit.old)
                new[edit.field] = edit.new
        return old != new


def _told(
    item: str, answers: Answers, evidence: Sequence[Evidence]
) -> tuple[Answer, frozenset[Evidence]]:
    """What is said about *item*, in words and by what stands behind them, whose copies for whoever
    took it over are the same.
    """
    behind = frozenset(replace(one, id="") for one in evidence if one.item == item)
    return answers.get(item, NOTHING_SAID), behind


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()
