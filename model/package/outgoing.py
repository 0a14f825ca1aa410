"""A package as it goes out on paper: for everybody, or for one department."""

from model.domain.package import YearPackage
from model.domain.plan import Plan
from model.domain.targets import target_in_force
from model.package.checking import refuse_if_wrong
from model.package.differences import differences
from model.package.duties import duties_in_force
from model.package.in_force import terms_for
from model.package.rules import rulebook_of
from model.package.wording import reorganisations
from model.workbook.package_content import PackageReport


def package_report(
    plan: Plan,
    package: YearPackage,
    department: str = "",
    *,
    before: YearPackage | None = None,
    secret: str = "",
    file: str = "",
) -> PackageReport:
    """What the workbook of *package* for *department* ("": all) says.

    Args:
        before: the version it corrects, whose differences are told; None: none are.
        file: its name, if it came in one.

    Raises:
        PackageRejected, RulebookRejected: it doesn't fit the plan, or itself.
    """
    refuse_if_wrong(plan, package, file)
    terms = terms_for(package.year, department, plan, package)
    news = differences(plan, before, package, department) if before else ()
    return PackageReport(
        plan=terms.plan,
        package=package,
        rulebook=rulebook_of(package, plan),
        duties=duties_in_force(plan, package),
        targets={
            indicator.id: target_in_force(
                indicator,
                package.year,
                terms.handed_down.get(indicator.id),
                terms.baselines.get(indicator.id),
            )
            for indicator in terms.plan.indicators.values()
        },
        news=tuple(difference.sentence for difference in news),
        reorganisations=tuple(sentence for _, sentence in reorganisations(plan, package)),
        department=department if department in terms.plan.departments else "",
        secret=secret,
    )
