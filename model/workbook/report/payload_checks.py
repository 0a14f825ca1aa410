"""Checks whether a sealed submission makes sense; anyone can make a seal."""

from collections.abc import Iterator, Mapping

from model.domain.answers import NOTHING_SAID, Answer
from model.domain.forms import Field, Form
from model.domain.numbers import YEARS, is_points
from model.domain.plan import DepartmentKind
from model.domain.submission import Origin, Submission
from model.domain.text_kinds import is_moment
from model.workbook.layout import Questionnaire
from model.workbook.reasons import Reason
from model.workbook.text import LIMIT, cell_length


def reason_against(questionnaire: Questionnaire, submission: Submission) -> Reason | None:
    """The reason for refusing *submission* as a whole, or None."""
    if submission.plan.id != questionnaire.plan.id:
        return Reason.OTHER_PLAN
    department = questionnaire.plan.departments.get(submission.department)
    if department is None or department.kind is DepartmentKind.COLLECTIVE:
        return Reason.UNKNOWN_DEPARTMENT
    return None


def contradictions(questionnaire: Questionnaire, submission: Submission) -> Iterator[str]:
    """A sentence for each thing that no export of the app contains."""
    if submission.year not in YEARS or not 0 < submission.sequence < 2**31:
        yield "年度或报送次序不正确。"
    if submission.self_total is not None and not is_points(submission.self_total):
        yield "自评得分不是数。"
    if submission.origin is not Origin.APP or submission.amendments:
        yield "报送里带有只有领导小组办公室才能作的标记。"
    if not is_moment(submission.exported_at):
        yield "导出时间不正确。"
    asked: dict[str, Form] = {}
    for item in questionnaire.plan.open_to(submission.department):
        if answer := submission.answers.get(item.id, NOTHING_SAID):
            form = asked[item.id] = questionnaire.forms.asked(item, submission.department)
            for sentence in _about(form, answer):
                yield f"“{item.title}”：{sentence}"
    if _impossible(questionnaire, submission, asked):
        yield "有的内容在哪一项里都不会有。"
    yield from _about(questionnaire.forms.cover, submission.cover)
    if len({piece.id for piece in submission.evidence}) < len(submission.evidence):
        yield "佐证材料的编号重复。"
    if any(not 0 <= piece.size < 2**53 for piece in submission.evidence):
        yield "佐证材料的大小不正确。"


def _impossible(
    questionnaire: Questionnaire, submission: Submission, asked: Mapping[str, Form]
) -> bool:
    """Whether there is a state, a number or a text that no form allows, where the item's own form
    does not ask for it: scoring reads a state or a number all the same.

    Args:
        asked: the form of each item that the department may answer and did.
    """
    fields: dict[str, list[Field]] = {}
    for form in questionnaire.forms.of_items:
        for field in form.fields():
            fields.setdefault(field.key, []).append(field)
    return any(
        not any(_fits(field, answer[key]) for field in fields[key])
        for item, answer in submission.answers.items()
        for key in (answer.keys() - (asked[item].keys if item in asked else ())) & fields.keys()
    )


def strangers(questionnaire: Questionnaire, submission: Submission) -> int:
    """The number of answers to items that the department does not have to answer."""
    may = {item.id for item in questionnaire.plan.open_to(submission.department)}
    return len(submission.answers.keys() - may)


def _about(form: Form, answer: Answer) -> Iterator[str]:
    """A sentence for each unreadable field; a field unknown to the form is ignored."""
    for field in form.fields():
        if field.key in answer and not _fits(field, answer[field.key]):
            yield f"“{field.label}”的内容无法识别。"


def _fits(field: Field, text: str) -> bool:
    if not text or (2 * len(text) > LIMIT and cell_length(text) > LIMIT):
        return False
    return field.possible(text)
