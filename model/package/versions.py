"""Every package known for one year: which is in force, and under which a file was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from model.domain.differences import Difference
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.score import Assessment
from model.domain.submission import Edition, Origin, Submission
from model.domain.wording import clause
from model.package.comparison import Comparison, Editions
from model.package.in_force import in_force, terms_for
from model.scoring.assess import Assessor
from model.scoring.loader import parse_rulebook

MOST_NAMED = 4  # changes


class Footing(StrEnum):
    """What a submission was filled in under, compared with what is in force here."""

    CURRENT = "现行任务包"
    OLDER = "旧版任务包"
    RIVAL = "同号的任务包"  # several bear the number it names, and it may be another one's
    NEWER = "较新的任务包"  # not known here yet
    OTHER = "另一任务包"
    PLAN_ALONE = "未用任务包"
    UNTOLD = "依据不明"  # of a file without a packet
    UNASKED = "按方案填报"  # nobody has a package


@dataclass(frozen=True, kw_only=True)
class PackageStanding:
    """How a submission stands, in a sentence; `differences` are those that touch its sender."""

    footing: Footing
    sentence: str = ""  # "" when there is nothing to say
    differences: tuple[Difference, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a person has to ask; the office's own correction of the package
        is no reason to.
        """
        return bool(self.sentence) and self.footing not in {Footing.OLDER, Footing.RIVAL}


class PackageVersions:
    """The packages of one year, in any order, each any number of times."""

    def __init__(
        self,
        plan: Plan,
        packages: Iterable[YearPackage],
        *,
        year: int | None = None,
        editions: Editions | None = None,
    ) -> None:
        """
        Args:
            plan: what the package in force goes by.
            editions: finds the plans of packages that go by another edition.
        """
        self.plan = plan
        self._editions = editions
        self.year = year
        self.packages = tuple(
            sorted({p.digest: p for p in packages}.values(), key=lambda p: p.rank)
        )
        self._comparisons: dict[str, Comparison] = {}
        self._assessors: dict[tuple[str, str], Assessor | None] = {}

    @property
    def newest(self) -> YearPackage | None:
        """The package in force."""
        return self.packages[-1] if self.packages else None

    @cached_property
    def plan_in_force(self) -> Plan:
        return in_force(self.plan, self.newest, year=self.year)

    @property
    def rivals(self) -> tuple[YearPackage, ...]:
        """Other packages with the number of the one in force: two people corrected the same
        version.
        """
        return self._alike(self.newest.edition)[1:] if self.newest else ()

    def _alike(self, edition: Edition | None) -> tuple[YearPackage, ...]:
        """The packages with the number that *edition* names: mostly one, the highest rank first."""
        return tuple(p for p in reversed(self.packages) if p.edition == edition)

    def under(self, submission: Submission) -> YearPackage | None:
        """The package that *submission* was filled in under; None if it names none, or one not
        known here. Of several with the number it names, the one by which its own score is right.
        """
        alike = self._alike(submission.package)
        return next(iter(self._fitting(alike, submission) or alike), None)

    def _fitting(
        self, alike: tuple[YearPackage, ...], submission: Submission
    ) -> tuple[YearPackage, ...]:
        """Those of *alike* by which *submission* scored itself; all where there is but one."""
        if len(alike) < 2:
            return alike
        return tuple(one for one in alike if self._is_scored_by(one, submission))

    def _is_scored_by(self, package: YearPackage, submission: Submission) -> bool:
        found = self.assessment(package, submission)
        if found is None or submission.rulebook != package.rulebook:
            return False
        own = submission.self_total
        total = None if own is None else Decimal(own)
        return (total, submission.self_grade) == (found.total, found.grade)

    def assessment(self, package: YearPackage, submission: Submission) -> Assessment | None:
        """The score of *submission* by *package* and its rules; None: its plan is not at hand, or
        doesn't have the sender.
        """
        key = submission.department, package.digest
        if key not in self._assessors:
            self._assessors[key] = self._assessor(package, submission.department)
        judge = self._assessors[key]
        return judge.assess(submission.answers) if judge else None

    def _assessor(self, package: YearPackage, department: str) -> Assessor | None:
        words = self._words(package)
        terms = terms_for(package.year, department, words, package) if words else None
        if terms is None or department not in terms.plan.departments:
            return None
        return Assessor(
            terms.plan,
            parse_rulebook(package.rulebook_text, ""),
            department,
            package.year,
            handed_down=terms.handed_down,
            baselines=terms.baselines,
        )

    def _words(self, package: YearPackage) -> Plan | None:
        """The plan that *package* goes by; None: it is not at hand."""
        words = self.plan
        if self._editions and package.plan != Edition(id=words.id, version=words.edition):
            words = self._editions(package.plan)
        return words if package.plan == Edition(id=words.id, version=words.edition) else None

    def plan_under(self, submission: Submission) -> Plan:
        """The plan as the sender saw it; of an unknown package, the plan in force."""
        if submission.package is None:
            return in_force(self.plan, None, year=self.year)
        package = self.under(submission)
        words = self._words(package) if package else None
        return in_force(words, package) if words else self.plan_in_force

    def mark(self, submission: Submission) -> PackageStanding:
        """How *submission* stands to the package in force."""
        newest, named = self.newest, submission.package
        if newest is None:
            if named is None:
                return PackageStanding(footing=Footing.UNASKED)
            return PackageStanding(
                footing=Footing.NEWER,
                sentence=f"依据第{named.version}版任务包填报，本机还没有这个任务包。",
            )
        if named == newest.edition:
            return self._mark_among(newest, submission)
        if named is None and submission.origin is Origin.CELLS:
            told = f"数据包缺失，看不出依据哪一版任务包填报；现行为第{newest.version}版，请核对。"
            return PackageStanding(footing=Footing.UNTOLD, sentence=told)
        footing, known = self._footing(named, newest), self.under(submission)
        if named is not None and known is None:
            return PackageStanding(footing=footing, sentence=_about_unknown(footing, named, newest))
        found = self._comparison(known).touching(submission.department)
        return PackageStanding(
            footing=footing, sentence=_about(named, newest, found), differences=found
        )

    def _mark_among(self, newest: YearPackage, submission: Submission) -> PackageStanding:
        """How *submission* stands that names the number of the *newest*, which others may bear."""
        fitting = self._fitting(self._alike(newest.edition), submission)
        others = [one for one in fitting or self.rivals if one != newest]
        found = self._comparison(others[0]).differences(submission.department) if others else ()
        if not found:
            return PackageStanding(footing=Footing.CURRENT)
        known = bool(fitting) and newest not in fitting
        sentence = _about_rivals(newest, len(self.rivals), found, known=known)
        return PackageStanding(footing=Footing.RIVAL, sentence=sentence, differences=found)

    def touched_since(self, moment: str, department: str) -> bool:
        """Whether what is in force asks something else of *department*, or otherwise, than what was
        in force at *moment* (ISO 8601).
        """
        if self.newest is None or self.newest.made_at < moment:
            return False
        older = next((one for one in reversed(self.packages) if one.made_at < moment), None)
        return bool(self._comparison(older).touching(department))

    def _comparison(self, older: YearPackage | None) -> Comparison:
        """Of *older* with the package in force; the same for everybody who sent under it."""
        key = older.digest if older else ""
        if key not in self._comparisons:
            self._comparisons[key] = Comparison(self.plan, older, self.packages[-1], self._editions)
        return self._comparisons[key]

    @staticmethod
    def _footing(named: Edition | None, newest: YearPackage) -> Footing:
        if named is None:
            return Footing.PLAN_ALONE
        if named.id != newest.id or not named.version.isdigit():
            return Footing.OTHER
        return Footing.NEWER if int(named.version) > newest.version else Footing.OLDER


def _touched(found: tuple[Difference, ...]) -> str:
    named_changes = "；".join(clause(one.sentence) for one in found[:MOST_NAMED])
    more = " 等" if len(found) > MOST_NAMED else ""
    return f"变更涉及本单位 {len(found)} 处：{named_changes}{more}" if found else "变更不涉及本单位"


def _about_rivals(
    newest: YearPackage, others: int, found: tuple[Difference, ...], *, known: bool
) -> str:
    """*known*: that the sender went by another one than the *newest*."""
    which = "依据的不是现行的这一份" if known else "看不出依据的是哪一份"
    return (
        f"办公室下发过 {others + 1} 份不同的第{newest.version}版任务包，该单位{which}；"
        f"现行的与另一份相比，{_touched(found)}。"
    )


def _about(named: Edition | None, newest: YearPackage, found: tuple[Difference, ...]) -> str:
    touched = _touched(found)
    if named is None:
        return f"没有使用任务包，只按方案填报；现行为第{newest.version}版，{touched}。"
    line = "" if named.id == newest.id else "另一次下发的"
    return f"依据{line}第{named.version}版任务包填报，现行为第{newest.version}版，{touched}。"


def _about_unknown(footing: Footing, named: Edition, newest: YearPackage) -> str:
    if footing is Footing.NEWER:
        return (
            f"依据第{named.version}版任务包填报，比本机现行的第{newest.version}版新，"
            "请先接收新版任务包。"
        )
    return (
        f"依据的第{named.version}版任务包本机没有，无从比较；现行为第{newest.version}版，请核对。"
    )
