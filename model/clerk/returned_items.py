"""What came back from the office: remarks on items, and how the department answers them."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from sqlite_utils import Database

from model.domain.answers import NOTHING_SAID, Answer, Answers, Evidence
from model.domain.origin import OriginStanding
from model.domain.return_slip import Remark, Reply, ReturnSlip
from model.domain.submission import Submission
from model.package.origin_check import kept_origin
from model.store.deliveries import Act, fetch_acts
from model.store.keys import fetch_pins
from model.store.slips import fetch_kept_slips, fetch_replies, fetch_slips, save_reply
from model.store.submissions import fetch_submissions


class ReturnedItems:
    """The 退回单 of a department's year, on the clerk's PC. Only the one that counts is answered:
    the last about the last submission, those first that the office signed or a person let in.
    """

    def __init__(self, db: Database, year: int, department: str) -> None:
        self._db = db
        self._year = year
        self._department = department

    @cached_property
    def slips(self) -> tuple[ReturnSlip, ...]:
        return fetch_slips(self._db, self._year, self._department)

    @cached_property
    def last(self) -> ReturnSlip | None:
        """The slip that counts; None if nothing ever came back."""
        if not self.slips:
            return None
        sent = self._sent
        about = [slip for slip in self.slips if sent and slip.submission == sent[-1].digest]
        slips = about or self.slips
        if len(slips) == 1:
            return slips[0]
        trusted = self._trusted
        return max(slips, key=lambda slip: (slip.digest in trusted, slip.number, slip.made_at))

    @property
    def _trusted(self) -> set[str]:
        """Digests of the slips that the office signed, or that a person took in when asked."""
        acts = fetch_acts(self._db, self._year)
        pins = fetch_pins(self._db)
        kept = fetch_kept_slips(self._db, self._year, self._department)
        return {act.digest for act in acts if act.act is Act.TAKEN} | {
            one.slip.digest
            for one in kept
            if kept_origin(self._db, one.slip, one.kept_at, pins).standing
            is OriginStanding.VERIFIED
        }

    @property
    def waiting(self) -> bool:
        """Whether the last slip is about the last submission, so that the department has to report
        again.
        """
        return self.last is not None and (
            not (sent := self._sent) or sent[-1].digest == self.last.submission
        )

    @property
    def remarks(self) -> Mapping[str, Remark]:
        """Item -> what is to be done about it; empty once everything was reported again."""
        if self.last is None or not self.waiting:
            return {}
        return {remark.item: remark for remark in self.last.remarks}

    @property
    def replies(self) -> Mapping[str, str]:
        """Item -> what the clerk says about its remark."""
        return fetch_replies(self._db, self.last) if self.last else {}

    def reply(self, item: str, text: str) -> None:
        """Keeps the reply to the remark on *item*, on disk when the call returns;
        "" takes it back.
        """
        if item not in self.remarks or self.last is None:
            raise LookupError(f"no remark on {item}")
        save_reply(self._db, self.last, item, text.strip())

    def replies_with(
        self,
        answers: Answers,
        evidence: Sequence[Evidence],
        in_sight: Callable[[str, Answer], Answer],
    ) -> tuple[Reply, ...]:
        """What the next submission, holding *answers* and *evidence*, says about each remark.

        Args:
            in_sight: what is shown of an answer; earlier versions sent what wasn't, too.
        """
        slip = self.last
        if slip is None or not self.waiting:
            return ()
        then = next((one for one in self._sent if one.digest == slip.submission), None)
        before = (
            {key: in_sight(key, answer) for key, answer in then.answers.items()} if then else {}
        )
        said = self.replies
        return tuple(
            Reply(
                slip=slip.id,
                item=remark.item,
                changed=then is None
                or _told(remark.item, answers, evidence)
                != _told(remark.item, before, then.evidence),
                text=said.get(remark.item, ""),
            )
            for remark in slip.remarks
        )

    @property
    def _sent(self) -> tuple[Submission, ...]:
        return fetch_submissions(self._db, self._year, self._department)


def _told(
    item: str, answers: Answers, evidence: Sequence[Evidence]
) -> tuple[Answer, frozenset[Evidence]]:
    """What is said about *item*, in words and by what stands behind them."""
    return answers.get(item, NOTHING_SAID), frozenset(one for one in evidence if one.item == item)
