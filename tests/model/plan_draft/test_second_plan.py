"""A second plan, a city's, made from its published text and what a person would correct in it:
from the text to the Word report, with nothing of 河北区 in it.
"""

import re
import zipfile

import pytest

from forms import FORMS
from main import main
from model.clerk.export import Exported, mail_text
from model.domain.rectification import ShortcomingCause
from model.ed25519 import new_key_pair
from model.jobs import JobContext
from model.office.rectification import ShortcomingProposal, assign, new_notices
from model.office.reviews import issue_slip, return_item
from model.office.stored_year import StoredYear, receive_files
from model.outputs import Output, output_bytes, write_notice_files, write_slip_file
from model.package.countersignature import write_duty_paper
from model.package.draft import RulebookText, opened
from model.package.outgoing import write_for_all, write_for_each
from model.paths import DATA_FILE, RULEBOOK, asset
from model.plan.loader import load_plan
from model.rulebook_in_force import edition_of, shipped_text
from model.scoring.loader import load_shipped_rulebook
from tests.model.plan_draft.reading import FOLDER

TEXT = FOLDER / "texts" / "chongqing.txt"
CORRECTIONS = FOLDER / "corrections" / "chongqing.toml"
TIED = re.compile(
    "河北|天津|全区|我区|本区|区政府|区属|驻区|区碳达峰|区人民政府|Hebei", re.IGNORECASE
)
OF_THE_TEXT = re.compile(
    "自治区|园区|城区|小区|地区|区域|区块链|社区|景区|特区|片区|专区|试验区|先导区"
)
PAPERS = {".xlsx", ".docx", ".txt"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("plan") / "chongqing-2022"
    words = ["plan-draft", str(TEXT), "-o", str(folder), "--corrections", str(CORRECTIONS)]
    assert main(["main.py", *words]) == 0
    return folder


@pytest.fixture(scope="module")
def stored(folder, year, tmp_path_factory):
    """The office's year of this plan, everything of the sample taken in."""
    plan = load_plan(folder)
    stored = StoredYear(
        path=tmp_path_factory.mktemp("office") / DATA_FILE,
        shipped=plan,
        rulebook=load_shipped_rulebook(asset(RULEBOOK), plan),
        forms=FORMS,
        year=2025,
    )
    assert not receive_files(stored, [year / "报送"], lambda _: None, JobContext()).refused
    return stored


def slip_of(stored, into):
    """Sends one item back, and writes the slip."""
    with stored.opened() as office:
        body = office.reported[0]
        item = next(iter(body.items))
        sent = office.after(return_item(office, "张三", body.id, item, "请补充佐证材料。"))
        slip = issue_slip(sent, "张三", body.id, due="2026-03-01").slip
    return write_slip_file(stored, slip, into, JobContext())


def notice_of(stored, into):
    """Hands one shortcoming over, and writes the 整改通知单."""
    with stored.opened() as office:
        body = office.reported[0].id
        asked = ShortcomingProposal(
            department=body, item="", cause=ShortcomingCause.OFFICE, problem="进度滞后。"
        )
        told = office.after(assign(office, "张三", [asked], "2026-06-30"))
        notices = new_notices(told, "张三", [body])
    return write_notice_files(stored, notices, into, JobContext())


def package_of(stored, into):
    """A package for all and one for one body, and the sheet to be countersigned."""
    plan, keys = stored.shipped, new_key_pair()
    rules = RulebookText(edition=edition_of(stored.rulebook), text=shipped_text(stored.rulebook))
    package = opened(plan, 2025, rules, deadline="2026-01-31", at="2025-12-01T09:00:00+08:00")
    write_for_all(into, plan, package, keys, JobContext())
    write_for_each(into, plan, package, [plan.bodies[0].id], keys, JobContext())
    write_duty_paper(into / "会签稿.xlsx", plan, package, keys, JobContext())


@pytest.fixture(scope="module")
def papers(stored, tmp_path_factory):
    """Every kind of paper that leaves the office, of this plan."""
    into = tmp_path_factory.mktemp("papers")
    slip_of(stored, into)
    notice_of(stored, into)
    package_of(stored, into)
    with stored.opened() as office:
        for output in Output:
            (into / output.value).write_bytes(output_bytes(office, output, JobContext()))
        submission = office.reported[0].submission
        body = office.reported[0]
    exported = Exported(
        submission=submission, path=into / "报送.xlsx", office=stored.shipped.office,
        grade=submission.self_grade,
    )  # fmt: skip
    (into / "邮件.txt").write_text(mail_text(exported, body.department.name), "utf-8")
    return into


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
    if path.suffix == ".txt":
        return path.read_text("utf-8")
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


@pytest.mark.thorough
def test_that_nothing_in_the_papers_of_its_year_is_tied_to_another_place(year, papers):
    found = [path for path in (*year.rglob("*"), *papers.rglob("*")) if path.suffix in PAPERS]
    assert {path.suffix for path in found} == PAPERS
    kinds = ("退回单", "整改通知单", "任务包", "会签稿", *(output.value for output in Output))
    assert [kind for kind in kinds if not any(kind in path.name for path in found)] == []
    for path in found:
        words = OF_THE_TEXT.sub("", words_of(path))
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
