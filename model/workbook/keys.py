"""The keys by which tables are known: apart from the rest, for the reading child imports little."""

MARK = "@"
CONTINUED = "~"  # "3.1-01-02~2": where a text too long for one row goes on
COVER, SCORE, EVIDENCE, GUIDE, PACKET = "cover", "score", "evidence", "guide", "packet"
TITLES = {
    COVER: "封面",
    "measure": "任务清单",
    "quantity": "指标",
    "quality": "指标（定性）",
    "support": "配合事项",
    "supply": "供数指标",
    SCORE: "评分",
    EVIDENCE: "佐证材料",
    GUIDE: "填报说明",
    PACKET: "数据包",
}
KEY, SIGNED = "key", "signed"  # rows of the packet beside the payload: who made it, and the proof
KEY_LABEL = "密钥指纹"  # on the cover of a report, in row KEY
VALUE = "value"  # the one column of tables that are lists of label and value
