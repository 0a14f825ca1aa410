from dataclasses import replace

from model.consolidation.versions import VersionChoice, versions_by_digest
from model.domain.review import Matter, Ruling
from tests.model.office.conftest import CITY, CITY_AGAIN, CITY_FORK
from ui.pages.office.fork_part import _chosen


def test_that_the_report_somebody_chose_is_named_also_when_another_followed_it():
    first, chosen, other = (one.submission for one in (CITY, CITY_AGAIN, CITY_FORK))
    choice = VersionChoice(chosen=chosen.digest, over=frozenset({other.digest}))
    ruling = Ruling(
        matter=Matter.FORK, subject="cgw", choice="", by="张敏", at="2026-01-15T09:01:00+08:00"
    )
    came = {one.digest: one for one in (first, chosen, other)}
    said = f"张敏选用第2次（校验码 {chosen.check_code[:9]}，导出于 2025年12月28日 09:30）"
    assert _chosen(ruling, versions_by_digest(came, choice)).endswith(said)
    later = replace(
        chosen, id="a9", parent=chosen.id, sequence=3, exported_at="2026-01-20T09:00:00+08:00"
    )
    words = _chosen(ruling, versions_by_digest({**came, later.digest: later}, choice))
    assert f"{said}；此后重报，现在计的是第3次（校验码 {later.check_code[:9]}" in words
