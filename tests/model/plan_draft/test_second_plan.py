"""A second plan, a city's, made from its published text and what a person would correct in it:
from the text to the Word report, with nothing of 河北区 in it.
"""

import re
import zipfile

import pytest

from main import main
from model.plan.loader import load_plan
from tests.model.plan_draft.reading import FOLDER

TEXT = FOLDER / "texts" / "chongqing.txt"
CORRECTIONS = FOLDER / "corrections" / "chongqing.toml"
TIED = re.compile(
    "河北|天津|全区|我区|本区|区政府|区属|驻区|区碳达峰|区人民政府|Hebei", re.IGNORECASE
)
OF_THE_TEXT = re.compile(
    "自治区|园区|城区|小区|地区|区域|区块链|社区|景区|特区|片区|专区|试验区|先导区"
)
RULES = "逾期影响全区汇总"  # a published rulebook is never edited


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan") / "chongqing-2022"
    words = ["plan-draft", str(TEXT), "-o", str(folder), "--corrections", str(CORRECTIONS)]
    assert main(["main.py", *words]) == 0
    return folder


@pytest.fixture(scope="module")
def year(folder, tmp_path_factory):
    """The papers of a sample year: workbooks, summary and report."""
    papers = tmp_path_factory.mktemp("year")
    plan = ["main.py", "--plan", str(folder)]
    assert main([*plan, "demo", str(papers)]) == 0
    summary, report = papers / "汇总.xlsx", papers / "报告.docx"
    words = ["merge", str(papers / "报送"), "-o", str(summary), "--report", str(report)]
    assert main([*plan, *words]) == 0
    return papers


def words_of(path) -> str:
    with zipfile.ZipFile(path) as archive:
        parts = [name for name in archive.namelist() if name.endswith(".xml")]
        return re.sub("<[^>]+>", "\n", "".join(archive.read(n).decode("utf-8") for n in parts))


def test_that_the_corrections_are_in_the_plan(folder):
    plan = load_plan(folder)
    assert (plan.id, plan.issuer, plan.issued) == ("chongqing-2022", "重庆市人民政府", "2022-07-09")
    assert len(plan.clauses) == 27
    quotes = [measure.quote for measure in plan.measures.values()]
    assert "推动园区开展集中供气供热" in quotes
    assert "发展高效多能互补利用模式" in quotes
    joined = "到2025年全市工业重点行业建成产能全部达到能效基准水平，30%以上达到能效标杆水平"
    assert joined in quotes
    assert [m.quote for m in plan.measures.values() if not m.checkable] == [
        "健全废旧物资回收循环利用体系，更好支撑循环经济发展"
    ]
    added = next(one for one in plan.indicators.values() if one.name.endswith("能效标杆水平的比例"))
    assert (str(added.milestones[0].value), added.unit) == ("30", "%")


def test_that_the_plan_says_whose_it_is(folder):
    plan = load_plan(folder)
    assert (plan.authority, plan.whole) == ("重庆市", "全市")
    assert plan.place("2") == "二、主要目标"
    assert plan.place("3.1.4") == "三（一）4 推动资源利用循环化转型"


def test_that_nothing_in_the_papers_of_its_year_is_tied_to_another_place(year):
    papers = [path for path in year.rglob("*") if path.suffix in {".xlsx", ".docx"}]
    assert {path.suffix for path in papers} == {".xlsx", ".docx"}
    for path in papers:
        words = OF_THE_TEXT.sub("", words_of(path).replace(RULES, ""))
        assert sorted(set(TIED.findall(words))) == [], path.name


def test_that_the_report_names_the_plan_and_the_place(year):
    told = words_of(year / "报告.docx")
    for words in (
        "重庆市2025年度",
        "深入推进制造业高质量绿色发展行动计划",
        "市碳达峰碳中和工作领导小组办公室",
    ):
        assert words in told


def test_that_a_department_gets_an_empty_workbook_of_this_plan(folder, tmp_path):
    path = tmp_path / "模板.xlsx"
    words = ["--plan", str(folder), "template", "市经济信息委", "-o", str(path)]
    assert main(["main.py", *words]) == 0
    assert "推动资源利用循环化转型" in words_of(path)
