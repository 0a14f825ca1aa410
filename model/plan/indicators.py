"""The indicators in indicators.toml."""

from collections.abc import Mapping
from decimal import Decimal

from model.domain.numbers import is_sane
from model.domain.plan import Clause, Direction, Indicator, IndicatorKind, Milestone, Source
from model.plan.bodies import DepartmentNames
from model.plan.flaws import PlanFlaw
from model.plan.folder import PlanFolder, Table, Where

FILE = "indicators.toml"
GOALS = "2"  # the place of 二、主要目标
REQUIRED = {
    "id",
    "name",
    "unit",
    "direction",
    "binding",
    "kind",
    "decimals",
    "source",
    "milestone",
}
FLAGS = ("strict", "hold", "every_year", "assumed")
BOUNDS = ("at_least", "at_most")


class Indicators:
    """The indicators, each checked against the words of the places that state it."""

    def __init__(
        self, folder: PlanFolder, goals: str, clauses: Mapping[str, Clause], bodies: DepartmentNames
    ) -> None:
        self._folder = folder
        self._clauses = clauses
        self._bodies = bodies
        self._words = {GOALS: goals} | {clause.id: clause.body for clause in clauses.values()}
        self.indicators: dict[str, Indicator] = {}
        optional = {"departments", "related", "note", "from_nothing", *BOUNDS}
        for where, entry in folder.entries(FILE, "indicator", REQUIRED, optional):
            if entry["direction"] not in set(Direction):
                folder.complain(
                    PlanFlaw.NO_CHOICE, *where, key="direction", choices=tuple(Direction)
                )
            elif entry["kind"] not in set(IndicatorKind):
                folder.complain(
                    PlanFlaw.NO_CHOICE, *where, key="kind", choices=tuple(IndicatorKind)
                )
            else:
                self.indicators[entry["id"]] = self._indicator(entry, where)
                self._check_bounds(self.indicators[entry["id"]], where)
        for indicator in self.indicators.values():
            for other in indicator.related:
                if other not in self.indicators:
                    folder.complain(
                        PlanFlaw.NO_SUCH_LINK, FILE, indicator.id, key="related", value=other
                    )

    def _indicator(self, entry: Table, where: Where) -> Indicator:
        sources = tuple(
            Source(place=source["place"], quote=source["quote"])
            for source in entry["source"]
            if self._folder.check_keys(source, {"place", "quote"}, set(), *where)
        )
        for source in sources:
            if source.place not in self._words:
                self._folder.complain(PlanFlaw.NO_PLACE, *where, value=source.place, goals=GOALS)
            elif source.quote not in self._words[source.place]:
                self._folder.complain(
                    PlanFlaw.NO_QUOTE_THERE, *where, place=source.place, value=source.quote
                )
        return Indicator(
            id=entry["id"],
            name=entry["name"],
            unit=entry["unit"],
            direction=Direction(entry["direction"]),
            kind=IndicatorKind(entry["kind"]),
            binding=entry["binding"],
            decimals=entry["decimals"],
            sources=sources,
            milestones=self._milestones(entry["milestone"], sources, where),
            departments=self._answering(entry, sources, where),
            related=tuple(entry.get("related", ())),
            note=entry.get("note", ""),
            at_least=self._bound(entry, "at_least", where),
            at_most=self._bound(entry, "at_most", where),
            from_nothing=bool(entry.get("from_nothing", True)),
        )

    def _bound(self, entry: Table, bound: str, where: Where) -> Decimal | None:
        value = _exact(entry.get(bound))
        if value is None and bound in entry:
            self._folder.complain(
                PlanFlaw.NO_EXACT_NUMBER, *where, key=bound, value=repr(entry[bound])
            )
        return value

    def _check_bounds(self, indicator: Indicator, where: Where) -> None:
        low, high = indicator.at_least, indicator.at_most
        if indicator.qualitative and (low, high) != (None, None):
            self._folder.complain(PlanFlaw.BOUNDS_WITHOUT_NUMBER, *where)
        if low is not None and high is not None and low >= high:
            self._folder.complain(PlanFlaw.BOUNDS_REVERSED, *where, low=low, high=high)
        for milestone in indicator.milestones:
            if milestone.value is not None and not indicator.can_be(milestone.value):
                self._folder.complain(
                    PlanFlaw.OUT_OF_BOUNDS,
                    *where,
                    year=f"{milestone.year}年",
                    value=milestone.value,
                )

    def _answering(
        self, entry: Table, sources: tuple[Source, ...], where: Where
    ) -> tuple[str, ...]:
        """The bodies that the entry names, else the bodies of the clauses that state the target."""
        named = self._bodies.named(entry.get("departments", []), where)
        from_clauses = dict.fromkeys(
            department
            for source in sources
            if source.place in self._clauses
            for department in self._clauses[source.place].departments
        )
        answering = self._bodies.answering(named) or tuple(from_clauses)
        if not answering:
            self._folder.complain(PlanFlaw.NO_BODY, *where)
        return answering

    def _milestones(
        self, entries: list[Table], sources: tuple[Source, ...], where: Where
    ) -> tuple[Milestone, ...]:
        words = [self._words[source.place] for source in sources if source.place in self._words]
        milestones = []
        for entry in entries:
            if not self._folder.check_keys(entry, {"year"}, {"value", "quote", *FLAGS}, *where):
                continue
            quote = entry.get("quote", "")
            if not any(quote in body for body in words):
                self._folder.complain(PlanFlaw.NO_QUOTE, *where, value=quote)
            value = _exact(entry.get("value"))
            if value is None and "value" in entry:
                self._folder.complain(
                    PlanFlaw.NO_EXACT_NUMBER, *where, key="value", value=repr(entry["value"])
                )
                continue
            flags = {flag: entry.get(flag, False) for flag in FLAGS}
            milestones.append(Milestone(year=entry["year"], value=value, quote=quote, **flags))
        if [m.year for m in milestones] != sorted({m.year for m in milestones}):
            self._folder.complain(PlanFlaw.NOT_BY_YEAR, *where)
        return tuple(milestones)


def _exact(value: object) -> Decimal | None:
    """The number that *value* states exactly, if it is of an ordinary length; None if it does not,
    which includes every float.
    """
    text = str(value) if isinstance(value, str | int) else ""
    return Decimal(text) if is_sane(text) else None
