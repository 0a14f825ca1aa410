"""A year of 48 bodies with rich words, rendered and held to what a leader's eye would find."""

import io
import re
import subprocess
import zipfile
from collections import Counter
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from model.consolidation.consolidation import Told
from model.jobs import JobContext
from model.package.in_force import in_force
from model.paths import RULEBOOK, asset
from model.report.annual import report_bytes
from model.report.chapters.results import scores
from model.report.self_report import self_report_bytes
from model.report.summary.overview import overview_table
from model.report.word.document import EMU
from model.scoring.loader import load_shipped_rulebook
from tests.model.report.rich_years import YEAR, RichYears

XHTML = "{http://www.w3.org/1999/xhtml}"
LONG = 20  # characters: a line of a paragraph that goes on
MARGIN = 60  # points from the edges of the paper: nothing but page numbers stands further out
HEADING = re.compile(r"（?[一二三四五六七八九十]+[、）].{2,24}")


@pytest.fixture(scope="module")
def rich(plan):
    now = in_force(plan, None, year=YEAR)
    return RichYears(now, load_shipped_rulebook(asset(RULEBOOK), plan))


@pytest.fixture(scope="module")
def bodies(rich):
    """The body with most work, one with some, a street."""
    ordered = sorted(rich.plan.bodies, key=lambda one: -len([*rich.plan.items_of(one.id)]))
    street = next(one for one in rich.plan.bodies if "街道" in one.name)
    return ordered[0], ordered[8], street


def pages_of(content: bytes, folder: Path) -> list[ET.Element]:
    """The pages of a Word file as LibreOffice sets them, each with its words and their boxes."""
    (folder / "a.docx").write_bytes(content)
    for command in (
        ("soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
         "--convert-to", "pdf", "--outdir", folder, folder / "a.docx"),
        ("pdftotext", "-bbox-layout", folder / "a.pdf", folder / "a.html"),
    ):  # fmt: skip
        subprocess.run(list(map(str, command)), check=True, capture_output=True, timeout=300)
    return [*ET.parse(folder / "a.html").getroot().iter(f"{XHTML}page")]  # our own


def lines_of(page: ET.Element) -> list[str]:
    """The lines of the text, without the page number below."""
    lines = [*page.iter(f"{XHTML}line")]
    lines.sort(key=lambda line: float(line.attrib["yMin"]))
    told = ["".join(word.text or "" for word in line) for line in lines]
    return [line for line in told if not re.fullmatch(r"—?\d+—?", line)]


def faults(pages: list[ET.Element]) -> list[str]:
    found = []
    for number, page in enumerate(pages, start=1):
        width = float(page.attrib["width"])
        for word in page.iter(f"{XHTML}word"):
            left, right = float(word.attrib["xMin"]), float(word.attrib["xMax"])
            if left < MARGIN or right > width - MARGIN + 20:
                found.append(f"{number}: {word.text} stands outside the text")
        lines = lines_of(page)
        if not lines and not [*page.iter(f"{XHTML}word")]:
            found.append(f"{number}: an empty page")
        if lines and HEADING.fullmatch(lines[-1]):
            found.append(f"{number}: {lines[-1]} stands alone at the foot")
        for first, second in pairwise(lines):
            long = len(first) > LONG  # else it is no line of a paragraph
            if long and re.search(r"[^\d.]\d+$", first) and re.match(r"\d+[^\d.、）]", second):
                found.append(f"{number}: a number is parted: {first} / {second}")
    return found


def test_that_figures_that_take_a_page_open_an_annex_and_leave_no_page_empty_before_them(rich):
    with zipfile.ZipFile(io.BytesIO(report_bytes(rich.data, JobContext()))) as file:
        words = file.read("word/document.xml").decode()
    body, *annexes = words.split('<w:pStyle w:val="Attachment"/>')
    text = (297 - 37 - 35) / 25.4  # inches
    assert 0 < max(_heights(body)) <= text / 2
    assert all(height < text - 1.6 for annex in annexes for height in _heights(annex))
    assert all(_heights(annex) for annex in annexes[:2])
    assert all(annex.index("<w:drawing>") < annex.index("<w:tbl>") for annex in annexes[:2])


def _heights(xml: str) -> list[float]:
    """Of its figures, in inches."""
    return [int(high) / EMU for high in re.findall(r'<wp:extent [^>]*cy="(\d+)"', xml)]


@pytest.mark.office
def test_that_the_report_reads_well_page_by_page(rich, tmp_path):
    pages = pages_of(report_bytes(rich.data, JobContext()), tmp_path)
    assert faults(pages) == []
    assert 20 < len(pages) < 60
    told = "".join("".join(lines_of(page)) for page in pages)
    whole = rich.data.picture.whole
    assert f"完成{whole.told[Told.DONE]}项次" in told
    assert rich.data.rectified.words.replace(" ", "") in told


@pytest.mark.office
@pytest.mark.parametrize("which", range(3))
def test_that_a_departments_report_reads_well_page_by_page(rich, bodies, which, tmp_path):
    data = rich.self_report(bodies[which].id)
    pages = pages_of(self_report_bytes(data), tmp_path)
    assert faults(pages) == []
    told = "".join("".join(lines_of(page)) for page in pages)
    assert "指标0项" not in told
    sentences = Counter(re.findall(r"[^。]*等次[^。]*。", told))
    assert all(count == 1 for count in sentences.values())


def test_that_every_body_that_reported_has_a_grade_or_none_in_the_counts(rich):
    document = Words()

    scores(document, rich.data)
    told = sum(int(count) for count in re.findall(r" (\d+) 个[、。]", document.words))
    assert told == len(rich.data.picture.departments) == 45
    rows = [row for row in overview_table(rich.data, 5).rows if row.key.startswith("grade.")]
    assert sum(int(row.values["number"].result) for row in rows) == 45


class Words:
    """Takes down what a chapter writes."""

    words = ""

    def text(self, *paragraphs):
        self.words += "".join(paragraphs)

    def table(self, *_):
        pass
