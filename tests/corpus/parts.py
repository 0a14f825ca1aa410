"""A filled-in 科室表 as a base of the corpus: the kinds of damage that are about any workbook."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from model.domain.section import SectionReturn, SectionSheet
from model.domain.submission import Edition
from model.package.in_force import in_force
from model.paths import asset
from model.scoring.assess import Assessor
from model.scoring.loader import load_rulebook
from model.workbook.reasons import Refusal
from model.workbook.sealed import Sealed, read_file
from model.workbook.section_sheet.content import SectionPaper
from model.workbook.section_sheet.layout import OF_ITEMS
from model.workbook.section_sheet.read import ReceivedSectionSheet
from model.workbook.section_sheet.write import section_sheet_bytes
from tests.corpus.base import Base, base, questionnaire
from tests.corpus.kinds import active, bombs, container, names, xml_attacks, zip_attacks
from tests.corpus.mutations import mutations
from tests.corpus.running import Runner, _about_words
from tests.corpus.variant import Variant, Verdict
from tests.model.parts.sections import fill

NAME = "section-sheet"
BODY = "csglw"
KINDS = (container, zip_attacks, bombs, xml_attacks, active, names)
TABLES = {"measure", "quantity"}


@dataclass(frozen=True)
class PartBase(Base):
    """The names of a report's tables stand for those of the sheet."""

    content_said: SectionReturn
    sheet: SectionSheet

    @cached_property
    def tables(self):
        found = super().tables
        return {**found, **{key: found[f"{OF_ITEMS}{key}"] for key in TABLES}}


@cache
def part_base() -> PartBase:
    """A sheet of three measures and two indicators, filled in by openpyxl."""
    plan = in_force(questionnaire().plan, None)
    asked = replace(questionnaire(), plan=plan)
    measures = [item.id for item in plan.measures_of(BODY)][:3]
    indicators = [item.id for item in plan.indicators_of(BODY) if not item.qualitative][:2]
    assessor = Assessor(plan, load_rulebook(asset("rules/percent-2025.1.toml")), BODY, 2025)
    sheet = SectionSheet(
        id="p1", year=2025, department=BODY, section="s1", section_name="市容科", number=1,
        made_at="2026-01-05T09:00:00+08:00", plan=Edition(id=plan.id, version=plan.edition),
        led=(*measures, *indicators), added=(), answers={measures[0]: {"done": "已有的"}},
    )  # fmt: skip
    paper = SectionPaper(sheet=sheet, questionnaire=asked, targets=assessor.targets)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "表.xlsx"
        path.write_bytes(section_sheet_bytes(paper))
        fill(path, {
            (measures[0], "done"): "改过的", (measures[1], "state"): "完成",
            (measures[1], "done"): "做完了", (indicators[0], "value"): 12,
            ("filled_by", "value"): "李四",
        })  # fmt: skip
        content = path.read_bytes()
        found = read_file(path, asked)
    assert isinstance(found, ReceivedSectionSheet), found
    return PartBase(NAME, content, base("export").submission, found.content, found.sheet)


def variants() -> Iterator[Variant]:
    good = part_base()
    for kind in KINDS:
        yield from kind.variants(good)
    yield from mutations(good, 60)


def complaints(runner: Runner, variant: Variant, path: Path) -> list[str]:
    """What is wrong with how *variant* is read: refused in documented words, or taken in and then
    nothing that was not typed.
    """
    path.write_bytes(variant.make())
    plan = in_force(questionnaire().plan, None)
    found = read_file(path, replace(questionnaire(), plan=plan), runner.reader)
    return list(_complaints(variant, found))


def _complaints(variant: Variant, found: Sealed | Refusal) -> Iterator[str]:
    if isinstance(found, Refusal):
        yield from _about_words(found)
        return
    if not isinstance(found, ReceivedSectionSheet):
        yield f"taken for {type(found).__name__}"
        return
    if variant.expected.verdicts == {Verdict.REJECT}:
        yield "not refused"
    typed = {(one.item, one.field, one.said) for one in part_base().content_said.said}
    said = {(one.item, one.field, one.said) for one in found.content.said}
    if variant.kind != "random" and said - typed:
        yield f"says {sorted(said - typed, key=str)[:2]}"
