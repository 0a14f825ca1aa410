"""A refused file that has nothing but its name: whatever the name, what is said of it goes on."""

import pytest

from model.domain.review import Matter, Ruling
from model.domain.typed_words import is_common
from model.office.departments import sender_key
from model.office.review_exchange import ReviewExchange
from model.record_bounds import Unkeepable, fit
from model.store.reviews import save_ruling
from model.workbook.intake import limits
from tests.model.office.live import Decisions

AT = "2026-01-05T09:00:00+08:00"
NAMES = [
    "大文件",
    "大文件\u200b",
    "大\u202a文件",
    "大文件\U000323b0",
    "大文件\ue863",
    "大　文件",
    "大\t文件",
]


@pytest.fixture
def refused(office, send, monkeypatch):
    """A file too large to be kept, under the name that is asked for."""

    def come(name):
        monkeypatch.setattr(limits, "FILE", 2_000)
        send(**{name: b"PK" + b"0" * 5_000})
        return office.receipts[-1]

    return come


@pytest.mark.parametrize("name", NAMES)
def test_that_whose_it_is_goes_to_other_pcs_and_released_readers_can_read_it(office, refused, name):
    receipt = refused(name)
    assert not receipt.sha256
    Decisions(office).name_sender(receipt, "cgw")
    (ruling,) = ReviewExchange(office.now).file("李四").decisions
    assert ruling.subject == sender_key(receipt)
    assert is_common(ruling.subject)
    assert office.departments.sender_of(receipt) == "cgw"


def test_that_what_an_earlier_version_kept_counts_here_and_stops_nothing(office, refused):
    receipt = refused("大文件\u200b")
    old = Ruling(matter=Matter.SENDER, subject=receipt.file_name, choice="cgw", by="李四", at=AT)
    with pytest.raises(Unkeepable):
        fit(old)
    save_ruling(office.db, office.year, old)
    office.refresh()
    exchange = ReviewExchange(office.now)
    assert exchange.file("李四").decisions == ()
    assert exchange.left_out == 1
    assert office.departments.sender_of(receipt) == "cgw"
