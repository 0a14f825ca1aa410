"""The common looks of the summary's sheets."""

from model.workbook.paper.styles import HEADING, Look
from model.workbook.paper.table import Column

CENTRED, QUIET = Look(across="center"), Look(ink="quiet")
POINTS = Look(across="right", font="宋体", number_format="0.00##")
NUMBER = Look(across="right", font="宋体")
SHARE = Look(across="right", font="宋体", number_format="0.0%")
STRONG = Look(font=HEADING)
SAME, DIFFERENT = "一致", "不一致"
NO = Column(key="no", heading="序号", width=6, look=CENTRED)
DEPARTMENT = Column(key="department", heading="责任单位", width=22)
CHECK = Column(key="check", heading="核对", width=8, look=CENTRED, marks={DIFFERENT: "returned"})


def agreement(official: str, again: str) -> str:
    """The formula that tells whether two cells show the same."""
    return f'IF({official}&""={again}&"","{SAME}","{DIFFERENT}")'
