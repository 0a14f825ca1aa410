"""What cells say in answer to fields: taken, said, or asked."""

from decimal import Decimal

import pytest

from forms import FORMS
from model.domain.forms import Number
from model.workbook.cell_value import understood
from model.workbook.intake.cells import BOOLEAN, ERROR, NUMBER, TEXT, Found
from model.workbook.intake.formats import PICTURE

SHARE = Number(key="value", label="绿地率", unit="%", decimals=1, at_most=Decimal(100))
GREEN = Number(key="value", label="绿化率", unit="%", decimals=2, expected=Decimal(40))
CARS = Number(key="value", label="新增车辆", unit="辆")
STATE, DONE = FORMS.measure.field("state"), FORMS.measure.field("done")


@pytest.mark.parametrize(
    ("field", "found", "text", "said"),
    [
        (CARS, Found(NUMBER, "12"), "12", ""),
        (CARS, Found(NUMBER, "-0"), "0", ""),
        (SHARE, Found(NUMBER, "38.900000000000006"), "38.9", ""),
        (SHARE, Found(NUMBER, "0.30000000000000004", look="percent"), "30",
         "单元格显示为 30%，已识别为 30%"),
        (GREEN, Found(TEXT, "0.41%"), "0.41", "已识别为 0.41%"),
        (SHARE, Found(TEXT, "３８．９％"), "38.9", "已识别为 38.9%"),
        (CARS, Found(TEXT, " 1,234 辆"), "1234", "已识别为 1234 辆"),
        (CARS, Found(TEXT, "2万"), "20000", "已识别为 20000 辆"),
        (CARS, Found(TEXT, "12"), "12", ""),
        (STATE, Found(TEXT, "完成"), "done", ""),
        (STATE, Found(TEXT, " 推进中\u200b"), "ongoing", "已识别为“推进中”"),
        (STATE, Found(TEXT, "done"), "done", "已识别为“完成”"),
        (DONE, Found(TEXT, "=1+1\r\n乙"), "=1+1\n乙", ""),
        (DONE, Found(NUMBER, "13.0"), "13", ""),
        (DONE, Found(NUMBER, "45717", look="date"), "2025-03-01",
         "单元格是日期，已识别为 2025-03-01"),
        (DONE, Found(NUMBER, "0.3", look="percent"), "30%", "已识别为 30%"),
        (DONE, Found(BOOLEAN, "TRUE"), "TRUE", ""),
        (CARS, Found(TEXT, "\ufeff12\u200b"), "12", "已识别为 12 辆"),
    ],
)  # fmt: skip
def test_that_what_is_certain_is_taken_and_said(field, found, text, said):
    meant = understood(field, found)
    assert (meant.text, meant.said, meant.question) == (text, said, "")


@pytest.mark.parametrize("found", [None, Found(TEXT, " \n"), Found(NUMBER, "")])
@pytest.mark.parametrize("field", [CARS, STATE, DONE])
def test_that_an_empty_cell_says_nothing_and_never_zero(field, found):
    assert understood(field, found).text == ""


@pytest.mark.parametrize(
    ("field", "found", "words", "guess"),
    [
        (GREEN, Found(NUMBER, "0.41"), "“0.41”是 41% 吗", "41"),
        (GREEN, Found(TEXT, "0.41"), "“0.41”是 41% 吗", "41"),
        (CARS, Found(TEXT, "约12"), "不是确切的数", "12"),
        (CARS, Found(TEXT, "12-15"), "是一个范围", ""),
        (CARS, Found(TEXT, "无"), "不是数", ""),
        (CARS, Found(TEXT, "12吨"), "单位与本项（“辆”）不同", ""),
        (CARS, Found(TEXT, "1,23"), "逗号、小数点位置不对", ""),
        (CARS, Found(BOOLEAN, "TRUE"), "逻辑值", ""),
        (CARS, Found(ERROR, "#DIV/0!"), "错误值 #DIV/0!", ""),
        (CARS, Found(NUMBER, "1e300"), "大得不正常", ""),
        (CARS, Found(NUMBER, "0.3", look="percent"), "单元格显示为 30%", "0.3"),
        (CARS, Found(NUMBER, "45717", look="date"), "日期格式（2025-03-01）", "45717"),
        (CARS, Found(NUMBER, "12", look="odd"), "看起来不是 12", "12"),
        (CARS, Found(NUMBER, "12", formula=True), "是公式（结果为“12”）", "12"),
        (CARS, Found(NUMBER, "", formula=True), "没有存下结果", ""),
        *(
            (field, found, "单元格里是图片", "")
            for field in (CARS, STATE, DONE)
            for found in (
                Found(TEXT, '=DISPIMG("ID_7F2C",1)', formula=True),  # by WPS
                Found(TEXT, '=DISPIMG("ID_7F2C",1)'),  # pasted as a value
                Found(TEXT, '_xlfn.DISPIMG("ID_7F2C",1)', formula=True),
                Found(ERROR, "#VALUE!", look=PICTURE),  # by Excel
            )
        ),
        (STATE, Found(TEXT, "已完成"), "不在可选项（完成、推进中、滞后、未启动、不适用）", ""),
        (STATE, Found(NUMBER, "1"), "不在可选项", ""),
        (DONE, Found(ERROR, "#N/A"), "错误值 #N/A", ""),
        (DONE, Found(TEXT, "甲", formula=True), "是公式（结果为“甲”）", "甲"),
    ],
)
def test_that_what_is_uncertain_is_asked_and_not_taken(field, found, words, guess):
    meant = understood(field, found)
    assert (meant.text, meant.guess) == (None, guess)
    assert words in meant.question
