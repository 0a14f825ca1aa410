"""Sentences that state targets, and what is read of them."""

from decimal import Decimal

import pytest

from model.domain.plan import Direction
from model.plan_draft.statements import Place
from model.plan_draft.targets import Targets

CASES = [
    ("到2025年，光伏装机容量力争达到400万千瓦；到2030年，力争达到700万千瓦。",
     [("光伏装机容量", "万千瓦", "≥", 2025, "400"), ("光伏装机容量", "万千瓦", "≥", 2030, "700")]),
    ("力争规模以上工业单位增加值能耗、用水量较2020年分别下降14.5%和15%。",
     [("规模以上工业单位增加值能耗", "%", "≥", 2025, "14.5"), ("用水量", "%", "≥", 2025, "15")]),
    ("到２０２５年，生活垃圾处理能力达到２００００吨 ／ 天以上。",
     [("生活垃圾处理能力", "吨/天", "≥", 2025, "20000")]),
    ("“十四五”期间新建各类充电桩20万个。", [("新建各类充电桩", "万个", "≥", 2025, "20")]),
    ("到2025年，数据中心电能利用效率普遍不超过1.5。",
     [("数据中心电能利用效率", "", "≤", 2025, "1.5")]),
    ("县城广场的集中硬地面积不应超过2公顷。", [("县城广场的集中硬地面积", "公顷", "≤", 2025, "2")]),
    ("煤炭消费占一次能源消费比重下降到30%以下。",
     [("煤炭消费占一次能源消费比重", "%", "≤", 2025, "30")]),
    ("到2025年底，完成厨余垃圾收运协议签订全覆盖。",
     [("厨余垃圾收运协议签订全覆盖", "%", "≥", 2025, "100")]),
    ("持续推动在用非道路机械编码登记动态清零。",
     [("在用非道路机械编码登记动态清零", "台", "=", 2022, "0")]),
    ("单位生产总值二氧化碳排放确保完成国家下达指标。",
     [("单位生产总值二氧化碳排放", "%", "≥", 2022, None)]),
    ("到2025年，基本建成“无废城市”。", [("基本建成“无废城市”", "", "完成", 2025, None)]),
    ("到2025年，建设10个重点实验室和5个技术创新中心。",
     [("建设重点实验室", "个", "≥", 2025, "10"), ("建设技术创新中心", "个", "≥", 2025, "5")]),
    ("2022年起新建厂房屋顶安装光伏的面积比例不低于50%。",
     [("新建厂房屋顶安装光伏的面积比例", "%", "≥", 2022, "50")]),
    ("建设“15分钟便民消费圈”，推动5G应用，落实《2030年前碳达峰行动方案》。", []),
    ("培育绿色工厂10家、绿色园区2个。",
     [("培育绿色工厂", "家", "≥", 2025, "10"), ("培育绿色园区", "个", "≥", 2025, "2")]),
    ("完成既有建筑节能改造100万平方米。",
     [("完成既有建筑节能改造", "万平方米", "≥", 2025, "100")]),
    ("引进绿色企业30家以上。", [("引进绿色企业", "家", "≥", 2025, "30")]),
    ("建设充电桩300个。", [("建设充电桩", "个", "≥", 2025, "300")]),
    ("河北区划定3个管控单元，位于中山路1号。", []),
]  # fmt: skip


def read(sentence):
    targets = Targets(sentence, 2022, 2025)
    targets.read(Place(id="1.1", start=0, end=len(sentence)))
    return targets


@pytest.mark.parametrize(("sentence", "expected"), CASES, ids=[case[0] for case in CASES])
def test_that_a_target_is_read_with_name_unit_direction_year_and_value(sentence, expected):
    found = [
        (one.name, one.unit, one.direction, one.milestone.year, one.milestone.value)
        for one in read(sentence).stated
    ]
    assert found == [
        (name, unit, Direction(direction), year, None if value is None else Decimal(value))
        for name, unit, direction, year, value in expected
    ]


@pytest.mark.parametrize(
    ("sentence", "strict"),
    [
        ("到2025年，纯电动车辆占比超过50%。", True),
        ("到2025年，产值突破8000亿元。", True),
        ("到2025年，占比不低于50%。", False),
        ("到2025年，占比达到50%以上。", False),
        ("到2025年，能耗不超过5万吨。", False),
    ],
)
def test_that_more_than_is_strict_and_at_least_is_not(sentence, strict):
    assert [one.milestone.strict for one in read(sentence).stated] == [strict]


def test_that_making_sure_binds_and_striving_does_not():
    assert read("确保2025年碳排放强度下降4.2%。").stated[0].binding
    assert not read("力争2025年碳排放强度下降4.2%。").stated[0].binding


def test_that_a_year_that_is_not_given_is_marked_as_assumed():
    milestone = read("力争新建提升绿化面积100万平方米。").stated[0].milestone
    assert (milestone.year, milestone.assumed) == (2025, True)


def test_that_a_number_that_became_no_target_is_listed():
    remarks = read("推进13个设区市城区建设。").remarks
    assert [remark.words for remark in remarks] == ["13个"]


def test_that_a_year_to_compare_with_is_no_year_of_the_target():
    assert [one.milestone.year for one in read("到2030年，能耗比2020年下降14%。").stated] == [2030]
