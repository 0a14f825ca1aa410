"""A 分工表 that goes with a plan's text: its rows as lines with labels, as other plans print them.

A row becomes “1．任务”, and below it “牵头单位：…”, “配合单位：…”, each with its column's heading.
Nothing else is added; a table without a column of bodies stays as it is.
"""

import re
from collections.abc import Iterator, Sequence

from model.plan.notes import TITLE, usual_words

LEAD, SHARED, SUPPORT, DUE, TASK, NUMBER = "lead", "shared", "support", "due", "task", "no"
COLUMNS = {  # as the headings of such tables are worded
    NUMBER: re.compile("序号|编号"),
    LEAD: re.compile("(?:牵头|主办|主要责任|第一责任)(?:责任)?(?:单位|部门|处室|科室)"),
    SUPPORT: re.compile("(?:配合|参与|参加|协办|协同|协助)(?:责任)?(?:单位|部门|处室|科室)"),
    SHARED: re.compile("(?:责任|落实)(?:单位|部门|主体|处室|科室)"),
    DUE: re.compile("(?:完成)?(?:时限|时间|期限)(?:要求)?|时间节点|进度安排"),
    TASK: re.compile(
        "(?:主要|重点|工作|具体|目标)*(?:任务|措施|事项|内容|举措)(?:名称|内容|分解|及内容)?"
    ),
}
LABELS = {LEAD: "牵头单位", SHARED: "责任单位", SUPPORT: "配合单位", DUE: "完成时限"}
NUMBERED = re.compile(r"\s*(?:\d{1,3}[.．、]|（|\(|[①-⑳]|[一二三四五六七八九十]+、)")
CELLS = re.compile(r"\t|\s*[|｜]\s*")
LEAST = 2  # columns: a task and whose it is

Row = Sequence[str | None]


def with_duty_tables(text: str) -> str:
    """*text* with each 分工表 in it, typed with tabs or strokes, as lines with labels."""
    lines = text.split("\n")
    written: list[str] = []
    position = 0
    while position < len(lines):
        rows = [_cells(lines[position])]
        if _columns(rows[0]):
            end = position + 1
            while end < len(lines) and len(cells := _cells(lines[end])) >= LEAST:
                rows.append(cells)
                end += 1
            if len(rows) > 1:
                written += table_lines(rows)
                position = end
                continue
        written.append(lines[position])
        position += 1
    return "\n".join(written)


def table_lines(rows: Sequence[Row]) -> list[str]:
    """The lines of a table, whose first row heads its columns; None stands for a cell that goes
    on from the one above. What is no 分工表 gives its cells, a line each.
    """
    columns = _columns(rows[0]) if rows else {}
    if not columns:
        return [line for row in rows for cell in row if cell for line in cell.split("\n")]
    return [
        line for row in _filled(rows[1:], columns) for line in _row_lines(rows[0], row, columns)
    ]


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in CELLS.split(line.strip().strip("|｜"))]


def _columns(heads: Row) -> dict[str, int]:
    """What each column is; nothing where the row heads no 分工表."""
    found: dict[str, int] = {}
    for place, head in enumerate(heads):
        words = usual_words(head or "")
        kind = next((key for key, sign in COLUMNS.items() if sign.fullmatch(words)), None)
        if kind and kind not in found:
            found[kind] = place
    return found if TASK in found and {LEAD, SHARED} & found.keys() else {}


def _filled(rows: Sequence[Row], columns: dict[str, int]) -> Iterator[list[str]]:
    """*rows* with cells that go on from above filled in; a bare lead goes on, too."""
    above: list[str] = []
    for row in rows:
        cells = [
            above[place] if cell is None and place < len(above) else (cell or "")
            for place, cell in enumerate(row)
        ]
        lead = columns.get(LEAD, -1)
        if 0 <= lead < len(cells) and not cells[lead] and lead < len(above):
            cells[lead] = above[lead]
        above = cells
        yield cells


def _row_lines(heads: Row, row: list[str], columns: dict[str, int]) -> Iterator[str]:
    def cell(kind: str) -> str:
        place = columns.get(kind, len(row))
        return row[place].strip() if place < len(row) else ""

    task = "".join(cell(TASK).split("\n"))
    if not task:
        yield from filter(None, (words.strip() for words in row))
        return
    known = set(columns.values())
    for place, words in enumerate(row):  # a field of work, a remark
        if place not in known and words.strip():
            yield "".join(words.split("\n")).strip()
    number = cell(NUMBER).rstrip(".．、")
    yield task if NUMBERED.match(task) or not number else f"{number}．{task}"
    for kind, usual in LABELS.items():
        if bodies := re.sub(r"\s*\n\s*", "、", cell(kind)):
            head = usual_words(heads[columns[kind]] or "")
            label = head if TITLE.fullmatch(head) else usual
            yield f"{label}：{bodies.rstrip('。')}"
