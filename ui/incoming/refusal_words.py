"""Why a file was not taken in, as a page to read, in simple HTML."""

from html import escape

from model.errors import AppError
from ui.theme import colour

MOST = 40  # problems


def refusal_page(error: AppError) -> str:
    """Every problem with its place, then the cure."""
    quiet = colour("quiet").name()
    lines = [
        f'<p style="margin:4px 0 4px 0;line-height:150%"><span style="color:{quiet}">'
        f"{escape(' › '.join(problem.where))}</span><br>{escape(problem.message)}</p>"
        for problem in error.problems[:MOST]
    ]
    rest = len(error.problems) - MOST
    if rest > 0:
        lines.append(f'<p style="color:{quiet}">另有 {rest} 处。</p>')
    return "".join(lines) + f'<p style="line-height:150%"><b>{escape(error.hint)}</b></p>'
