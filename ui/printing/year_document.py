"""A department's year on paper, in the manner of official documents, as simple HTML."""

from collections.abc import Iterator, Sequence
from html import escape

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import Choice, Form, Number
from model.domain.numbers import points_text
from model.domain.plan import Indicator, Item, Plan, answers_for
from model.domain.score import Score
from model.domain.submission import Submission
from model.domain.wording import UNCONFIRMED, day_words
from model.scoring.assess import Assessor
from model.workbook.keys import KEY_LABEL
from model.workbook.layout import Questionnaire

TITLE = "'方正小标宋简体','FZXiaoBiaoSong-B05S','小标宋体','STZhongsong','华文中宋','Hebei Sans'"
HEADING = "'黑体','SimHei','Noto Sans CJK SC','Hebei Sans'"
BODY = "'仿宋_GB2312','FangSong_GB2312','仿宋','FangSong','STFangsong','Hebei Sans'"
STYLE = f"""
body {{ font-family: {BODY}; font-size: 15px; }}
h1 {{ font-family: {TITLE}; font-size: 29px; font-weight: normal; }}
h2 {{ font-family: {HEADING}; font-size: 19px; font-weight: normal; }}
p {{ line-height: 150%; margin: 4px 0; }}
td, th {{ padding: 4px 6px; vertical-align: middle; border: 1px solid #555555; }}
.plain td {{ border: none; }}
th {{ font-family: {HEADING}; font-weight: normal; font-size: 14px; }}
td {{ font-size: 14px; }}
"""


def front_words(
    questionnaire: Questionnaire,
    submission: Submission,
    assessor: Assessor,
    code: str,
    fingerprint: str = "",
) -> str:
    """The page that is signed and stamped, as HTML; arguments as for `paper_words`."""
    grade = assessor.assess(submission.answers).grade_words
    front = _front(questionnaire, submission, grade, code, fingerprint)
    return "".join((*front, *_signing(submission)))


def _front(
    questionnaire: Questionnaire, submission: Submission, grade: str, code: str, fingerprint: str
) -> Iterator[str]:
    plan = questionnaire.plan
    department = plan.departments[submission.department].name
    yield f"<style>{STYLE}</style>"
    yield f"<h1 align='center'>{escape(department)}<br>{submission.year}年度碳达峰自评估表</h1>"
    yield f"<p align='center'>（第{submission.sequence}次报送）{_unconfirmed(plan, submission)}</p>"
    yield from _cover(questionnaire, submission, grade, code, fingerprint)


def paper_words(
    questionnaire: Questionnaire,
    submission: Submission,
    assessor: Assessor,
    code: str,
    fingerprint: str = "",
) -> str:
    """The year as HTML.

    Args:
        code: the check code, or the words that there is none yet.
        fingerprint: of the key that signed the file; "" while there is no file.
    """
    plan = questionnaire.plan
    assessment = assessor.assess(submission.answers)
    scores = {score.item: score for score in assessment.scores}
    own = submission.department
    items = tuple(plan.items_of(own))
    parts = [*_front(questionnaire, submission, assessment.grade_words, code, fingerprint)]
    measures = [item for item in items if not isinstance(item, Indicator)]
    counted = [item for item in items if isinstance(item, Indicator) and not item.qualitative]
    done = [item for item in items if isinstance(item, Indicator) and item.qualitative]
    more = [
        item
        for item in plan.open_to(own)
        if item.id in submission.answers and not answers_for(item, own)
    ]
    tables = ("任务清单", measures), ("定量指标", counted), ("定性指标", done), ("配合和其他", more)
    for heading, some in tables:
        if some:
            parts.append(
                f"<h2>{'一二三四'[len([p for p in parts if '<h2>' in p])]}、{heading}</h2>"
            )
            parts += _table(questionnaire, submission, assessor, some, scores)
    parts += _signing(submission)
    return "".join(parts)


def _unconfirmed(plan: Plan, submission: Submission) -> str:
    """That the duties are only proposed, in a line of its own."""
    return f"<br>{UNCONFIRMED}" if plan.is_unconfirmed(submission.department) else ""


def _cover(
    questionnaire: Questionnaire, submission: Submission, grade: str, code: str, fingerprint: str
) -> Iterator[str]:
    rows = [
        ("自评得分", f"{submission.self_total or '暂无可评分的内容'}　{grade}".strip()),
        ("报送状态", code),
        *([(KEY_LABEL, fingerprint)] if fingerprint else []),
    ]
    rows += [
        (field.label, submission.cover.get(field.key, ""))
        for field in questionnaire.forms.cover.fields()
    ]
    yield "<table border='1' cellspacing='0' width='100%' style='border-collapse:collapse'>"
    for label, words in rows:
        yield f"<tr><th width='22%'>{escape(label)}</th><td>{_text(words)}</td></tr>"
    yield "</table>"


def _table(
    questionnaire: Questionnaire,
    submission: Submission,
    assessor: Assessor,
    items: Sequence[Item],
    scores: dict[str, Score],
) -> Iterator[str]:
    yield (
        "<table border='1' cellspacing='0' width='100%' style='border-collapse:collapse'>"
        "<thead><tr><th width='7%'>序号</th><th width='27%'>事项</th><th width='12%'>填报</th>"
        "<th>说明</th><th width='9%'>自评分</th></tr></thead>"
    )
    for number, item in enumerate(items, start=1):
        form = questionnaire.forms.asked(item, submission.department)
        answer = submission.answers.get(item.id, NOTHING_SAID)
        said, more = _said(form, answer)
        title = item.title
        if item.id in assessor.targets:
            title += f"（目标 {assessor.targets[item.id].text}）"
        score = scores.get(item.id)
        points = "" if score is None or score.points is None else points_text(score.points)
        yield (
            f"<tr><td align='center'>{number}</td><td>{escape(title)}</td>"
            f"<td align='center'>{said}</td><td>{more}</td><td align='center'>{points}</td></tr>"
        )
    yield "</table>"


def _said(form: Form, answer: Answer) -> tuple[str, str]:
    """The short answers, and the long ones."""
    fields = [(field, answer.get(field.key, "")) for field in form.fields()]
    short = [escape(f.words(text)) for f, text in fields if text and isinstance(f, Choice | Number)]
    long = [
        f"{escape(f.label)}：{_text(text)}"
        for f, text in fields
        if text and not isinstance(f, Choice | Number)
    ]
    return "<br>".join(short) or "未填", "<br>".join(long)


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _signing(submission: Submission) -> Iterator[str]:
    yield "<p>　</p><table class='plain' width='100%' cellspacing='0'><tr>"
    for who in ("填报人：", "审核人：", "负责人（签字）："):
        yield f"<td width='33%' style='border:none'>{who}</td>"
    yield "</tr></table>"
    day = f"{day_words(submission.exported_at)}　　"
    yield f"<p align='right'>单位（盖章）　　　　　　　<br>{day}</p>"
