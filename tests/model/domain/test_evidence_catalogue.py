import pytest

from model.domain.answers import Evidence
from model.domain.evidence_catalogue import catalogue, latest_year

PIECES = (
    Evidence(id="1", item="a", title="总结", file_name="总结.pdf", size=3, sha256="f" * 64),
    Evidence(id="2", item="a", title="通知", reference="津政发〔2026〕1号"),
    Evidence(id="3", item="b", title="年终总结", file_name="改名.pdf", size=3, sha256="f" * 64),
    Evidence(id="4", item="b", title="通知", reference="津政发〔2026〕2号"),
    Evidence(id="5", item="c", title="通知", reference="津政发〔2026〕1号"),
)


def test_that_a_piece_behind_several_items_is_listed_once_with_all_its_numbers():
    found = catalogue(PIECES)
    assert [(one.numbers_words, one.items) for one in found] == [
        ("1、3", ("a", "b")),
        ("2、5", ("a", "c")),
        ("4", ("b",)),
    ]
    assert sum(len(one.numbers) for one in found) == len(PIECES)


@pytest.mark.parametrize(
    ("title", "reference", "year"),
    [
        ("2025年度总结", "", 2025),
        ("总结", "津政发〔2024〕1号", 2024),
        ("2024—2026年方案", "", 2026),
        ("总结", "档案室 20250001", None),
        ("电话 12026", "", None),
    ],
)
def test_that_the_latest_year_its_words_tell_is_that_of_a_piece(title, reference, year):
    assert latest_year(Evidence(id="1", item="a", title=title, reference=reference)) == year
