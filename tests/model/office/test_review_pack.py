"""A 复核包 opens on a second PC as the first one's year; the decisions come back and join."""

import shutil
import zipfile
from contextlib import closing
from dataclasses import replace

import pytest

from forms import FORMS
from model.clerk.deliveries import read_for_clerk
from model.consolidation.attachments import is_review_pack
from model.consolidation.conflicts import FigureRuling, How
from model.domain.review import Matter, Ruling
from model.domain.review_file import MANIFEST, ruling_line
from model.errors import AppError
from model.jobs import JobContext
from model.office.decision_words import MATTERS
from model.office.department_year import ReportingState
from model.office.inbox import receive
from model.office.review_exchange import (
    CHAPTER,
    ReviewExchange,
    settle,
    share_out,
    take_back,
    take_in,
)
from model.office.review_pack import OpenedPack, read_exchanged, take_in_pack, write_pack
from model.office.stored_year import StoredYear
from model.store.data_file import open_store
from model.store.personal_data import clear_personal_data
from model.store.receipts import fetch_receipts
from model.store.reviews import fetch_reviews, fetch_rulings
from model.workbook.review_pack.read import ReceivedReviewPack
from tests.model.consolidation.test_mails import mail
from tests.model.office.live import Decisions
from tests.model.workbook.years import YEAR, questionnaire, small_plan, small_rulebook

AT = "2026-01-05T09:00:00+08:00"


def stored(path):
    return StoredYear(
        path=path, shipped=small_plan(), rulebook=small_rulebook(), forms=FORMS, year=YEAR
    )


class Pc:
    """A PC of the office: its data file, its reviewer, and the year as it stands there."""

    def __init__(self, path, name):
        self.path, self.name, self.stored = path, name, stored(path)

    @property
    def year(self):
        return self.stored.opened()

    def decide(self, what, *given, **named):
        with self.year as office:
            live = _Live(office)
            getattr(Decisions(live, self.name), what)(*given, **named)

    def file(self):
        with self.year as office:
            return ReviewExchange(office).file(self.name)

    def receive(self, file):
        with self.year as office:
            return take_in(office, file, "意见.xlsx", file.digest).count

    @property
    def decisions(self):
        with closing(open_store(self.path)) as db:
            return (*fetch_reviews(db, YEAR), *fetch_rulings(db, YEAR))


class _Live:
    def __init__(self, office):
        self.now = office

    def take(self, changes):
        self.now = self.now.after(changes)
        return changes


@pytest.fixture
def first(office, send, tmp_path, monkeypatch):
    with monkeypatch.context() as earlier:
        earlier.setattr("model.store.receipts.now", lambda: "2025-12-30T09:00:00+08:00")
        send("city")
    send("again", "schools")
    return Pc(tmp_path / "data.db", "张三")


@pytest.fixture
def second(tmp_path, empty_file):
    path = tmp_path / "second" / "data.db"
    path.parent.mkdir()
    path.write_bytes(empty_file)
    return Pc(path, "李四")


@pytest.fixture
def packed(first, tmp_path):
    first.decide("adopt", "cgw", "i-cars")
    return write_pack(tmp_path / "包.zip", first.stored, "张三", "李四", JobContext())


def opened(pc, path):
    return read_exchanged(path, pc.stored, JobContext())


def test_that_a_pack_opens_on_a_fresh_pc_as_the_year_it_was(first, second, packed):
    pack = opened(second, packed)
    assert isinstance(pack, OpenedPack)
    assert pack.record.reviewer == "李四"
    take_in_pack(packed, pack, second.stored, JobContext())
    with first.year as here, second.year as there:
        assert there.submissions == here.submissions
        assert [body.state for body in there.bodies] == [body.state for body in here.bodies]
        assert [body.timing for body in there.bodies] == [body.timing for body in here.bodies]
        digests = [one.sha256 for one in there.receipts]
        assert all(there.original(one) == here.original(one) for one in digests)
    assert second.decisions == first.decisions
    before = second.decisions
    assert take_in_pack(packed, opened(second, packed), second.stored, JobContext()) == 0
    with second.year as there:
        assert len(there.batches) == 2
        assert len(there.receipts) == len(digests)
    assert second.decisions == before


def test_that_nobody_is_said_to_have_sent_nothing_on_the_other_pc(send, second, tmp_path):
    send("city", 教育局_报送=b"PK\x03\x04 broken")
    first = Pc(tmp_path / "data.db", "张三")
    path = write_pack(tmp_path / "包.zip", first.stored, "张三", "李四", JobContext())
    for _ in range(2):
        take_in_pack(path, opened(second, path), second.stored, JobContext())
        with first.year as here, second.year as there:
            assert here.body("jyj").state is ReportingState.UNRECEIVED
            for body in here.bodies:
                other = there.body(body.id)
                assert other.state is body.state
                assert [one.file_name for one in other.unreceived] == [
                    one.file_name for one in body.unreceived
                ]


def test_that_decisions_come_back_join_are_settled_and_can_be_taken_back(first, second, packed):
    take_in_pack(packed, opened(second, packed), second.stored, JobContext())
    second.decide("return_item", "cgw", "i-cars", "请补充")
    second.decide("adopt", "jyj", "i-green")
    first.decide("return_item", "jyj", "i-green", "数据来源不明")
    with second.year as office:
        share_out(office, "李四", ["jyj", f"{CHAPTER}三（一）"], "李四")
    file = second.file()
    assert first.receive(file) == 3
    with first.year as office:
        exchange = ReviewExchange(office)
        (rival,) = exchange.rivals
        assert rival.place[1:] == ("jyj", "i-green")
        assert exchange.shares.reviewer("cgw", "三（一）") == "李四"
        settle(office, "张三", rival, rival.theirs)
        assert not ReviewExchange(office).rivals
    done = first.decisions
    assert first.receive(file) == 0
    assert first.decisions == done
    with first.year as office:
        assert take_back(office, "张三", file).count == 3
        assert ReviewExchange(office).shares.reviewer("jyj", "三（一）") == ""
    latest = {(one.department, one.item): one for one in first.decisions if hasattr(one, "item")}
    assert latest["cgw", "i-cars"].by == "张三"
    assert latest["cgw", "i-cars"].verdict.value == "采信"
    assert first.receive(file) == 0


@pytest.mark.parametrize("spoilt", ["lost", "changed", "manifest"])
def test_that_a_pack_that_is_not_whole_is_refused_and_nothing_is_taken(
    second, packed, tmp_path, spoilt
):
    odd = tmp_path / "坏.zip"
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(odd, "w") as target:
        names = source.namelist()
        for name in names:
            content = source.read(name)
            if name == (MANIFEST if spoilt == "manifest" else names[-1]):
                if spoilt == "lost":
                    continue
                content = content[:-1] + b"x"
            target.writestr(name, content)
    found = opened(second, odd)
    assert isinstance(found, AppError)
    assert found.hint
    assert second.decisions == ()


def test_that_no_pack_is_written_of_a_year_whose_originals_were_cleared(first, tmp_path):
    with closing(open_store(tmp_path / "data.db")) as db:
        clear_personal_data(db, [YEAR], "王芳", "到期", originals=True)
    with pytest.raises(AppError, match=r"由王芳清除.*没有写复核包"):
        write_pack(tmp_path / "包.zip", first.stored, "张三", "李四", JobContext())
    assert not (tmp_path / "包.zip").exists()


def test_that_a_pack_among_the_mails_is_no_mail(office, send, packed, tmp_path):
    shutil.copy(packed, tmp_path / "来件.zip")
    result = receive(office.db, questionnaire(), [tmp_path / "来件.zip"], JobContext(), year=YEAR)
    assert (result.files, result.accepted) == (1, 0)
    (told,) = [one.verdict for one in fetch_receipts(office.db) if not one.verdict.accepted]
    assert told.message == "这是复核包，不是报送的工作簿。"
    assert "复核分工" in told.hint
    assert "重新导出" not in told.hint


@pytest.mark.parametrize("way", ["zip", "folder", "zip in a folder", "mail"])
def test_that_a_pack_is_known_as_one_file_wherever_it_falls(packed, tmp_path, way):
    place = tmp_path / "U盘"
    place.mkdir()
    if way == "folder":
        with zipfile.ZipFile(packed) as source:
            source.extractall(place / "复核包")
    elif way == "mail":
        (place / "来信.eml").write_bytes(mail(("复核包.zip", packed.read_bytes())))
    else:
        shutil.copy(packed, place / "复核包.zip")
    path = place / "复核包.zip" if way == "zip" else place
    brought = read_for_clerk(path, questionnaire(), [small_plan()], JobContext())
    (found,) = brought.found
    assert isinstance(found.content, ReceivedReviewPack)
    assert found.path.name == ("复核包" if way == "folder" else "复核包.zip")
    assert not brought.refused
    assert not brought.unused
    assert is_review_pack(path) is (way == "zip")


def test_that_every_ruling_has_words():
    assert MATTERS.keys() == set(Matter)


@pytest.mark.parametrize(
    ("matter", "subject", "choice"),
    [
        (Matter.FIGURE, "i-cars", "nonsense"),
        (Matter.FIGURE, "i-cars", "value:1e999"),
        (Matter.FIGURE, "i-none", "sum:"),
        (Matter.FIGURE, "i-cars", "owner:nobody"),
        (Matter.HAND_EDIT, "0/indicators/i-cars/value", "found:9"),
        (Matter.RECEIVED_ON, "cgw", "gestern"),
        (Matter.ORIGIN, "0", "perhaps"),
        (Matter.RANKING, "", "loud"),
        (Matter.REVIEWER, "cgw", "z" * 9_000),
        (Matter.FALSE_FIGURES, "cgw", "z" * 50_000),
    ],
)
def test_that_a_ruling_that_the_app_never_makes_costs_its_file(first, matter, subject, choice):
    one = Ruling(matter=matter, subject=subject, choice=choice, by="李四", at=AT)
    file = replace(first.file(), rulings=(ruling_line(one),))
    before = first.decisions
    with pytest.raises(AppError, match="不可能"):
        first.receive(file)
    assert first.decisions == before


def test_that_rulings_of_the_app_travel(first, second, packed):
    take_in_pack(packed, opened(second, packed), second.stored, JobContext())
    second.decide("note_false_figures", "cgw", "查实虚报")
    second.decide("show_ranking", shown=True)
    second.decide("rule_figure", "i-cars", FigureRuling(how=How.VALUE, named="9"), "按合同")
    second.decide("switch_four_eyes", "按规定", on=True)
    assert first.receive(second.file()) == 4
    here = [one for one in first.decisions if isinstance(one, Ruling)]
    assert here == [one for one in second.decisions if isinstance(one, Ruling)]
