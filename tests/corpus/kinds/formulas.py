"""Formulas where an answer should be: never worked out, never taken without asking."""

from collections.abc import Iterator

from model.workbook.reasons import Notice
from tests.corpus.base import Base
from tests.corpus.kinds.cells import CELL
from tests.corpus.sheets import with_cell
from tests.corpus.variant import Variant, warned

DONE = ("measure", "box2.5-01", "done")
FORMULAS = {
    "sum": "|<f>80+3.2</f><v>83.2</v>",
    "no_result": "|<f>80+3.2</f>",
    "empty_result": "|<f>80+3.2</f><v></v>",
    "false_result": "|<f>80+3.2</f><v>99</v>",
    "text_result": ' t="str"|<f>"83"&amp;".2"</f><v>83.2</v>',
    "error_result": ' t="e"|<f>1/0</f><v>#DIV/0!</v>',
    "true_result": ' t="b"|<f>TRUE()</f><v>1</v>',
    "shared": '|<f t="shared" ref="H9:H9" si="0">80+3.2</f><v>83.2</v>',
    "shared_follower": '|<f t="shared" si="0"/><v>83.2</v>',
    "array": '|<f t="array" ref="A1:XFD1048576">80+3.2</f><v>83.2</v>',
    "table": '|<f t="dataTable" ref="H9" dt2D="1" r1="A1" r2="A2"/><v>83.2</v>',
    "other_sheet": "|<f>数据包!B2</f><v>83.2</v>",
    "other_file": "|<f>[1]Sheet1!A1</f><v>83.2</v>",
    "webservice": '|<f>WEBSERVICE("http://127.0.0.1:9/x")</f><v>83.2</v>',
    "hyperlink": '|<f>HYPERLINK("http://127.0.0.1:9/","83.2")</f><v>83.2</v>',
    "dde": "|<f>cmd|'/c calc'!A1</f><v>83.2</v>",
    "huge": f"|<f>{'1+' * 8000}1</f><v>83.2</v>",
    "volatile": "|<f>RAND()</f><v>83.2</v>",
    "picture": ' t="str"|<f>_xlfn.DISPIMG("ID_7F",1)</f><v>=DISPIMG("ID_7F",1)</v>',
    "picture_pasted": ' t="str"|<v>=DISPIMG("ID_7F",1)</v>',
    "picture_of_excel": ' t="e" vm="1"|<v>#VALUE!</v>',
}


def variants(base: Base) -> Iterator[Variant]:
    for name, xml in FORMULAS.items():
        yield Variant(
            kind="formula",
            name=name,
            make=lambda xml=xml: with_cell(base, *CELL, xml),
            expected=_asked(base, CELL),
        )
    for name, xml in {
        "in_text": ' t="str"|<f>"甲"&amp;"乙"</f><v>甲乙</v>',
        "in_text_no_result": "|<f>A1</f>",
        "in_text_picture": FORMULAS["picture"],
        "in_text_picture_of_excel": FORMULAS["picture_of_excel"],
    }.items():
        yield Variant(
            kind="formula",
            name=name,
            make=lambda xml=xml: with_cell(base, *DONE, xml),
            expected=_asked(base, DONE),
        )


def _asked(base: Base, cell: tuple[str, str, str]):
    if base.sealed:
        return warned(Notice.HAND_EDIT, edits=[cell[1:]])
    return warned(Notice.DOUBTFUL, answers={cell[1:]: None})
