from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.domain.package import Contact, Duty, HandedDown, Settlement, YearPackage
from model.domain.reorganisation import ChangeKind, DepartmentChange
from model.domain.sealed import seal, unseal_as
from model.domain.submission import Edition, Submission
from model.domain.targets import Baseline

PACKAGE = YearPackage(
    id="0123",
    year=2025,
    version=2,
    parent="ab12",
    opened_at="2025-10-01T09:00:00+08:00",
    made_at="2025-11-01T09:00:00+08:00",
    plan=Edition(id="hebei-2022", version="2022"),
    rulebook=Edition(id="percent", version="2025.1"),
    rulebook_text='id = "percent"\n',
    deadline="2026-01-31",
    office=Contact(name="王", phone="022"),
    contacts={"csglw": Contact(name="李")},
    targets={"tech_smes": HandedDown(value=Decimal(260), document="津发〔2025〕1号")},
    breakdown={
        "tech_smes": {2025: Decimal(255)},
        "data_centre_pue": {2025: Decimal("1.45"), 2026: Decimal("1.4")},
    },
    shares={"sorting_accuracy": {"street-ningyuan": Decimal(90)}},
    baselines={"tech_smes": Baseline(year=2021, value=Decimal(200))},
    duties={"3.1.1-01": {"kjj": Duty.LEAD, "swj": Duty.NONE}},
    settled={"q-division": Settlement(decision="按职责", by="办公室", on="2025-10-01")},
    changes=(
        DepartmentChange(
            kind=ChangeKind.DISSOLVED, on="2024-01-01", before=("jrj",), after=("fgw",)
        ),
    ),
)
numbers = st.decimals(allow_nan=False, allow_infinity=False, places=2)
names = st.text("abc", min_size=1)
packages = st.builds(
    replace,
    st.just(PACKAGE),
    version=st.integers(1, 5),
    breakdown=st.dictionaries(names, st.dictionaries(st.integers(2022, 2030), numbers)),
    duties=st.dictionaries(names, st.dictionaries(names, st.sampled_from(Duty))),
    shares=st.dictionaries(names, st.dictionaries(names, numbers)),
)


@given(packages)
def test_that_the_canonical_form_brings_back_an_equal_package(package):
    read = unseal_as(YearPackage, seal(package))
    assert read == package
    assert read.digest == package.digest


def shuffled(value):
    if not isinstance(value, dict):
        return value
    keys = list(value)
    Random(7).shuffle(keys)
    return {key: shuffled(value[key]) for key in keys}


@given(packages)
def test_that_the_order_of_entry_does_not_change_the_check_code(package):
    other = replace(package, duties=shuffled(package.duties), breakdown=shuffled(package.breakdown))
    assert other.check_code == package.check_code


@pytest.mark.parametrize(
    "change",
    [
        {"deadline": "2026-02-01"},
        {"rulebook_text": 'id = "percent"'},
        {"duties": {"3.1.1-01": {"kjj": Duty.LEAD}}},
        {"sample": True},
    ],
)
def test_that_anything_changed_changes_the_check_code(change):
    assert replace(PACKAGE, **change).check_code != PACKAGE.check_code


def test_that_an_item_nobody_carries_is_not_an_item_nothing_was_said_about():
    nobody, silent = replace(PACKAGE, duties={"3.1.1-01": {}}), replace(PACKAGE, duties={})
    assert nobody.digest != silent.digest
    assert unseal_as(YearPackage, seal(nobody)).duties == {"3.1.1-01": {}}


def test_that_a_target_from_above_goes_before_the_districts_own():
    assert PACKAGE.handed_down == {"tech_smes": Decimal(260), "data_centre_pue": Decimal("1.45")}


def test_that_the_later_version_ranks_higher_whenever_it_was_made():
    later = replace(PACKAGE, version=3, made_at="2025-10-15T09:00:00+08:00")
    assert later.rank > PACKAGE.rank


def test_that_a_year_opened_anew_ranks_before_every_version_of_the_earlier_opening():
    anew = replace(PACKAGE, id="9", version=1, opened_at="2025-10-01T01:00:01+00:00")
    assert anew.rank > PACKAGE.rank


def test_that_sample_packages_never_rank_before_real_ones():
    assert replace(PACKAGE, version=9, sample=True).rank < PACKAGE.rank


WHOLE = seal(PACKAGE)
SUBMISSION = Submission(
    id="1", year=2025, department="kjj", sequence=1, parent=None,
    exported_at="2026-01-15T09:30:00+08:00", plan=PACKAGE.plan, rulebook=PACKAGE.rulebook,
    answers={},
)  # fmt: skip


@pytest.mark.parametrize(
    "content",
    [
        b"{}",
        seal(SUBMISSION),
        WHOLE.replace(b'"schema":1', b'"schema":2'),
        WHOLE.replace(b'"version":2', b'"version":"2"'),
        WHOLE.replace("牵头".encode(), "负责".encode()),
        WHOLE.replace(b'"260"', b"260"),
        WHOLE.replace(b'"2025":', b'"25a":'),
        WHOLE.replace(b'"made_at":"2025-11-01T09:00:00+08:00"', b'"made_at":"2025-11-01T09:00:00"'),
        WHOLE.replace(b'"made_at":"2025-11-01T09:00:00+08:00"', b'"made_at":"gestern"'),
    ],
)
def test_that_anything_else_is_refused(content):
    assert content != WHOLE
    with pytest.raises(ValueError, match=r"schema|not a year package"):
        unseal_as(YearPackage, content)
