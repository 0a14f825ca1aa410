"""A 复核意见 of another PC as a base of the corpus: what is sealed counts, whatever was done."""

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, cached_property
from pathlib import Path

from model.domain.review import Review, Verdict
from model.domain.review_file import ReviewFile, review_lines
from model.domain.submission import Edition
from model.workbook.keys import TITLES
from model.workbook.reasons import Refusal
from model.workbook.review_file.layout import REVIEW_FILE_TITLES
from model.workbook.review_file.read import ReceivedReviewFile
from model.workbook.review_file.write import review_file_bytes
from model.workbook.sealed import read_file
from tests.corpus.base import BODY, Base, base, questionnaire
from tests.corpus.kinds import active, bombs, container, names, xml_attacks, zip_attacks
from tests.corpus.mutations import mutations
from tests.corpus.running import Runner, _about_words
from tests.corpus.variant import Variant
from tests.corpus.variant import Verdict as Told
from tests.keys import OFFICE_KEYS

KINDS = (container, zip_attacks, bombs, xml_attacks, active, names)


class ReviewBase(Base):
    """The name of any table of a report stands for the one of decisions."""

    @cached_property
    def tables(self):
        found = super().tables
        (decisions,) = (one for key, one in found.items() if key in REVIEW_FILE_TITLES)
        return {**found, **dict.fromkeys(TITLES.keys() - found.keys(), decisions)}


@cache
def record() -> ReviewFile:
    """An item sent back, and one corrected."""
    plan = questionnaire().plan
    first, second = [item.id for item in plan.measures_of(BODY)][:2]
    returned = Review(
        department=BODY, item=first, verdict=Verdict.RETURN, submission="a" * 64, basis="b" * 64,
        remark="请写明数量", by="李四", at="2026-01-20T09:00:00+08:00",
    )  # fmt: skip
    changes = {"progress": "60"}
    adjusted = replace(
        returned, item=second, verdict=Verdict.ADJUST, changes=changes, remark="按台账核改"
    )
    reviews = (returned, adjusted)
    return ReviewFile(
        id="r1", year=2025, plan=Edition(id=plan.id, version=plan.edition), made_by="李四",
        made_at="2026-01-20T10:00:00+08:00", lines=review_lines(reviews),
    )  # fmt: skip


@cache
def review_base() -> ReviewBase:
    asked = questionnaire()
    content = review_file_bytes(record(), asked.plan, asked.forms, OFFICE_KEYS)
    return ReviewBase("review-file", content, base("export").submission)


def variants() -> Iterator[Variant]:
    good = review_base()
    for kind in KINDS:
        yield from kind.variants(good)
    yield from mutations(good, 60)


def complaints(runner: Runner, variant: Variant, path: Path) -> list[str]:
    """What is wrong with how *variant* is read: refused in documented words, or taken with nothing
    in it that was not decided.
    """
    path.write_bytes(variant.make())
    found = read_file(path, questionnaire(), runner.reader)
    if isinstance(found, Refusal):
        return [*_about_words(found)]
    if not isinstance(found, ReceivedReviewFile):
        return [f"taken for {type(found).__name__}"]
    wrong = [] if found.record == record() else ["other decisions"]
    if variant.expected.verdicts == {Told.REJECT}:
        wrong.append("not refused")
    return wrong
