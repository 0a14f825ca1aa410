"""Notes in eight published texts, held against readings made by hand before."""

import re

import pytest

from model.plan.loader import load_plan
from model.plan.note_forms import NoteRole
from model.plan.notes import usual_signs
from model.plan_draft.draft import Code, Confidence
from model.plan_draft.folder import write_folder
from model.plan_draft.plan_reader import read_plan_text
from tests.model.plan_draft.reading import (
    SECOND,
    TEXTS,
    WITHOUT_NOTES,
    draft_of,
    place,
    second_reading,
    text_of,
)

KEYS = {"lead": NoteRole.LEAD, "support": NoteRole.SUPPORT, "shared": NoteRole.SHARED}
UNREAD = {Code.NOTE_UNREAD, Code.NOTE_WITHOUT_HEADING}
FRAME = "一、重点任务\n（一）绿色出行。{}"


def read(draft):
    """What was read of each note, in the form of the readings by hand."""
    names = {body.id: body.name for body in draft.bodies}
    for clause in draft.clauses:
        said = {"at": place(clause)}
        for key, role in KEYS.items():
            if bodies := [names[body] for body, given in clause.named if given is role]:
                alone = key == "shared" and len(clause.named) == 1
                said["sole" if alone else key] = "、".join(bodies)
        if clause.found.note.due:
            said["due"] = clause.found.note.due
        yield said


@pytest.mark.parametrize("name", SECOND)
def test_that_no_note_is_read_otherwise_than_by_hand(name):
    assert list(read(draft_of(name))) == second_reading(name)


def half_width(text):
    return text.translate(str.maketrans("（）：；，", "():;,"))


def full_width(text):
    return re.sub("[0-9]", lambda digit: chr(ord(digit[0]) + 0xFEE0), text)


def wrapped(text, width=40):
    """As copied from a PDF: every line ends after so many letters."""
    lines = (re.findall(f".{{1,{width}}}", line) or [""] for line in text.split("\n"))
    return "\n".join(line for part in lines for line in part)


def paged(text, mark="\n- {} -\n"):
    lines = wrapped(text).split("\n")
    pages = ["\n".join(lines[start : start + 30]) for start in range(0, len(lines), 30)]
    return "".join(f"{page}{mark.format(n)}" for n, page in enumerate(pages, start=1))


PRINTED = {
    "half-width signs": half_width,
    "full-width figures": full_width,
    "lines of a PDF": wrapped,
    "page numbers": paged,
    "page numbers apart": lambda text: paged(text, "\n\n— {} —\n\n"),
    "indented": lambda text: re.sub("(?m)^", "\u3000\u3000", text),
    "blank lines": lambda text: text.replace("\n", "\n\n"),
    "spaces": lambda text: re.sub("(?<=[，。；：）])(?!\n)", " ", text),
    "another stop behind numbers": lambda text: re.sub(r"(?m)^(\d+)[.．]", r"\1、", text),
}


@pytest.mark.parametrize("name", SECOND)
@pytest.mark.parametrize("way", PRINTED)
def test_that_the_way_it_is_printed_changes_nothing(name, way):
    assert list(read(read_plan_text(PRINTED[way](text_of(name))))) == second_reading(name)


@pytest.mark.parametrize("name", TEXTS)
def test_that_every_note_is_read_or_reported(name):
    """The notes are counted here by the signs alone, without the reader."""
    joined = usual_signs(text_of(name)).replace("\n", "")
    joined = re.sub(r"- \d+重庆市人民政府发布重庆市人民政府行政规范性文件", "", joined)
    brackets = re.findall("（(?:[^（）]|（[^（）]*）)*）", joined)
    signs = re.compile(r"负责）|分工）|牵头[，）]|配合）|(?:责任|牵头)(?:单位|部门|处室)：")
    expected = sum(bool(signs.search(bracket)) for bracket in brackets)
    draft = draft_of(name)
    reported = sum(remark.code in UNREAD for remark in draft.remarks)
    assert len(draft.clauses) + reported == expected
    assert expected > 0 or name == WITHOUT_NOTES


@pytest.mark.parametrize("name", TEXTS)
def test_that_whatever_is_proposed_carries_the_exact_words_it_stands_on(name):
    draft = draft_of(name)
    for clause in draft.clauses:
        assert draft.text[clause.found.start : clause.found.end] == clause.found.words
        assert clause.body in draft.text[clause.start : clause.end]
        for measure in clause.measures:
            assert draft.text[measure.start : measure.end] == measure.quote
    for target in draft.targets:
        for one in target.milestones:
            assert draft.text[one.start : one.end] == one.quote


@pytest.mark.parametrize("name", TEXTS)
def test_that_every_letter_is_in_a_clause_a_heading_a_note_or_a_remark(name):
    draft = draft_of(name)
    covered = bytearray(len(draft.text))
    spans = [(clause.start, clause.found.end) for clause in draft.clauses]
    spans += [(heading.start, heading.end) for heading in draft.headings]
    if draft.goals:
        after = next(h.start for h in draft.headings if h.start > draft.goals[0].start)
        spans.append((draft.goals[0].start, after))
    for remark in draft.remarks:
        if remark.code in {Code.PAGE_MARK, Code.LINE_BREAK}:
            continue
        length = int(remark.values.get("letters", len(remark.words)))
        spans.append((remark.start, remark.start + length))
    for start, end in spans:
        covered[start:end] = b"\1" * (end - start)
    left = [letter for letter, seen in zip(draft.text, covered, strict=True) if not seen]
    assert "".join(left).strip("。 \n\t\u3000") == ""


def notes_of(body: str):
    return read_plan_text(FRAME.format(body))


def test_that_a_line_without_brackets_is_a_note():
    draft = notes_of(
        "推广新能源汽车。\n责任单位：市交通局、市发改委\n（二）下一条。做好它。（市教委负责）"
    )
    assert [clause.body for clause in draft.clauses] == ["推广新能源汽车。", "做好它。"]
    assert [body.name for body in draft.bodies] == ["市交通局", "市发改委", "市教委"]


def test_that_lines_of_labels_are_one_note():
    draft = notes_of("推广。\n牵头单位：市交通局\n配合单位：市财政局\n完成时限：2025年底\n")
    assert [role for _, role in draft.clauses[0].named] == [NoteRole.LEAD, NoteRole.SUPPORT]
    assert draft.clauses[0].found.note.due == "2025年底"


def test_that_bodies_for_all_later_notes_are_added_to_them():
    draft = notes_of(
        "推广。（市交通局负责，以下均需各区人民政府落实，不再列出）\n（二）建设。建桩。（市发改委负责）"
    )
    names = {body.id: body.name for body in draft.bodies}
    assert [names[body] for body, _ in draft.clauses[1].named] == ["市发改委", "各区人民政府"]
    assert Code.NOTE_FOR_ALL in {remark.code for remark in draft.remarks}


def test_that_the_first_leads_from_the_note_that_says_so():
    draft = notes_of(
        "推广。（责任单位：市交通局、市财政局，列首位的为牵头单位，下同）\n"
        "（二）建设。建桩。（责任单位：市发改委、市住建局）"
    )
    assert [role for _, role in draft.clauses[1].named] == [NoteRole.LEAD, NoteRole.SUPPORT]


def test_that_a_note_broken_by_a_page_is_whole():
    paged = "".join(
        f"（{n}）事项{m}。推广新能源汽车，建设充电桩和换电站。"
        f"（市交通局、市发\n- {p} -\n展改革委按职责分工负责）\n"
        for n, m, p in (("一", "甲", 1), ("二", "乙", 2))
    )
    draft = read_plan_text(f"一、重点任务\n{paged}")
    assert [body.name for body in draft.bodies] == ["市交通局", "市发展改革委"]


def test_that_an_unclosed_note_is_read_and_pointed_out():
    draft = notes_of("推广。（市交通局、市发改委按职责分工负责\n（二）建设。建桩。（市教委负责）")
    assert [body.name for body in draft.bodies] == ["市交通局", "市发改委", "市教委"]
    assert Code.NOTE_UNCLOSED in {remark.code for remark in draft.remarks}


def test_that_a_note_in_the_middle_of_a_sentence_is_pointed_out():
    draft = notes_of("推广新能源汽车（市交通局负责）和换电。建设换电站。（市发改委负责）")
    assert draft.clauses[0].confidence is Confidence.LIKELY
    assert Code.NOTE_IN_SENTENCE in {remark.code for remark in draft.remarks}


def test_that_what_looks_like_a_note_and_is_none_is_listed_with_its_place():
    draft = notes_of("推广。\n换电。（按职责分工负责）\n建桩。（市发改委负责）")
    unread = [remark for remark in draft.remarks if remark.code is Code.NOTE_UNREAD]
    assert [(draft.source.line(one.start), one.words) for one in unread] == [
        (3, "（按职责分工负责）")
    ]


def test_that_a_prefix_left_out_is_added_and_asked_about():
    draft = notes_of("推广。（市发展改革委、工业和信息化局、市场监管局按职责分工负责）")
    assert [body.name for body in draft.bodies] == [
        "市发展改革委",
        "市工业和信息化局",
        "市市场监管局",
    ]
    added = [one.values["full"] for one in draft.remarks if one.code is Code.PREFIX_ADDED]
    assert added == ["市工业和信息化局", "市市场监管局"]


def test_that_two_names_that_differ_by_a_letter_stay_two_and_are_asked_about():
    draft = notes_of("甲。（区住房建设委负责）\n（二）乙。丙。（区住房和建设委负责）")
    assert [body.name for body in draft.bodies] == ["区住房建设委", "区住房和建设委"]
    assert Code.SIMILAR in {remark.code for remark in draft.remarks}


def test_that_a_note_behind_its_heading_answers_for_what_follows(tmp_path):
    draft = read_plan_text(
        "某市碳达峰方案\n一、重点任务\n（一）绿色出行（责任单位：市交通局）\n推广新能源汽车。\n建设充电桩。\n"
        "（二）绿色建筑（市住建局牵头）。推广绿色建筑。\n二、保障措施\n（一）宣传。办好宣传周。（市教委负责）"
    )
    assert [clause.body for clause in draft.clauses] == [
        "推广新能源汽车。\n建设充电桩。",
        "推广绿色建筑。",
        "办好宣传周。",
    ]
    write_folder(draft, tmp_path / "plan")
    plan = load_plan(tmp_path / "plan")
    assert [c.body for c in plan.clauses.values()] == [clause.body for clause in draft.clauses]
    assert [c.title for c in plan.clauses.values()] == ["绿色出行", "绿色建筑", "宣传"]


def test_that_a_note_on_a_line_of_its_own_answers_for_all_items_above_it(tmp_path):
    draft = read_plan_text(
        "某市碳达峰方案\n一、重点任务\n（一）绿色出行\n1.推广新能源汽车。推广电动公交。\n2.建设充电桩。建成300个。\n"
        "责任单位：市交通局、市发改委\n（二）宣传。办好宣传周。（市教委负责）"
    )
    first, second = draft.clauses
    assert [m.quote for m in first.measures][:2] == ["推广新能源汽车", "推广电动公交"]
    assert (first.id, second.body) == ("1.1", "办好宣传周。")
    write_folder(draft, tmp_path / "plan")
    assert load_plan(tmp_path / "plan").clauses["1.1"].title == "绿色出行"


def test_that_a_short_form_is_the_body_whose_full_name_stands_elsewhere():
    draft = notes_of(
        "推广。（省发展改革委牵头，生态环境厅、能源局配合）\n（二）建设。建桩。（省生态环境厅负责）"
    )
    assert [(body.name, body.aliases) for body in draft.bodies] == [
        ("省发展改革委", ()),
        ("省生态环境厅", ("生态环境厅",)),
        ("省能源局", ("能源局",)),
    ]


SENTENCES = """某县碳达峰行动计划
一、重点任务
（一）绿色出行
1.推广新能源汽车。
（1）推广电动公交，淘汰老旧车辆。（县交通局负责）
（2）建设充电桩。（县发改局负责）
2.优化出行。完善步道。（县住建局负责）
第二章 保障
第一条 加强宣传。（县委宣传部负责）
"""


def test_that_one_sentence_behind_a_number_is_a_clause_with_that_sentence_for_its_body(tmp_path):
    draft = read_plan_text(SENTENCES)
    assert [(clause.heading, clause.body) for clause in draft.clauses] == [
        ("（1）", "推广电动公交，淘汰老旧车辆。"),
        ("（2）", "建设充电桩。"),
        ("2.优化出行。", "完善步道。"),
        ("第一条", "加强宣传。"),
    ]
    write_folder(draft, tmp_path / "plan")
    plan = load_plan(tmp_path / "plan")
    assert [clause.body for clause in plan.clauses.values()] == [c.body for c in draft.clauses]
    assert plan.place("1.1.1.1") == "一（一）1（1） 推广电动公交"
