import pytest

from model.domain.empty_words import says_nothing


@pytest.mark.parametrize(
    "words",
    [
        "", " ", "无", "无。", "暂无", "没有", "没 有", "/", "-", "——", "／", "…", "不涉及",
        "不适用", "无此项", "暂无问题", "目前没有问题。", "无存在问题", "本年度不涉及该项工作",
        "无相关情况", "暂时没有困难", "略", "N/A",
    ],
)  # fmt: skip
def test_that_words_that_only_say_that_there_is_nothing_are_found(words):
    assert says_nothing(words)


@pytest.mark.parametrize(
    "words",
    [
        "无专项资金", "没有人员编制", "无法取得数据", "不涉及本单位，由区住建委负责", "资金不足。",
        "暂无问题，但进度偏慢", "1", "无人机巡查还没有开展", "没有完成",
    ],
)  # fmt: skip
def test_that_words_that_say_something_are_not(words):
    assert not says_nothing(words)
