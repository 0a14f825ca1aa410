import pytest

from model.domain.documents import document_year


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2026-03-01", 2026), ("2026.3.1", 2026), ("2026年3月", 2026), ("2026年3月1日", 2026),
        ("2026", 2026), ("２０２６年３月", 2026), ("2026/3/1", 2026), ("2026-02-30", None),
        ("2026-13", None), ("三月", None), ("", None), ("26-3-1", None), ("2026-03-01起", 2026),
        ("20260312", 2026), ("202603", 2026), ("20261301", None), ("202613", None),
    ],
)  # fmt: skip
def test_that_a_date_is_understood_as_people_write_it(text, year):
    assert document_year(text) == year
