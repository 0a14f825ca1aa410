"""Every package known for one year: which is in force, and under which a file was made."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from model.domain.differences import Difference
from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.submission import Edition, Origin, Submission
from model.domain.wording import clause
from model.package.comparison import Comparison, Editions
from model.package.in_force import in_force

MOST_NAMED = 4  # changes


class Footing(StrEnum):
    """What a submission was filled in under, compared with what is in force here."""

    CURRENT = "现行任务包"
    OLDER = "旧版任务包"
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
        return bool(self.sentence) and self.footing is not Footing.OLDER


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
        newest = self.newest
        return tuple(p for p in self.packages[:-1] if newest and p.edition == newest.edition)

    def under(self, edition: Edition | None) -> YearPackage | None:
        """The package that a submission names; None if it names none, or one not known here."""
        return next((p for p in reversed(self.packages) if p.edition == edition), None)

    def plan_under(self, edition: Edition | None) -> Plan:
        """The plan as the sender saw it; of an unknown package, the plan in force."""
        if edition is None:
            return in_force(self.plan, None, year=self.year)
        package = self.under(edition)
        if package is None:
            return self.plan_in_force
        words = self.plan
        if self._editions and package.plan != Edition(id=words.id, version=words.edition):
            words = self._editions(package.plan)
        if package.plan != Edition(id=words.id, version=words.edition):
            return self.plan_in_force  # its words are not at hand
        return in_force(words, package)

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
            return PackageStanding(footing=Footing.CURRENT)
        if named is None and submission.origin is Origin.CELLS:
            told = f"数据包缺失，看不出依据哪一版任务包填报；现行为第{newest.version}版，请核对。"
            return PackageStanding(footing=Footing.UNTOLD, sentence=told)
        footing, known = self._footing(named, newest), self.under(named)
        if named is not None and known is None:
            return PackageStanding(footing=footing, sentence=_about_unknown(footing, named, newest))
        found = self._comparison(known).touching(submission.department)
        return PackageStanding(
            footing=footing, sentence=_about(named, newest, found), differences=found
        )

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


def _about(named: Edition | None, newest: YearPackage, found: tuple[Difference, ...]) -> str:
    named_changes = "；".join(clause(one.sentence) for one in found[:MOST_NAMED])
    more = " 等" if len(found) > MOST_NAMED else ""
    touched = (
        f"变更涉及本单位 {len(found)} 处：{named_changes}{more}" if found else "变更不涉及本单位"
    )
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
