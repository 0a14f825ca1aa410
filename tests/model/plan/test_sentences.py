"""Every sentence about mistakes in a plan's folder."""

from pathlib import Path

import pytest

from model.errors import PlanRejected
from model.plan.loader import load_plan
from tests.golden.sentences import compare
from tests.model.plan.test_duties import DUTIES
from tests.model.plan.test_loader import FILES, folder  # noqa: F401  # a fixture

SECTION, INDICATORS, BODIES, HEAD = (
    "sections/3.toml",
    "indicators.toml",
    "departments.toml",
    "plan.toml",
)
SLIPS = (  # file, old, new
    (HEAD, "schema = 1", "schema = 2"),
    (HEAD, "schema = 1", "schema = "),
    (HEAD, 'issuer = "海滨区人民政府"\n', ""),
    (HEAD, "schema = 1", "schema = 1\nissue = 1"),
    (HEAD, 'sections = ["3"]', 'sections = ["3", "3"]'),
    (HEAD, "三、重点任务", "三、任务"),
    (BODIES, 'kind = "集合"', 'kind = "群体"'),
    (BODIES, '["dong", "xi"]', '["dong", "nan"]'),
    (BODIES, 'name = "西镇"', 'name = "东镇"'),
    (BODIES, 'name = "区环保局"', 'name = "区环境局"'),
    (BODIES, 'id = "xi"', 'id = "dong"'),
    (SECTION, 'id = "3.2"', 'id = "3.1"'),
    (SECTION, "2.办好宣传周。", "2.办好宣传月。"),
    (SECTION, "（区环保局）", "（区环境局）"),
    (SECTION, 'id = "3.1-02"', 'id = "3.1-01"'),
    (SECTION, 'id = "3.2-01"', 'id = "x"'),
    (SECTION, 'quote = "新建充电桩"', 'quote = "新建桩"'),
    (SECTION, "充电桩，公开", "充电桩须公开"),
    (SECTION, 'departments = ["区交通局"]', 'departments = ["区交管局"]'),
    (SECTION, 'quote = "新建充电桩"', 'quote = "新建充电桩"\nfrom = "去年"'),
    (SECTION, 'quote = "新建充电桩"', 'quote = "新建充电桩"\nterm = "到明年"'),
    (SECTION, 'quote = "新建充电桩"', 'quote = "新建充电桩"\nfrom = 2025'),
    (SECTION, 'quote = "新建充电桩"', 'quote = "新建充电桩"\nfrom = 2026\nuntil = 2025'),
    (SECTION, 'quote = "新建充电桩"', 'quote = "新建充电桩"\nrepeats = ["zz"]'),
    (INDICATORS, 'direction = "≥"', 'direction = ">"'),
    (INDICATORS, 'kind = "数值"', 'kind = "文字"'),
    (INDICATORS, 'direction = "≥"', 'direction = "完成"\nat_least = "1"'),
    (INDICATORS, "decimals = 0", "decimal = 0"),
    (INDICATORS, "decimals = 0", 'decimals = 0\nrelated = ["zz"]'),
    (INDICATORS, "decimals = 0", "decimals = 0\nat_most = 10.5"),
    (INDICATORS, "decimals = 0", 'decimals = 0\nat_most = "299"'),
    (INDICATORS, "decimals = 0", 'decimals = 0\nat_least = "9"\nat_most = "9"'),
    (INDICATORS, 'departments = ["区交通局"]', "departments = []"),
    (INDICATORS, 'place = "2"', 'place = "9"'),
    (INDICATORS, 'place = "2"\n', ""),
    (INDICATORS, "建成充电桩300个", "建成充电桩三百个"),
    (INDICATORS, 'value = "300"', "value = 300.5"),
    (INDICATORS, 'value = "300"', 'value = "300"\nquote = "三百"'),
    (INDICATORS, "year = 2025\n", ""),
    (INDICATORS, 'value = "300"', 'value = "300"\n[[indicator.milestone]]\nyear = 2024'),
    ("questions.toml", '"chargers", "2"', '"charger", "2"'),
    ("duties.toml", 'lead = ["区环保局"]', 'lead = ["区交通局"]'),
    ("duties.toml", 'lead = ["区环保局"]', "lead = []"),
    ("duties.toml", 'id = "3.2-01"', 'id = "3.2-09"'),
    ("duties.toml", "confident = false", 'question = "q-nowhere"'),
    ("duties.toml", '["各镇"]', '["各村"]'),
)


def test_that_what_is_said_of_a_plan_s_folder_is_what_was_read_and_approved(folder):  # noqa: F811
    files = {**FILES, "duties.toml": DUTIES}
    told = []
    for name, old, new in SLIPS:
        for file, text in files.items():
            slip = text.replace(old, new) if file == name else text
            (folder / file).write_text(slip, "utf-8")
        told += _told(folder, f"{name}: {old!r} → {new!r}")
    for name in files:
        for file, text in files.items():
            (folder / file).write_text(text, "utf-8")
        (folder / name).write_bytes("问题".encode("gbk"))
        told += _told(folder, f"{name} as GBK")
        (folder / name).unlink()
        told += _told(folder, f"no {name}") if name != "duties.toml" else ()
    compare("plan_folders", told)


def _told(folder: Path, wrong: str) -> list[tuple[str, str, str]]:  # noqa: F811
    try:
        load_plan(folder)
    except PlanRejected as error:
        return [(wrong, problem.message, str(problem)) for problem in error.problems]
    pytest.fail(wrong)
