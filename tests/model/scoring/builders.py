"""Small plans, subjects and rulebooks for the tests of scoring."""

from dataclasses import replace
from decimal import Decimal

from model.domain.plan import (
    Clause,
    Department,
    DepartmentKind,
    Direction,
    Indicator,
    IndicatorKind,
    Measure,
    Milestone,
    Plan,
    Responsibility,
    Source,
)
from model.domain.targets import target_in_force
from model.paths import asset
from model.scoring.flaws import file_problem
from model.scoring.item_score import judge
from model.scoring.kinds import Bands
from model.scoring.kinds.states import Band, State
from model.scoring.loader import load_rulebook
from model.scoring.rulebook import (
    Covers,
    Grade,
    Grading,
    Items,
    Part,
    Proposals,
    Rule,
    Rulebook,
    TotalRule,
)
from model.scoring.subject import Subject

D = Decimal
DEPARTMENT = "kjj"
YEAR = 2025
WHY = {"source": "依据", "reason": "理由"}


def indicator(
    key="x",
    target="270",
    *,
    unit="家",
    direction=Direction.AT_LEAST,
    kind=IndicatorKind.QUANTITY,
    strict=False,
    binding=False,
    decimals=0,
    due=YEAR,
    department=DEPARTMENT,
    at_least=None,
    at_most=None,
) -> Indicator:
    """*target* None: not handed down; for Direction.DONE there is none to hand down."""
    value = None if target is None or direction is Direction.DONE else D(target)
    return Indicator(
        id=key,
        name=f"指标{key}",
        unit="" if direction is Direction.DONE else unit,
        direction=direction,
        kind=kind,
        binding=binding,
        decimals=decimals,
        sources=(Source(place="2", quote=key),),
        milestones=(Milestone(year=due, value=value, strict=strict),),
        departments=(department,),
        at_least=None if at_least is None else D(at_least),
        at_most=None if at_most is None else D(at_most),
    )


def measure(key="m1", *, department=DEPARTMENT) -> Measure:
    return Measure(id=key, clause="c", text=f"任务{key}", quote=key, departments=(department,))


def plan_of(*items, departments=(DEPARTMENT,)) -> Plan:
    clause = Clause(
        id="c", path=("三、重点任务",), number="1", title="条款", body="", bracket="",
        responsibility=Responsibility.SOLE, named=departments, departments=departments,
    )  # fmt: skip
    return Plan(
        id="test",
        title="方案",
        issuer="区政府",
        issued="2022-12-29",
        edition="2022",
        years=(2022, 2030),
        text="",
        goals="",
        departments={
            d: Department(id=d, name=d, kind=DepartmentKind.GOVERNMENT) for d in departments
        },
        clauses={"c": clause},
        measures={item.id: item for item in items if isinstance(item, Measure)},
        indicators={item.id: item for item in items if isinstance(item, Indicator)},
        questions=(),
    )


def subject(kind, item=None, *, maximum="2.00", handed_down=None, year=YEAR) -> Subject:
    item = item or indicator()
    target = cumulative = None
    if isinstance(item, Indicator):
        target = target_in_force(item, year, None if handed_down is None else D(handed_down))
        cumulative = target_in_force(item, year)
    return Subject(
        item=item,
        part="p",
        rule="R",
        source="依据",
        kind=kind,
        maximum=D(maximum),
        target=target,
        cumulative=None if cumulative is None or cumulative.value is None else cumulative,
    )


def score(kind, item=None, *, maximum="2.00", handed_down=None, year=YEAR, **answer):
    """The Score of one answer: score(Linear(), value="256")."""
    said = {key: str(value) for key, value in answer.items()}
    return judge(
        subject(kind, item, maximum=maximum, handed_down=handed_down, year=year), said
    ).score


def points(kind, item=None, **rest):
    return score(kind, item, **rest).points


BANDS = Bands(
    bands={
        State.DONE: Band(D(1), D(1)),
        State.ONGOING: Band(D("0.5"), D("0.8")),
        State.BEHIND: Band(D(0), D("0.5")),
        State.NOT_STARTED: Band(D(0), D(0)),
    }
)
GRADES = tuple(
    Grade(name=name, at_least=D(edge))
    for name, edge in (("超额完成", 95), ("完成", 80), ("基本完成", 60), ("未完成", 0))
)


def rule(key, kind, *, part="measures", weight="1", **covers) -> Rule:
    return Rule(
        id=key, title=f"规则{key}", part=part, kind=kind, covers=Covers(**covers), weight=D(weight),
        **WHY,
    )  # fmt: skip


def total_rule(key, kind, **covers) -> TotalRule:
    return TotalRule(id=key, title=f"总分规则{key}", kind=kind, covers=Covers(**covers), **WHY)


def rulebook(*rules, total_rules=(), **changes) -> Rulebook:
    """40 for indicators under *rules*, 60 for measures in bands."""
    of_measures = any(r.part == "measures" for r in rules)
    book = Rulebook(
        id="test",
        version="2025.1",
        title="测试规则",
        published="2025-01-01",
        author="测试",
        reason="测试",
        maximum=D(100),
        ceiling=D(100),
        parts=(
            Part(id="indicators", title="指标", maximum=D(40), **WHY),
            Part(id="measures", title="任务", maximum=D(60), **WHY),
        ),
        rules=rules if of_measures else (*rules, rule("T", BANDS, items=Items.MEASURE)),
        total_rules=tuple(total_rules),
        grading=Grading(grades=GRADES, **WHY),
        proposals=Proposals(
            commend_grades=("超额完成",), admonish_grades=("未完成",), commend_best=2, **WHY
        ),
    )
    return replace(book, **changes)


def told(flaws) -> str:
    """What readers of a file are told of *flaws*."""
    return "".join(file_problem(flaw, lambda *_: "").message for flaw in flaws)


def shipped_rulebooks() -> tuple[Rulebook, ...]:
    return tuple(load_rulebook(path) for path in sorted(asset("rules").glob("*.toml")))
