"""The two rulebooks that come with the app, on the real plan."""

import re
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from model.domain.answer_status import AnswerStatus, standing_of
from model.domain.plan import Indicator
from model.domain.score import Standing
from model.domain.targets import Target
from model.package.in_force import in_force
from model.paths import asset
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.scoring.proposal import Advice, proposals
from model.scoring.total_rules import Circumstances

YEAR = 2025
PUBLISHED = Path(__file__).parent / "published_rulebooks.txt"
STATES = ("done", "ongoing", "behind", "not_started")


@pytest.fixture(scope="module")
def percent(plan):
    return load_rulebook(asset("rules/percent-2025.1.toml"), plan)


@pytest.fixture(scope="module")
def passing(plan):
    return load_rulebook(asset("rules/pass-2026.1.toml"), plan)


SHIPPED = [
    "percent-2025.1",
    "pass-2026.1",
    "percent-2026.1",
    "pass-2026.2",
    "percent-2026.2",
    "pass-2026.3",
]


@pytest.fixture(scope="module", params=SHIPPED)
def book(request, plan):
    return load_rulebook(asset(f"rules/{request.param}.toml"), plan)


SAID = [
    {},
    {"done": "已开工", "explanation": "下月公布"},
    *({"state": state} for state in STATES),
    *({"state": state, "progress": "40"} for state in STATES),
    {"value": "0"},
    {"value": "-20000"},
    {"value": "50", "basis": "年报"},
]


@pytest.mark.parametrize("year", [2023, 2026])
@pytest.mark.parametrize("rules", SHIPPED[2:])  # before, a number told of no measure
def test_that_a_score_and_every_count_agree_on_what_is_not_answered(plan, rules, year):
    book = load_rulebook(asset(f"rules/{rules}.toml"), plan)
    for body in plan.bodies:
        judge = Assessor(plan, book, body.id, year)
        for answer in SAID:
            asked = {key: form_sees(one.item, answer) for key, one in judge.subjects.items()}
            for score in judge.assess(asked).scores:
                if score.standing is not Standing.NO_TARGET:
                    target = judge.targets.get(score.item)
                    status = standing_of(plan.item(score.item), asked[score.item], target)
                    unsaid = status is AnswerStatus.OPEN
                    assert unsaid is (score.standing is Standing.OPEN), (score, asked[score.item])


def form_sees(item, answer):
    """As much of *answer* as the form of *item* asks."""
    numeric = isinstance(item, Indicator) and not item.qualitative
    left = ("state", "progress") if numeric else ("value",)
    return {key: text for key, text in answer.items() if key not in left}


def perfect(assessor: Assessor) -> dict[str, dict[str, str]]:
    """Every target just met, everything to be done done."""
    return {
        key: {"value": str(just_met(subject.target))} if subject.measured else {"state": "done"}
        for key, subject in assessor.subjects.items()
    }


def just_met(target: Target) -> Decimal:
    return target.value + (Decimal("0.01") if target.sign == ">" else 0)


def test_that_published_versions_are_never_edited():
    """A change is a new file, and a line of its own in the list."""
    files = sorted(asset("rules").glob("*.toml"))
    texts = {path.name: path.read_text("utf-8").encode() for path in files}
    found = [f"{sha256(text).hexdigest()}  {name}" for name, text in texts.items()]
    assert found == PUBLISHED.read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("before", "after"), [("percent-2026.2", "percent-2026.3"), ("pass-2026.3", "pass-2026.4")]
)
def test_that_the_newest_differ_from_those_before_in_words_only_and_name_no_place(before, after):
    """So that what is tested of those before holds for them."""
    old, new = (load_rulebook(asset(f"rules/{name}.toml")) for name in (before, after))
    assert not re.search(
        "河北|天津|全区|区碳达峰", (asset(f"rules/{after}.toml")).read_text("utf-8")
    )
    worded = [
        re.sub(r"(source|reason|author|version|based_on|published)='[^']*'", r"\1", repr(one))
        for one in (old, new)
    ]
    assert worded[0] == worded[1]


def test_that_every_rule_has_a_source_and_a_reason(book):
    for rule in (*book.rules, *book.total_rules, *book.parts, book.grading, book.proposals):
        assert rule.source
        assert rule.reason


def test_that_every_department_is_scored_and_its_maxima_add_up(book, plan):
    for department in plan.bodies:
        result = Assessor(plan, book, department.id, YEAR).assess({})
        assert result.total is None
        for part in result.parts:
            assert sum(score.maximum for score in part.scores) in {part.maximum, 0}
            assert all(score.maximum > 0 for score in part.scores)


def test_that_doing_everything_earns_everything_in_every_department(book, plan):
    for department in plan.bodies:
        assessor = Assessor(plan, book, department.id, YEAR)
        result = assessor.assess(perfect(assessor))
        assert result.total == 100
        assert result.grade == book.grades[0].name
        assert not [score for score in result.scores if score.gain]


def test_that_doing_nothing_earns_nothing_in_every_department(book, plan):
    for department in plan.bodies:
        assessor = Assessor(plan, book, department.id, YEAR)
        nothing = {
            key: {"value": "999" if subject.target.direction == "=" else "-1"}
            if subject.measured and subject.target.direction != "≤"
            else {"state": "not_started"}
            for key, subject in assessor.subjects.items()
        }
        result = assessor.assess(nothing)
        assert result.total == 0
        assert result.grade == book.grades[-1].name


@pytest.mark.parametrize(
    ("item", "answer", "rule", "share"),
    [
        ("energy_intensity", {"value": "13.5"}, "I1", "0.9"),  # 15% handed down below
        ("tech_smes", {"value": "135"}, "I2", "0.5"),
        ("tech_smes", {"value": "270"}, "I2", "1"),
        ("data_centre_pue", {"value": "2.00"}, "I3", "0.75"),
        ("data_centre_pue", {"value": "1.50"}, "I3", "1"),
        ("coal_boilers_new", {"value": "0"}, "I4", "1"),
        ("coal_boilers_new", {"value": "1"}, "I4", "0"),
        ("old_estates", {"state": "done"}, "I5", "1"),
        ("old_estates", {"state": "ongoing", "progress": "50"}, "I5", "0.65"),
        ("3.1.1-01", {"state": "done"}, "T1", "1"),
        ("3.1.1-01", {"state": "ongoing", "progress": "0"}, "T1", "0.5"),
        ("3.1.1-01", {"state": "behind", "progress": "100"}, "T1", "0.5"),
        ("3.1.1-01", {"state": "not_started"}, "T1", "0"),
    ],
)
def test_that_each_item_rule_of_the_default_works_as_its_example(
    item, answer, rule, share, percent, plan
):
    department = plan.item(item).departments[0]
    assessor = Assessor(
        plan, percent, department, YEAR, items=[item], handed_down={"energy_intensity": Decimal(15)}
    )
    (score,) = assessor.assess({item: answer}).scores
    assert score.rule == rule
    assert score.points == score.maximum * Decimal(share)


def test_that_a_binding_indicator_weighs_twice_as_much_as_another(percent, plan):
    assessor = Assessor(plan, percent, "kjj", YEAR, items=["energy_intensity", "tech_smes"])
    assert [s.maximum for s in assessor.subjects.values()] == [
        Decimal("26.67"),
        Decimal("13.33"),
    ]


def test_that_a_binding_target_missed_is_a_veto_only_once_handed_down(percent, plan):
    department = plan.item("energy_intensity").departments[0]
    without = Assessor(plan, percent, department, YEAR)
    answers = {**perfect(without), "energy_intensity": {"value": "14.99"}}
    assert without.assess(answers).grade == "超额完成"
    handed = Assessor(
        plan, percent, department, YEAR, handed_down={"energy_intensity": Decimal(15)}
    )
    result = handed.assess(answers)
    assert result.grade == "未完成"
    assert result.total > 99
    assert [a.rule for a in result.adjustments] == ["V1"]


def test_that_the_peak_of_2030_vetoes_nothing_before_2030(percent, plan):
    department = plan.item("carbon_peak").departments[0]
    for year, grade in ((2025, "完成"), (2030, "未完成")):
        assessor = Assessor(plan, percent, department, year)
        answers = {**perfect(assessor), "carbon_peak": {"state": "ongoing", "progress": "60"}}
        assert assessor.assess(answers).grade == grade


def test_that_false_figures_are_zero_under_the_default_and_fail_under_the_other(
    percent, passing, plan
):
    found = Circumstances(false_figures="虚报")
    for book, total, grade in ((percent, 0, "未完成"), (passing, 100, "不合格")):
        assessor = Assessor(plan, book, "kjj", YEAR)
        result = assessor.assess(perfect(assessor), found)
        assert (result.total, result.grade) == (total, grade)


def test_that_lateness_costs_half_a_point_a_day_under_the_default(percent, plan):
    assessor = Assessor(plan, percent, "kjj", YEAR)
    late = [assessor.assess(perfect(assessor), Circumstances(days_late=n)).total for n in (1, 30)]
    assert late == [Decimal("99.5"), 95]


def test_that_going_beyond_makes_up_for_something_missing(percent, plan):
    assessor = Assessor(plan, percent, "kjj", YEAR)
    answers = perfect(assessor)
    last = next(reversed([key for key in answers if "state" in answers[key]]))
    answers[last] = {"state": "not_started"}
    plain = assessor.assess(answers)
    beyond = assessor.assess({**answers, "tech_smes": {"value": "297"}})
    assert beyond.total == min(plain.total + 1, Decimal(100))
    assert beyond.grade == plain.grade == "完成"  # a task at nought: not 超额完成
    assert {a.rule for a in beyond.adjustments} == {"B1", "F1"}


@pytest.mark.parametrize(
    ("year", "state", "met"),
    [
        (2025, "ongoing", True),
        (2025, "behind", False),
        (2030, "ongoing", False),
        (2030, "done", True),
    ],
)
def test_that_the_peak_of_2030_may_be_on_its_way_in_2025(year, state, met, passing, plan):
    department = plan.item("carbon_peak").departments[0]
    assessor = Assessor(plan, passing, department, year, items=["carbon_peak"])
    result = assessor.assess({"carbon_peak": {"state": state, "progress": "50"}})
    assert result.total == (100 if met else 0)
    assert result.grade == ("优秀" if met else "不合格")


@pytest.mark.parametrize(
    ("missed", "grade"), [(0, "优秀"), (1, "合格"), (2, "合格"), (3, "不合格")]
)
def test_that_supporting_indicators_missed_are_counted(missed, grade, passing, plan):
    assessor = Assessor(plan, passing, "kjj", YEAR)
    answers = perfect(assessor)
    measured = [k for k, s in assessor.subjects.items() if s.measured and not s.item.binding]
    answers.update({key: {"value": "0"} for key in measured[:missed]})
    assert len(measured) >= 3
    assert assessor.assess(answers).grade == grade


@pytest.mark.parametrize(("behind", "grade"), [(33, "合格"), (34, "不合格")])
def test_that_a_third_of_the_tasks_left_lying_fails(behind, grade, passing, plan):
    items = [m.id for m in plan.measures_of("kjj")][:100]
    assessor = Assessor(plan, passing, "kjj", YEAR, items=items)
    answers = {
        key: {"state": "behind" if n < behind else "ongoing", "progress": "10"}
        for n, key in enumerate(items)
    }
    assert assessor.assess(answers).grade == grade


def test_that_a_control_indicator_missed_fails_at_once(passing, plan):
    department = plan.item("energy_intensity").departments[0]
    handed_down = {"energy_intensity": Decimal(15)}
    assessor = Assessor(plan, passing, department, YEAR, handed_down=handed_down)
    answers = {**perfect(assessor), "energy_intensity": {"value": "14.99"}}
    assert assessor.assess(answers).grade == "不合格"


def test_that_both_rulebooks_propose_by_their_grades(book, plan):
    def year(state):
        assessor = Assessor(plan, book, "dangxiao", YEAR)
        return assessor.assess({key: {"state": state} for key in assessor.subjects})

    found = proposals(book, {"甲": year("done"), "乙": year("not_started")})
    assert [p.advice for p in found.values()] == [Advice.COMMEND, Advice.ADMONISH]


@pytest.mark.parametrize("year", range(2022, 2031))
def test_that_every_year_of_the_plan_can_be_scored(year, book, plan):
    for department in ("fgw", "csglw", "street-ningyuan", "dangxiao"):
        assessor = Assessor(plan, book, department, year)
        result = assessor.assess(perfect(assessor))
        assert result.total == 100
        open_targets = sum(s.standing is Standing.NO_TARGET for s in result.scores)
        assert open_targets == sum(target.missing for target in assessor.targets.values())


def test_that_what_lowers_a_grade_is_named_with_what_was_reported_and_wanted(plan):
    """A pocket calculator and the sentence are enough: item, actual, target, progress, schedule."""
    today = in_force(plan, None, year=2025)
    book = load_rulebook(asset("rules/pass-2026.3.toml"), today)
    assessor = Assessor(today, book, "kjj", 2025)
    measured = {key: one for key, one in assessor.subjects.items() if one.measured}
    short = {key: {"value": f"{one.target.value / 2:f}"} for key, one in measured.items()}
    under_way = {
        key: {"state": "ongoing", "progress": "40"}
        for key, one in assessor.subjects.items()
        if key not in measured
    }
    found = assessor.assess({**short, **under_way})
    said = "\n".join(one.sentence for one in found.adjustments)
    for key, one in measured.items():
        half = one.amount(one.target.value / 2)
        if one.name in said:
            assert f"{one.name}（实际 {half}，目标 {one.target.wanted}）" in said, key
    assert "（实际 " in said
    assert "（推进中，进度 40%，序时进度 100%）" in said
