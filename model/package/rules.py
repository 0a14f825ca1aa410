"""The rulebook that comes with a package."""

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.submission import Edition
from model.errors import PackageRejected
from model.scoring.loader import parse_rulebook
from model.scoring.rulebook import Rulebook


def rulebook_of(package: YearPackage, plan: Plan) -> Rulebook:
    """
    Raises:
        RulebookRejected: its text is no sound rulebook for *plan*.
        PackageRejected: it is another version than the package says.
    """
    said = package.rulebook
    rulebook = parse_rulebook(package.rulebook_text, f"评估规则 {said.version}版", plan)
    if Edition(id=rulebook.id, version=rulebook.version) != said:
        raise PackageRejected(
            f"任务包写明的评估规则是{said.version}版，附上的却是另一版："
            f"{rulebook.title} {rulebook.version}版，没有接收，原有内容未变。",
            hint="请领导小组办公室重新选定规则版本后发出。",
        )
    return rulebook
