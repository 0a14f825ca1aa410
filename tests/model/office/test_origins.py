"""Whose a report is: what waits for a person counts for nothing and displaces nothing."""

from contextlib import closing, nullcontext
from dataclasses import replace
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms import FORMS
from model.domain.origin import OriginStanding
from model.domain.review import Matter
from model.errors import AppError
from model.jobs import JobContext
from model.office.board import contacts, rates, reminder
from model.office.department_year import ReportingState
from model.office.inbox import receive
from model.office.origins import Origins
from model.office.records import YearFiles
from model.office.report_contents import report_data
from model.office.score_verification import verify_scores
from model.office.year import OfficeYear
from model.plans import PlanLibrary, close
from model.store import clock
from model.store.data_file import open_store
from model.store.keys import fetch_pins, pin_key
from model.store.packages import save_secrets
from model.store.record_chain import chain_state
from model.store.transaction import saving
from tests.counts import counted
from tests.keys import DEPARTMENT_KEYS, OTHER_KEYS
from tests.model.office.conftest import CITY, CITY_AGAIN
from tests.model.office.live import Decisions, undo
from tests.model.workbook.damage import edited, place_of, with_cell
from tests.model.workbook.years import (
    ANSWERS,
    YEAR,
    exported,
    make_report,
    questionnaire,
    small_plan,
    small_rulebook,
)
from tests.thorough import tried

SECRET = "ab" * 32


def patch_reader(reader):
    return patch("model.office.inbox.WorkbookReader", lambda: nullcontext(reader))


def signed(report, keys=DEPARTMENT_KEYS):
    return exported(replace(report, keys=keys))


def forged(sequence=2, parent=None, value="999", keys=None, **changes):
    """What anybody who has the program can write in a department's name."""
    report = make_report(
        {**ANSWERS, "i-cars": {"value": value}}, id=f"evil{sequence}{value}", parent=parent,
        sequence=sequence, exported_at="2025-12-29T10:00:00+08:00", **changes,
    )  # fmt: skip
    return exported(replace(report, keys=keys) if keys else report)


@pytest.fixture
def moments(monkeypatch):
    """Each moment is later than the one before."""
    ticks = iter(range(600))
    monkeypatch.setattr(clock, "now", lambda: _moment(next(ticks)))
    for module in ("receipts", "keys", "record_chain", "closed_years"):
        monkeypatch.setattr(f"model.store.{module}.now", lambda: _moment(next(ticks)))


def _moment(tick):
    return f"2026-01-05T{9 + tick // 60:02}:{tick % 60:02}:00+08:00"


@pytest.fixture
def decide(office, moments):
    return Decisions(office, by="王五")


@pytest.fixture
def compared(office, send, decide):
    """The department's first report is in, and its key was compared with the stamped cover."""
    send(first=signed(CITY))
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    return office


def of(office, sequence):
    return next(
        one for one in office.departments.origins.of("cgw") if one.submission.sequence == sequence
    )


def test_that_a_file_is_not_checked_until_somebody_compares_the_paper(office, send, decide):
    send(first=signed(CITY))
    assert of(office, 1).standing is OriginStanding.UNCHECKED
    assert of(office, 1).fingerprint
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    assert of(office, 1).standing is OriginStanding.VERIFIED
    (pin,) = fetch_pins(office.db)
    assert (pin.holder, pin.pinned_by, pin.reason) == ("cgw", "王五", "")


def test_that_a_copy_signed_again_never_hides_the_key_of_the_genuine_file(office, send, decide):
    send(copy=signed(CITY, OTHER_KEYS))
    send(genuine=signed(CITY))
    made = [office.departments.origins.of_file(receipt) for receipt in office.receipts]
    assert {one.signer for one in made} == {OTHER_KEYS.public, DEPARTMENT_KEYS.public}
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    made = [office.departments.origins.of_file(receipt) for receipt in office.receipts]
    proved = (OriginStanding.VERIFIED, DEPARTMENT_KEYS.public)
    assert [(one.standing, one.signer) for one in made] == [proved, proved]


def test_that_a_verified_file_is_no_warning_and_an_unsigned_one_is_not_verified(
    office, send, decide
):
    send("schools", first=signed(CITY))
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    assert office.body("cgw").origin.standing is OriginStanding.VERIFIED
    assert office.body("jyj").origin.standing is OriginStanding.UNSIGNED
    details = {r.verdict.details for r in office.receipts}
    assert not any("来源" in line for lines in details for line in lines)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"parent": "a1"},
        {"keys": OTHER_KEYS},
        {"parent": "a1", "keys": OTHER_KEYS},
        {"sequence": 999_999_999, "keys": OTHER_KEYS},
    ],
    ids=["unsigned", "of-the-chain", "wrong-key", "wrong-key-of-the-chain", "far-ahead"],
)
def test_that_a_forged_report_waits_apart_once_the_key_was_compared(
    compared, send, decide, content
):
    decide.adopt("cgw", *compared.body("cgw").items)
    send(forged=forged(**content))
    body = compared.body("cgw")
    assert body.versions.counting.sequence == 1
    assert len(body.apart) == 1
    assert any("没有计入" in doubt for doubt in body.doubts())
    with pytest.raises(AppError) as refused:
        decide.pass_year("cgw")
    assert any("认定" in str(problem) for problem in refused.value.problems)
    send(again=signed(CITY_AGAIN))
    assert compared.body("cgw").versions.counting == CITY_AGAIN.submission


def test_that_what_was_passed_stays_passed_whatever_is_forged_afterwards(compared, send, decide):
    decide.adopt("cgw", *compared.body("cgw").items)
    decide.pass_year("cgw")
    total = compared.body("cgw").reviewed.total
    send(forged=forged(), more=forged(sequence=7, keys=OTHER_KEYS))
    body = compared.body("cgw")
    assert (body.state, body.reviewed.total) == (ReportingState.PASSED, total)
    assert len(body.apart) == 2


def test_that_a_replayed_report_changes_nothing(compared, send):
    send(again=signed(CITY_AGAIN))
    send(replayed=signed(CITY))
    body = compared.body("cgw")
    assert (body.versions.counting.sequence, body.apart) == (2, ())


def test_that_what_came_before_the_key_was_compared_waits_too_if_it_is_not_signed_with_it(
    office, send, decide
):
    send(forged=forged(sequence=1))
    send(first=signed(CITY))
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    body = office.body("cgw")
    assert body.versions.counting == CITY.submission
    assert [one.standing for one in body.apart] == [OriginStanding.UNSIGNED]


def test_that_a_person_may_accept_a_report_with_a_reason_and_take_that_back(compared, send, decide):
    send(template=forged(parent="a1"))
    apart = compared.body("cgw").apart[0]
    with pytest.raises(AppError, match="理由"):
        decide.accept_reports(" ", apart.digest)
    decide.accept_reports("用填报模板报送，已电话核实", apart.digest)
    body = compared.body("cgw")
    assert (body.versions.counting.sequence, body.apart) == (2, ())
    assert body.origin.accepted
    assert body.origin.standing is OriginStanding.UNSIGNED  # accepted is not verified
    (line,) = [one for one in report_data(compared.now).bodies if one.department.id == "cgw"]
    assert "电话核实" in line.note
    decide.take_back(Matter.ORIGIN, apart.digest)
    assert compared.body("cgw").versions.counting.sequence == 1


def test_that_many_are_accepted_for_one_reason(compared, send, decide):
    send(one=forged(parent="a1"), other=forged(sequence=3, value="5"))
    digests = [one.digest for one in compared.body("cgw").apart]
    assert decide.accept_reports("都用填报模板", *digests) == 2
    assert compared.body("cgw").apart == ()
    assert {r.reason for r in compared.history} == {"都用填报模板"}


def test_that_a_refused_report_waits_no_more_and_counts_for_nothing(compared, send, decide):
    send(forged=forged())
    (apart,) = compared.body("cgw").apart
    with pytest.raises(AppError, match="理由"):
        decide.refuse_reports("", apart.digest)
    decide.refuse_reports("该单位没有报过", apart.digest)
    body = compared.body("cgw")
    assert (body.apart, body.versions.counting.sequence) == ((), 1)


def test_that_a_new_pc_is_an_ordinary_event_with_a_reason(compared, send, decide):
    send(new=signed(CITY_AGAIN, OTHER_KEYS))
    assert [one.standing for one in compared.body("cgw").apart] == [OriginStanding.MISMATCH]
    with pytest.raises(AppError, match="理由"):
        decide.compare_key("cgw", OTHER_KEYS.public)
    decide.compare_key("cgw", OTHER_KEYS.public, "换了电脑，新封面已核对")
    assert compared.body("cgw").versions.counting == CITY_AGAIN.submission
    assert of(compared, 1).standing is OriginStanding.VERIFIED  # it came while the old key counted
    former, today = compared.departments.origins.pins_of("cgw")
    assert (former.end_reason, today.reason) == ("换了电脑，新封面已核对",) * 2


def test_that_a_department_of_which_only_such_a_report_came_is_neither_missing_nor_reported(
    office, send, decide
):
    save_secrets(office.db, YEAR, {"cgw": SECRET})
    send(first=forged(sequence=1))
    body = office.body("cgw")
    assert (body.state, body.versions) == (ReportingState.UNPROVED, None)
    assert not list(office.picture.departments)
    decide.refuse_reports("不是该单位报的", body.apart[0].digest)
    assert office.body("cgw").state is ReportingState.MISSING


@pytest.mark.parametrize("parent", ["a1", None])
def test_that_a_secret_that_was_mailed_in_clear_proves_nothing_once_the_key_was_compared(
    compared, send, parent
):
    send(evil=forged(parent=parent))
    with saving(compared.db):  # as it is found where a package of 0.1.0 gave a secret
        compared.db.execute(
            "UPDATE arrival SET signature = 'secret' WHERE file_name LIKE '%evil.xlsx'"
        )
    compared.refresh()
    body = compared.body("cgw")
    assert (body.versions.counting, body.versions.undecided) == (CITY.submission, False)
    (apart,) = body.apart
    assert apart.submission.id.startswith("evil")


def test_that_two_hands_without_a_compared_key_are_for_a_person(office, send, decide):
    send(first=signed(CITY))
    send(forged=forged(parent="a1", keys=OTHER_KEYS))
    body = office.body("cgw")
    assert (body.versions.counting, body.versions.undecided) == (CITY.submission, True)
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    assert not office.body("cgw").versions.undecided


def test_that_a_department_that_never_signs_goes_on_without_questions(office, send, decide):
    send("city", "again")
    body = office.body("cgw")
    assert (body.versions.counting.sequence, body.apart) == (2, ())
    assert body.origin.standing is OriginStanding.UNSIGNED


def test_that_a_key_compared_later_changes_no_closed_year(office, send, decide):
    send("city")
    send(other=signed(CITY_AGAIN, OTHER_KEYS))
    before = office.body("cgw").versions.counting
    close(office.terms.plans, YEAR, by="王五", reason="印发")
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    assert office.body("cgw").versions.counting == before


def test_that_undoing_the_batch_takes_a_forged_report_away(compared, send):
    intake = send(forged=forged())
    undo(compared, intake.batch)
    assert compared.body("cgw").apart == ()


def test_that_what_lost_its_seal_is_passed_only_once_a_person_accepted_it(office, send, decide):
    send(unsealed=edited(exported(CITY), lambda book: book.__delitem__("数据包")))
    (one,) = office.departments.origins.of("cgw")
    decide.adopt("cgw", *office.body("cgw").items)
    with pytest.raises(AppError) as refused:
        decide.pass_year("cgw")
    assert any("没有核验" in str(problem) for problem in refused.value.problems)
    decide.accept_reports("已电话逐项核对", one.digest)
    decide.pass_year("cgw")
    assert office.body("cgw").passed


def test_that_the_proof_notices_a_signer_written_in_afterwards(compared, send):
    send(forged=forged(keys=OTHER_KEYS))
    with saving(compared.db):
        compared.db.execute("UPDATE arrival SET signer = ?", [DEPARTMENT_KEYS.public])
    compared.refresh()
    assert compared.body("cgw").versions.counting.sequence == 2  # as the thief wanted
    proof = verify_scores(compared.now, JobContext())
    assert [line.differences for line in proof.lines] == [("原件的签名与登记的不符。",)]
    assert not chain_state(compared.db.conn).holds


MAILS = ("first", "again", "unsigned", "foreign", "early", "huge", "replayed")


@pytest.fixture(scope="module")
def contents():
    return {
        "first": signed(CITY),
        "again": signed(CITY_AGAIN),
        "unsigned": forged(parent="a1"),
        "foreign": forged(sequence=2, value="7", keys=OTHER_KEYS),
        "early": forged(sequence=1, value="8"),
        "huge": forged(sequence=999_999_999, value="9", keys=OTHER_KEYS),
        "replayed": signed(CITY),
    }


@settings(
    max_examples=tried(8),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(mails=st.lists(st.sampled_from(MAILS), max_size=5))
def test_that_nothing_forged_ever_counts_without_an_act_of_a_person(
    empty_file, one_reader, tmp_path_factory, contents, mails
):
    """Whatever comes in whatever order, once the key was compared."""
    folder = tmp_path_factory.mktemp("sequence")
    (folder / "data.db").write_bytes(empty_file)
    with closing(open_store(folder / "data.db")) as db, patch_reader(one_reader):
        db.execute("PRAGMA synchronous = OFF")
        pin_key(db, "cgw", DEPARTMENT_KEYS.public, "王五")
        genuine = {"first": CITY, "again": CITY_AGAIN, "replayed": CITY}
        came = set()
        for number, name in enumerate(["first", *mails]):
            mail = folder / str(number)
            mail.mkdir()
            (mail / f"{name}.xlsx").write_bytes(contents[name])
            receive(db, questionnaire(), [mail], JobContext(), year=YEAR)
            came |= {name} & genuine.keys()
            library = PlanLibrary(db, small_plan())
            body = OfficeYear.read(library, small_rulebook(), FORMS, YEAR).body("cgw")
            last = "again" if "again" in came else "first"
            assert body.versions.counting == genuine[last].submission
            assert not body.versions.undecided


def test_that_a_comparison_made_by_mistake_is_taken_back_and_the_former_key_counts_again(
    office, send, decide
):
    send(first=signed(CITY))
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    decide.withdraw_key("cgw")
    assert of(office, 1).standing is OriginStanding.UNCHECKED
    send(unsigned=forged(parent="a1"))
    assert office.body("cgw").apart == ()  # nothing is known of its key, as before
    decide.compare_key("cgw", DEPARTMENT_KEYS.public)
    decide.compare_key("cgw", OTHER_KEYS.public, "看错了行")
    assert of(office, 1).standing is OriginStanding.VERIFIED
    decide.withdraw_key("cgw")
    assert [pin.key for pin in fetch_pins(office.db) if pin.ended_at is None] == [
        DEPARTMENT_KEYS.public
    ]
    assert chain_state(office.db.conn).holds


def test_that_even_a_report_signed_with_a_compared_key_can_be_refused(compared, send, decide):
    send(again=signed(CITY_AGAIN))
    decide.refuse_reports("该单位来电：电脑失窃", of(compared, 2).digest)
    body = compared.body("cgw")
    assert (body.versions.counting.sequence, body.apart) == (1, ())


def test_that_a_body_whose_file_waits_is_asked_about_it_and_counted_for_what_it_is(
    office, send, decide
):
    save_secrets(office.db, YEAR, {"cgw": SECRET})
    send(first=forged(sequence=1))
    body = office.body("cgw")
    words = reminder(body, YEAR)
    assert "收到贵单位来件《first.xlsx》，没有签名，暂未计入" in words
    assert "请核实是否为贵单位报送" in words
    counted = rates(office.bodies)
    assert (counted.reported, counted.on_time) == (0, 0)
    assert "1 个来件待认定" in counted.sentence
    (line,) = [one for one in contacts(office.bodies, YEAR, None) if one.department == "城管委"]
    assert (line.matter, line.days_late) == ("核实来件", 0)
    data = report_data(office.now)
    assert [one.id for one in data.turnout.unproved] == ["cgw"]


def test_that_words_changed_in_the_cells_of_a_verified_file_are_named(compared, send):
    content = signed(CITY_AGAIN)
    place = place_of(content, "measure", "3.1-01-01", "done")
    send(again=with_cell(content, *place, "取消分类"))
    body = compared.body("cgw")
    assert body.origin.standing is OriginStanding.VERIFIED
    assert [edit.found for edit in body.edits] == ["取消分类"]


@pytest.mark.parametrize("progress", ["500", "1000000000000", "-500"])
def test_that_a_sealed_progress_out_of_range_is_not_taken_in(office, send, decide, progress):
    answers = {**ANSWERS, "3.1-01-02": {"state": "ongoing", "progress": progress, "done": "有"}}
    intake = send(odd=exported(make_report(answers, id="odd")))
    assert (intake.refused, office.body("cgw").versions) == (1, None)


def test_that_a_key_of_another_department_is_told(office, send, decide):
    send(first=signed(CITY))
    decide.compare_key("jyj", DEPARTMENT_KEYS.public)
    origins = office.departments.origins
    assert origins.others_with(of(office, 1).signer, "cgw") == ("jyj",)
    assert origins.others_with(of(office, 1).signer, "jyj") == ()


def test_that_last_years_reports_are_told_apart_once_for_all(office, send):
    """Else a city's year took as long as the square of its bodies."""
    send("city", "schools")
    next_year = YearFiles(office.db, YEAR + 1)
    with counted() as counts:
        assert len(next_year.last_year) == 2
    assert counts.of(Origins._made) == 2
