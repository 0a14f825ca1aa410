from dataclasses import replace
from decimal import Decimal

import pytest

from forms import FORMS
from model.consolidation.similar_texts import OwnedText, alike
from model.consolidation.suspicions import Reported, SuspicionKind, suspicions
from model.domain.answers import Evidence
from model.domain.evidence_rules import EvidenceNeed, evidence_gaps
from model.domain.submission import COVER
from tests.model.workbook.years import make_report, small_plan

LONG = "全年组织开展垃圾分类宣传活动，覆盖全区各街道社区，居民知晓率明显提高，形成长效管理机制"


def reported(body, answers=None, **changes):
    report = make_report(answers or {}, body=body, **changes)
    return Reported(
        submission=report.submission, recomputed=report.assessment, targets=report.targets
    )


def kinds(**reports):
    return [one.kind for one in suspicions(small_plan(), reports)]


def test_that_full_marks_are_looked_at_twice():
    assert kinds(cgw=reported("cgw", self_total="100.00")) == [SuspicionKind.FULL_MARKS]
    assert kinds(cgw=reported("cgw", self_total="99.99")) == []


def test_that_targets_met_to_the_last_digit_everywhere_are_listed_with_their_places():
    answers = {"i-green": {"value": "38.5"}, "i-cars": {"value": "12"}, "i-given": {"value": "7"}}
    report = reported("cgw", answers)
    assert kinds(cgw=report) == []  # two may be chance
    target = replace(report.targets["i-cars"], value=Decimal(7))
    exact = replace(report, targets={**report.targets, "i-given": target})
    (one,) = suspicions(small_plan(), {"cgw": exact})
    assert one.kind is SuspicionKind.EXACT
    assert {place.item for place in one.places} == {"i-green", "i-cars", "i-given"}


def test_that_one_file_under_two_departments_is_found_whatever_its_name():
    one = Evidence(id="e1", item="i-cars", title="合同", file_name="a.pdf", sha256="ab" * 32)
    two = Evidence(id="e2", item="i-green", title="照片", file_name="b.pdf", sha256="ab" * 32)
    (found,) = suspicions(
        small_plan(),
        {"cgw": reported("cgw", evidence=(one,)), "jyj": reported("jyj", evidence=(two,))},
    )
    assert found.kind is SuspicionKind.EVIDENCE
    assert {(place.department, place.item) for place in found.places} == {
        ("cgw", "i-cars"),
        ("jyj", "i-green"),
    }


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("津科发〔2026〕12号", "津科发[2026] 12 号", True),
        ("津科发〔2026〕12号", "津科发〔2026〕13号", False),
        ("存档案室", "存档案室", False),
    ],
)
def test_that_one_document_under_two_departments_is_found_by_its_number(first, second, same):
    one = Evidence(id="e1", item="i-cars", title="批复", reference=first)
    again = Evidence(id="e3", item="i-green", title="批复", reference=first)
    two = Evidence(id="e2", item="i-green", title="批复文件", reference=second)
    found = [
        *suspicions(
            small_plan(),
            {
                "cgw": reported("cgw", evidence=(one, again)),
                "jyj": reported("jyj", evidence=(two,)),
            },
        )
    ]
    assert [one.kind for one in found] == [SuspicionKind.EVIDENCE] * same
    if same:
        assert found[0].sentence.startswith("2 个单位用了同一文号的佐证材料“批复”，共 3 处")


def test_that_evidence_of_a_year_as_a_whole_has_that_whole_year_for_its_place():
    one = Evidence(id="e1", item=COVER, title="合同", file_name="a.pdf", sha256="ab" * 32)
    (found,) = suspicions(
        small_plan(), {key: reported(key, evidence=(one,)) for key in ("cgw", "jyj")}
    )
    assert {place.item for place in found.places} == {""}


def test_that_what_lacks_evidence_is_counted_by_gravity_for_each_department():
    claims = [
        ("3.1-01-02", EvidenceNeed.ONGOING), ("i-cars", EvidenceNeed.SCORED_NUMBER),
        ("3.1-01-01", EvidenceNeed.DONE), ("i-green", EvidenceNeed.SCORED_NUMBER),
    ]  # fmt: skip
    proof = [Evidence(id="e", item="i-green", title="报表")]
    gaps = tuple(evidence_gaps(claims, proof, FORMS.evidence_rules, 2025))
    (found,) = suspicions(small_plan(), {"cgw": replace(reported("cgw"), gaps=gaps)})
    assert found.sentence.endswith(
        "没有登记佐证材料的：计分指标 1 项、完成的任务 1 项；另有推进中的任务 1 项，不逐项列出。"
    )
    assert [place.item for place in found.places] == ["i-cars", "3.1-01-01"]
    assert not [*suspicions(small_plan(), {"cgw": replace(reported("cgw"), gaps=gaps[2:])})]


def test_that_wording_copied_across_departments_is_found_though_numbers_differ():
    first = {"3.1-01-02": {"state": "done", "done": f"{LONG}，共 12 次。"}}
    second = {"3.1-01-02": {"state": "done", "done": f"{LONG}，共 35 次。"}}
    (found,) = suspicions(
        small_plan(), {"cgw": reported("cgw", first), "jyj": reported("jyj", second)}
    )
    assert found.kind is SuspicionKind.WORDING
    assert found.sentence.startswith("2 个单位的 2 处文字几乎相同")


@pytest.mark.parametrize(
    "said",
    [
        {"state": "not_applicable", "reason": LONG},
        *({"value": "1", "explanation": words} for words in sorted(FORMS.offered)),
    ],
)
def test_that_one_reason_for_many_bodies_and_chosen_sentences_are_no_copying(said):
    reports = {body: reported(body, {"3.1-01-01": said}) for body in ("cgw", "jyj")}
    assert not [one for one in suspicions(small_plan(), reports, FORMS.offered)
                if one.kind is SuspicionKind.WORDING]  # fmt: skip


def text(owner, words, without=""):
    return OwnedText(owner=owner, place="x", words=words, without=without)


def test_that_a_text_with_a_few_clauses_changed_is_still_alike():
    changed = LONG.replace("形成长效管理机制", "建立台账")
    assert len(list(alike([text("a", LONG), text("b", changed)]))) == 1


def test_that_different_texts_short_texts_and_ones_own_texts_are_left_alone():
    other = "编制节能改造方案，更换高耗能设备，安装分项计量装置，能耗强度下降"
    assert not list(alike([text("a", LONG), text("b", other)]))
    assert not list(alike([text("a", "已完成。"), text("b", "已完成。")]))
    assert not list(alike([text("a", LONG), text("a", LONG)]))


def test_that_quoting_the_plan_is_no_copying():
    assert not list(alike([text("a", LONG, LONG), text("b", LONG, LONG)]))


def test_that_a_groups_key_depends_on_its_words_alone():
    both = [text("a", LONG), text("b", f"{LONG}。")]
    (one,), (other,) = alike(both), alike(reversed(both))
    assert one.key == other.key
