"""A clause, the goals or an open question as a page to read, in simple HTML."""

from html import escape

from model.domain.plan import Clause, OpenQuestion, Plan
from ui.kit.label import Markup
from ui.pages.plan_entries import GOALS
from ui.theme import colour, px

LEADING = 24  # px from line to line


def clause_page(plan: Plan, clause: Clause, department: str) -> str:
    """The clause in its own words, the passages the department answers for in bold."""
    own = [m.quote for m in plan.measures_of(department) if m.clause == clause.id]
    own += [
        source.quote
        for indicator in plan.indicators_of(department)
        for source in indicator.sources
        if source.place == clause.id
    ]
    heading = f"{clause.number} {clause.title}".strip()
    return _page(
        " › ".join(clause.path),
        heading,
        [(_emphasised(clause.body, own), "ink"), (escape(clause.bracket), "quiet")],
    )


def goals_page(plan: Plan, department: str) -> str:
    own = [
        source.quote
        for indicator in plan.indicators_of(department)
        for source in indicator.sources
        if source.place == GOALS
    ]
    paragraphs = [(_emphasised(part, own), "ink") for part in plan.goals.splitlines() if part]
    return _page(plan.title, plan.goals_heading, paragraphs)


def question_page(plan: Plan, question: OpenQuestion) -> str:
    return _page(
        "方案没有写明",
        question.question,
        [
            (f"<b>现按</b>　{escape(question.default)}", "ink"),
            (f"<b>为什么</b>　{escape(question.reason)}", "ink"),
            (f"<b>涉及</b>　{escape('、'.join(_names(plan, question)))}", "quiet"),
            ("由领导小组办公室确定后，随年度任务包下发。", "quiet"),
        ],
    )


def _names(plan: Plan, question: OpenQuestion) -> list[str]:
    names = []
    for key in question.about:
        if key in plan.departments:
            names.append(plan.departments[key].name)
        elif key in plan.measures or key in plan.indicators:
            item = plan.item(key)
            names.append(getattr(item, "name", "") or getattr(item, "text", ""))
        else:
            names.append(plan.place(key))
    return names


def _emphasised(text: str, passages: list[str]) -> str:
    shown = escape(text)
    for passage in sorted(set(passages), key=len, reverse=True):
        marked = escape(passage)
        if f"<b>{marked}" not in shown:
            shown = shown.replace(marked, f"<b>{marked}</b>", 1)
    return shown.replace("\n", "<br>")


def _page(above: str, heading: str, paragraphs: list[tuple[str, str]]) -> Markup:
    body = "".join(
        f'<p style="line-height:{px(LEADING)}px; margin:0 0 12px 0; color:{colour(token).name()}">'
        f"{words}</p>"
        for words, token in paragraphs
    )
    return Markup(
        f'<p style="font-size:{px(12)}px; color:{colour("quiet").name()}; margin:0 0 6px 0">'
        f"{escape(above)}</p>"
        f'<p style="font-size:{px(20)}px; font-weight:bold; margin:0 0 16px 0">'
        f"{escape(heading)}</p>"
        f"{body}"
    )
