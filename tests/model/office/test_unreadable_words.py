"""No word that somebody types makes the office's year unreadable, nor does one kept before."""

from dataclasses import replace

import pytest

from model.domain.canonical import canonical_bytes, digest_of
from model.domain.package import Settlement
from model.domain.rectification import RectificationAct, RectificationStep, ShortcomingCause
from model.domain.return_slip import Remark, ReturnSlip
from model.domain.review_file import ReviewFile
from model.domain.sealed import seal, unseal
from model.domain.submission import Edition
from model.domain.text_kinds import CUT, STATEMENT
from model.office.rectification import (
    ShortcomingProposal,
    assign,
    extend,
    new_notices,
    rectification_ledger,
)
from model.office.review_exchange import ReviewExchange
from model.plans import PlanLibrary
from model.record_bounds import Unkeepable
from model.store.packages import fetch_draft, save_draft
from model.store.rectification import save_acts
from model.store.unreadable_records import unreadable_words
from tests.model.office.live import Decisions, LiveOffice
from tests.model.workbook.years import FORMS, OPENED, YEAR, small_plan, small_rulebook

AT = "2026-03-01T09:00:00+08:00"
PROPOSAL = ShortcomingProposal(
    department="cgw", item="i-cars", cause=ShortcomingCause.MISSED, problem="没有达标", demand="改"
)


def read_anew(db):
    return LiveOffice(PlanLibrary(db, small_plan()), small_rulebook(), FORMS, YEAR)


@pytest.mark.parametrize("general", ["长" * 40_001, "长" * 100_000])
def test_that_a_slip_too_long_to_be_read_is_refused_and_the_year_goes_on(office, send, db, general):
    d = Decisions(office, by="李四")
    send("city")
    with pytest.raises(Unkeepable, match="“总体意见”最多 40000 字，现有"):
        d.issue_slip("cgw", general=general)
    assert read_anew(db).body("cgw").slips == ()


@pytest.mark.parametrize("act", ["return_item", "adjust"])
def test_that_a_remark_longer_than_a_slip_can_list_is_refused(office, send, act):
    d = Decisions(office, by="李四")
    send("city")
    given = ({"value": "10"},) if act == "adjust" else ()
    with pytest.raises(Unkeepable, match="多出 1 字"):
        getattr(d, act)("cgw", "i-cars", *given, "长" * (STATEMENT + 1))
    assert office.reviews == {}


def test_that_long_reasons_of_corrections_are_told_in_short_on_a_slip(office, send, db):
    d = Decisions(office, by="李四")
    send("city")
    for item, values in (("i-cars", {"value": "10"}), ("i-given", {"value": "3"})):
        d.adjust("cgw", item, values, "理由" * 1000)
    slip = d.issue_slip("cgw", general="好")
    assert "……" in slip.general
    assert len(slip.general) < 3_000
    assert [one.digest for one in read_anew(db).body("cgw").slips] == [slip.digest]


def test_that_letters_nobody_sees_are_left_out_of_a_slip(office, send, db):
    send("city")
    words = "好\ufffe\uffff\x0b的\ud800"
    slip = Decisions(office, by="李　四\ufffe").issue_slip("cgw", general=words)
    assert (slip.general, slip.made_by) == ("好\n的", "李　四")
    assert read_anew(db).body("cgw").slips == (slip,)


def test_that_a_slip_kept_by_an_earlier_version_costs_no_year_however_long_it_is(office, send, db):
    send("city")
    slip = Decisions(office, by="李四").issue_slip("cgw", general="好")
    long = replace(slip, general="长" * 48_129)
    text = seal(long).decode()
    db.execute("UPDATE return_slip SET payload = ?, digest = ?", [text, digest_of(text.encode())])
    assert read_anew(db).body("cgw").slips == (long,)
    assert list(unreadable_words(db)) == []
    assert ReviewExchange(read_anew(db).now).file("李四").slips == ()
    db.execute("UPDATE return_slip SET payload = '{'")
    assert read_anew(db).body("cgw").slips == ()
    assert "退回单 1 份" in next(unreadable_words(db))


@pytest.mark.parametrize("by", ["王　芳", "王\xa0芳", "王\t芳", "王\u200b 芳"])
def test_that_a_name_may_hold_a_blank_of_any_width(office, send, by):
    send("city")
    office.take(assign(office.now, by, [PROPOSAL], "2026-06-01"))
    (line,) = rectification_ledger(office.now).lines
    assert line.acts[0].by == "王 芳"
    (notice,) = new_notices(office.now, by, ["cgw"], "022　1")
    assert unseal(seal(notice)) == notice


@pytest.mark.parametrize("part", ["problem", "demand"])
def test_that_what_is_too_long_to_be_handed_over_is_refused_whole(office, send, part):
    send("city")
    long = replace(PROPOSAL, **{part: "长" * (STATEMENT + 1)})
    with pytest.raises(Unkeepable, match="最多 2000 字，现有 2001 字，多出 1 字"):
        assign(office.now, "王芳", [PROPOSAL, long], "2026-06-01")
    assert rectification_ledger(office.now).lines == ()


def test_that_an_extension_with_too_long_a_reason_is_refused(office, send):
    send("city")
    office.take(assign(office.now, "王芳", [PROPOSAL], "2026-06-01"))
    (line,) = rectification_ledger(office.now).lines
    with pytest.raises(Unkeepable, match="“意见或理由”"):
        extend(office.now, "王芳", [line.id], "2026-07-01", "长" * (STATEMENT + 1))


def test_that_acts_kept_by_an_earlier_version_are_read_and_can_be_sent(office, send, db):
    """Its name was too long, and so was its reason."""
    send("city")
    office.take(assign(office.now, "王芳", [PROPOSAL], "2026-06-01"))
    (line,) = rectification_ledger(office.now).lines
    act = RectificationAct(
        id="x", shortcoming=line.id, step=RectificationStep.EXTEND, by="王" * 70, at=AT,
        due="2026-07-01", words="长" * 3_000,
    )  # fmt: skip
    save_acts(db, YEAR, [replace(act, words="", by="")])
    db.execute(
        "UPDATE rectification SET content = ? WHERE id = 'x'",
        [canonical_bytes({"act": act}).decode()],
    )
    (line,) = rectification_ledger(read_anew(db).now).lines
    last = next(one for one in line.acts if one.id == "x")
    assert (len(last.by), len(last.words), last.words[-len(CUT) :]) == (64, STATEMENT, CUT)
    (notice,) = new_notices(read_anew(db).now, "王芳", ["cgw"])
    assert unseal(seal(notice)) == notice


def test_that_a_wrong_date_in_a_kept_draft_costs_the_date_and_is_told(db):
    settled = {"q": Settlement(decision="好", by="", on="2026-03-01")}
    save_draft(db, replace(OPENED, settled=settled))
    db.execute("UPDATE package_draft SET payload = replace(payload, '2026-03-01', '昨天')")
    assert fetch_draft(db, OPENED.year).settled["q"].on == ""
    assert "日期" in next(unreadable_words(db))
    db.execute("UPDATE package_draft SET payload = '[]'")
    assert fetch_draft(db, OPENED.year) is None
    assert "编制中的任务包 1 份" in next(unreadable_words(db))


def test_that_a_draft_that_could_not_be_read_back_is_not_saved(db):
    save_draft(db, OPENED)
    with pytest.raises(Unkeepable, match="“理由”最多 40000 字"):
        save_draft(db, replace(OPENED, reason="长" * 50_000))
    assert fetch_draft(db, OPENED.year) == OPENED


def test_that_a_list_of_decisions_holds_slips_of_any_length():
    slip = ReturnSlip(
        id="a", year=YEAR, department="cgw", number=1, submission="ab" * 32, sequence=1,
        made_at=AT, remarks=tuple(Remark(item=f"i{n}", text="请" * 700) for n in range(60)),
    )  # fmt: skip
    listed = ReviewFile(
        id="v", year=YEAR, plan=Edition(id="small", version="2022"), made_by="王芳", made_at=AT,
        lines=(), slips=(seal(slip).decode(),),
    )  # fmt: skip
    assert unseal(seal(listed)) == listed
