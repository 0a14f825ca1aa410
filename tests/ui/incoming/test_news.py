"""What is told of a file that came."""

from model.domain.differences import Difference, DifferenceKind
from ui.incoming.news import difference_page


def test_that_each_kind_of_difference_has_one_heading_however_they_are_mixed():
    kinds = [DifferenceKind.ADDED, DifferenceKind.DUTY, DifferenceKind.ADDED, DifferenceKind.TARGET]
    mixed = [
        Difference(kind=kind, key=str(n), title=f"第{n}项", before="", after="牵头")
        for n, kind in enumerate(kinds)
    ]
    page = difference_page(mixed)
    assert page.count(DifferenceKind.ADDED.value) == 1
    assert page.index("第0项") < page.index("第2项") < page.index("第1项")
