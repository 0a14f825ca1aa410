"""Where a sentence is cut into measures, and where it is not. The sentences are made up."""

import pytest

from model.plan_draft.folder import files
from model.plan_draft.measures import split_measures
from model.plan_draft.plan_reader import read_plan_text

# ｜ stands for a cut, and for the sign or word there that belongs to neither side.
CUT = (
    ("推广电动公交，建设换电站", "推广电动公交｜建设换电站"),
    ("建设换电站，提升服务能力", "建设换电站，提升服务能力"),
    ("围绕公交场站，建设换电站，完善标识", "围绕公交场站，建设换电站｜完善标识"),
    ("依托枢纽同步规划建设充电设施，完善标识", "依托枢纽同步规划建设充电设施｜完善标识"),
    ("强化节约意识，开展节能诊断", "强化节约意识，开展节能诊断"),
    ("加强与周边城区合作，开展联合执法", "加强与周边城区合作，开展联合执法"),
    ("开展绿电交易，提高绿电消费比例", "开展绿电交易｜提高绿电消费比例"),
    ("统筹各类资源，到2025年建站30座", "统筹各类资源｜到2025年建站30座"),
    (
        "禁止新建锅炉，擅自使用燃煤设施的，依法处罚",
        "禁止新建锅炉｜擅自使用燃煤设施的，依法处罚",
    ),
    ("开展林带调查，并申请碳汇认证", "开展林带调查｜申请碳汇认证"),
    (
        "加快成立行业调解委员会并为企业预留名额",
        "加快成立行业调解委员会｜为企业预留名额",
    ),
    ("公共交通方面，推广电动公交", "推广电动公交"),
    ("要加大政府采购力度", "加大政府采购力度"),
    ("甲类企业、乙类企业分别达到110家和5家", "甲类企业｜乙类企业分别达到110家和5家"),
    (
        "街道要达到责任全落实、收运系统全覆盖、准确率达80%以上",
        "街道要达到责任全落实｜收运系统全覆盖｜准确率达80%以上",
    ),
    ("居民知晓率和参与率达到100%", "居民知晓率｜参与率达到100%"),
    (
        "完成市里下达的新能源替代率、屋顶光伏覆盖率任务目标",
        "完成市里下达的新能源替代率｜屋顶光伏覆盖率任务目标",
    ),
    ("力争机关、学校、社区达到创建要求", "力争机关｜学校｜社区达到创建要求"),
    ("推进东港科技城、西港物流园等重点项目建设", "推进东港科技城｜西港物流园等重点项目建设"),
    ("打造城市道路慢行系统和智慧公共出行平台", "打造城市道路慢行系统｜智慧公共出行平台"),
    ("落实居民阶梯价格制度，及供热计量价格政策", "落实居民阶梯价格制度｜供热计量价格政策"),
    ("建设“一网统管”平台和“一网通办”平台", "建设“一网统管”平台｜“一网通办”平台"),
    ("制定企业行动方案，推动减污降碳", "制定企业行动方案，推动减污降碳"),
    ("严格执行通信、运算、存储等设备能效标准", "严格执行通信、运算、存储等设备能效标准"),
    ("推广节地技术和节地模式", "推广节地技术和节地模式"),
    (
        "实施工业窑炉协同处置生活垃圾、市政污泥等项目",
        "实施工业窑炉协同处置生活垃圾、市政污泥等项目",
    ),
    (
        "培育有竞争力的环境综合治理和生态保护市场主体",
        "培育有竞争力的环境综合治理和生态保护市场主体",
    ),
    ("及时公布名单，推进并网管理", "及时公布名单｜推进并网管理"),
)


@pytest.mark.parametrize(("sentence", "expected"), CUT, ids=[case[0] for case in CUT])
def test_that_a_sentence_is_cut_where_another_measure_begins(sentence, expected):
    found = [sentence[one.start : one.end] for one in split_measures(sentence)]
    assert found == expected.split("｜")


PLAN = """某市碳达峰方案
一、重点任务
（一）企业。到2025年，甲类企业、乙类企业分别达到110家和5家。推进东港科技城、西港物流园等重点项目建设，完善配套。（市工信局负责）
"""


@pytest.fixture(scope="module")
def draft():
    return read_plan_text(PLAN)


def test_that_a_member_of_a_list_is_read_with_the_words_it_shares(draft):
    assert [(m.quote, m.text) for m in draft.clauses[0].measures] == [
        ("到2025年，甲类企业", "到2025年，甲类企业达到110家"),
        ("乙类企业分别达到110家和5家", "到2025年，乙类企业达到5家"),
        ("推进东港科技城", "推进东港科技城等重点项目建设"),
        ("西港物流园等重点项目建设", "推进西港物流园等重点项目建设"),
        ("完善配套", ""),
    ]
    assert [m.until for m in draft.clauses[0].measures] == [2025, 2025, None, None, None]


def test_that_a_member_of_a_list_repeats_its_own_target_alone(draft):
    names = {target.name: target.id for target in draft.targets}
    section = next(v for k, v in files(draft).items() if k.startswith("sections/"))
    first, second = section.split("[[clause.measure]]")[1:3]
    assert f'repeats = ["{names["甲类企业"]}"]' in first
    assert f'repeats = ["{names["乙类企业"]}"]' in second


def test_that_commas_alone_are_no_measure():
    body = "建设充电桩。，，。淘汰燃煤锅炉。"
    quotes = [body[one.start : one.end] for one in split_measures(body)]
    assert quotes == ["建设充电桩", "淘汰燃煤锅炉"]
