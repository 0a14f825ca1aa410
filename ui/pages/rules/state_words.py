"""The head of the rules page in words."""

from model.rulebook_editor.differences import DraftChange, draft_differences
from model.rulebook_editor.draft import draft_from
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.versions import Version
from ui.pages.rules.outline_entries import short_title


def header_words(rules: RulebookEditor) -> str:
    """'2025 年度按 百分制 2025.1 评分；草稿改了 3 处，有 1 处问题'."""
    words = f"{rules.year} 年度按 {short_title(rules.in_force)} 评分"
    if rules.draft is None:
        return f"{words}；要调整规则，先起草新的一版"
    count, wrong = len(rules.differences), len(rules.examined.complaints)
    words += f"；草稿改了 {count} 处" if count else "；草稿还没有改动"
    return f"{words}，有 {wrong} 处问题" if wrong else words


def primary_words(rules: RulebookEditor, editing: bool, publishing: bool) -> tuple[str, bool, str]:
    """The primary button: its words, whether it can be pressed, and if not why."""
    if publishing:
        return "确认发布", True, ""
    if editing:
        wrong = len(rules.examined.complaints)
        why = f"还有 {wrong} 处问题没有改好" if wrong else ""
        why = why or ("" if rules.differences else "草稿与底稿一样，没有可发布的")
        return "发布新版本…", not why, why
    return ("继续修改草稿" if rules.draft else "以这一版起草"), True, ""


def changes_since(rules: RulebookEditor, version: Version) -> tuple[DraftChange, ...]:
    """What *version* says otherwise than the one it was made from, where that is at hand."""
    book = version.rulebook
    for other in rules.versions:
        if (other.rulebook.id, other.rulebook.version) == (book.id, book.based_on):
            return draft_differences(draft_from(other.text), draft_from(version.text), rules.plan)
    return ()
