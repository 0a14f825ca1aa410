"""What a draft says, as people read it."""

from collections.abc import Callable

from model.domain.forms import Choice, Number
from model.rulebook_editor.draft import Draft, Value
from model.rulebook_editor.fields import ItemIds, ItemWeights, Question, QuestionGrid, Several
from model.rulebook_editor.values import text_of, value_at

NOTHING = "—"
Names = Callable[[str], str]  # item id -> what people call it


def words_at(draft: Draft, question: Question, names: Names) -> str:
    """'95 分', '约束性', '—' for nothing."""
    return words_of(question, value_at(draft, question), names)


def words_of(question: Question, value: Value, names: Names) -> str:
    text = text_of(question, value)
    if not text:
        return value or NOTHING if isinstance(value, str) else NOTHING
    match question.field:
        case Number(unit=unit):
            return f"{text}{'' if unit in {'', '%'} else ' '}{unit}"
        case Choice(options=options) | Several(options=options):
            return "、".join(options.get(code, code) for code in text.splitlines())
        case ItemIds():
            return "、".join(map(names, text.splitlines()))
        case ItemWeights():
            pairs = (line.partition(" ") for line in text.splitlines())
            return "、".join(f"{names(item)} {weight}" for item, _, weight in pairs)
        case _:
            return text


def grid_words(draft: Draft, grid: QuestionGrid, names: Names) -> str:
    """All of a table in one line: '完成 100%；推进中 50%–80%'."""
    rows = []
    for head, cells in zip(grid.heads, grid.rows, strict=True):
        said = [words_at(draft, cell, names) for cell in cells]
        if head:
            rows.append(f"{head} {'–'.join(dict.fromkeys(said))}")
        elif all(cell.percent for cell in cells):
            rows.append("，".join(f"{c}{w}" for c, w in zip(grid.columns, said, strict=True)))
        else:
            rows.append(" ".join(said))
    return "；".join(rows) or NOTHING
