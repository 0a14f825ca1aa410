"""Files that stand behind answers are kept, looked after and packed."""

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from model.domain.answers import Evidence
from model.domain.evidence_catalogue import LIST
from model.errors import AppError, Cancelled
from model.evidence_files.folder import (
    EvidenceFiles,
    FileCondition,
    can_be_opened,
    total_size,
)
from model.evidence_files.volumes import list_words, write_volumes
from model.jobs import JobContext

MOMENT = "2025-11-22T10:00:00+08:00"


@pytest.fixture
def files(tmp_path):
    return EvidenceFiles(tmp_path / "佐证材料")


@pytest.fixture
def add(files, tmp_path):
    def add_(name, content, item="3.1.1-01"):
        source = tmp_path / "原处" / name
        source.parent.mkdir(exist_ok=True)
        source.write_bytes(content)
        kept = files.keep(source, JobContext())
        return Evidence(
            id=f"{item}{name}", item=item, title=name, file_name=kept.name, size=kept.size,
            sha256=kept.sha256,
        )  # fmt: skip

    return add_


def test_that_a_file_is_kept_by_its_hash_whatever_becomes_of_the_original(files, add, tmp_path):
    one = add("总结.pdf", b"%PDF abc")
    (tmp_path / "原处" / "总结.pdf").unlink()
    assert files.path_of(one).read_bytes() == b"%PDF abc"
    assert one.sha256 == hashlib.sha256(b"%PDF abc").hexdigest()
    assert files.condition(one) is FileCondition.FINE
    assert not list(files.folder.glob("*.part"))


def test_that_the_same_file_is_kept_once(files, add):
    one, again = add("总结.pdf", b"abc"), add("总结.pdf", b"abc", item="3.1.1-02")
    assert files.path_of(one) == files.path_of(again)
    assert total_size((one, again)) == 3


def test_that_two_files_of_one_name_stand_apart(files, add):
    one, other = add("总结.pdf", b"abc"), add("总结.pdf", b"xyz")
    assert files.path_of(one) != files.path_of(other)


def test_that_a_missing_and_a_changed_file_are_noticed(files, add):
    one, other = add("一.pdf", b"abc"), add("二.pdf", b"abd")
    files.path_of(one).unlink()
    files.path_of(other).write_bytes(b"abX")
    assert files.condition(one) is FileCondition.MISSING
    assert files.condition(other) is FileCondition.FINE
    assert files.examine(other, JobContext()) is FileCondition.CHANGED
    files.path_of(other).write_bytes(b"longer")
    assert files.condition(other) is FileCondition.CHANGED


def test_that_a_damaged_copy_is_mended_by_adding_the_file_again(files, add):
    one = add("一.pdf", b"abc")
    files.path_of(one).write_bytes(b"abX")
    add("一.pdf", b"abc")
    assert files.examine(one, JobContext()) is FileCondition.FINE


def test_that_a_reference_on_paper_is_fine_without_a_file(files):
    assert files.condition(Evidence(id="p", item="a", title="存档")) is FileCondition.FINE


@pytest.mark.parametrize("what", ["folder", "empty", "gone"])
def test_that_what_is_no_file_is_refused_with_a_cure(files, tmp_path, what):
    path = tmp_path / what
    if what == "folder":
        path.mkdir()
    elif what == "empty":
        path.touch()
    with pytest.raises(AppError) as refusal:
        files.keep(path, JobContext())
    assert refusal.value.hint
    assert not files.folder.exists()


def test_that_a_file_that_cannot_be_kept_costs_itself_alone(files, tmp_path):
    for name in ("甲.pdf", "乙.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    gone = [tmp_path / "没有.pdf", tmp_path]
    done = files.keep_all([tmp_path / "甲.pdf", *gone, tmp_path / "乙.pdf"], JobContext())
    assert [one.name for one in done.kept] == ["甲.pdf", "乙.pdf"]
    assert "有 2 个文件没有添加，其余 2 个已添加" in str(done.trouble)
    assert len(done.trouble.problems) == 2
    assert files.keep_all([tmp_path / "甲.pdf"], JobContext()).trouble is None
    assert "没有.pdf" in str(files.keep_all(gone[:1], JobContext()).trouble)


def test_that_more_files_than_anybody_looks_at_are_refused_at_once(files, tmp_path):
    with pytest.raises(AppError, match="201 个文件"):
        files.keep_all([tmp_path / f"{number}" for number in range(201)], JobContext())
    assert not files.folder.exists()


def test_that_a_cancelled_copy_leaves_nothing(files, tmp_path):
    source = tmp_path / "大.bin"
    source.write_bytes(b"x" * 10)
    job = JobContext()
    job.stop.set()
    with pytest.raises(Cancelled):
        files.keep(source, job)
    assert [*files.folder.iterdir()] == []


@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "A.BAT",
        "表.xlsm",
        "x.lnk",
        "a.exe.",
        "a.exe ",
        "a.exe..",
        "a.pdf.exe",
        "a.xll",
        "a.iqy",
        "a.slk",
        "a.xlsb",
        "a.ppam",
        "a.potm",
        "a.xltm",
        "a.iso",
        "a.vhd",
        "a.rdp",
        "a.deb",
        "a.settingcontent-ms",
        "a.plans-ms",
        "a.msix",
        "a.appinstaller",
        "a.diagcab",
        "a.pyw",
        "a.run",
        "a.html",
        "a.svg",
        "a.jnlp",
        "a.doc",
        "a.xls",
        "a",
        "",
        ".pdf",
        "a.pdf:b.exe",
    ],
)
def test_that_programs_are_never_opened(name):
    assert not can_be_opened(Evidence(id="e", item="a", title=name, file_name=name))


@pytest.mark.parametrize("name", ["批复.pdf", "照片.JPG", "台账.xlsx", "公文.wps", "扫描件.ofd"])
def test_that_documents_are_opened(name):
    assert can_be_opened(Evidence(id="e", item="a", title=name, file_name=name))


def pack(files, pieces, tmp_path, limit):
    out = tmp_path / "out"
    out.mkdir(exist_ok=True)
    titles = {"3.1.1-01": "推进垃圾分类"}
    return write_volumes(out, "佐证材料", pieces, titles, files, limit, MOMENT, JobContext())


def test_that_volumes_stay_under_the_size_and_hold_everything(files, add, tmp_path):
    pieces = [add(f"{n}.bin", bytes([n]) * 3000 + n.to_bytes(4), f"3.1.{n}") for n in range(10)]
    packed = pack(files, pieces, tmp_path, 12_000)
    assert len(packed.volumes) > 1
    assert all(path.stat().st_size <= 12_000 for path in packed.volumes)
    found = {}
    for path in packed.volumes:
        with zipfile.ZipFile(path) as archive:
            assert archive.testzip() is None
            assert all(one.sha256 in archive.read(LIST).decode("utf-8-sig") for one in pieces)
            found |= {n: archive.read(n) for n in archive.namelist() if n != LIST}
    assert {hashlib.sha256(content).hexdigest() for content in found.values()} == {
        one.sha256 for one in pieces
    }


def test_that_equal_years_give_equal_archives(files, add, tmp_path):
    pieces = [add("一.pdf", b"abc"), add("二.txt", b"abd")]
    first = pack(files, pieces, tmp_path, 10_000).volumes[0].read_bytes()
    assert pack(files, pieces, tmp_path, 10_000).volumes[0].read_bytes() == first


def test_that_a_file_too_big_for_a_mail_is_named(files, add, tmp_path):
    pieces = [add("小.pdf", b"abc"), add("大.pdf", b"x" * 20_000)]
    packed = pack(files, pieces, tmp_path, 10_000)
    assert packed.too_big == ("大.pdf",)
    assert len(packed.volumes) == 2


def test_that_files_bear_the_numbers_of_the_catalogue_and_no_id(files, add, tmp_path):
    pieces = [add("总结.pdf", b"abc"), replace(add("总结.pdf", b"xyz"), id="b")]
    paper = Evidence(
        id="p", item="3.1.1-01", title="批复", reference="档案室", issued_on="2025-03-01",
        issuer="市科技局", pages="3–5",
    )  # fmt: skip
    (path,) = pack(files, [paper, *pieces], tmp_path, 99_999).volumes
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [LIST, "002_总结.pdf", "003_总结.pdf"]
        lines = archive.read(LIST).decode("utf-8-sig").splitlines()
    facts = ["档案室", "2025-03-01", "市科技局", "推进垃圾分类", "3–5"]
    assert lines[2].split("\t")[:9] == ["1", "批复", *facts, "", "没有文件"]
    assert lines[3].split("\t")[5:9] == ["推进垃圾分类", "", "1", "002_总结.pdf"]


def test_that_a_file_behind_several_items_is_packed_once_and_listed_once_with_its_numbers(
    files, add, tmp_path
):
    first = add("台账.xlsx", b"same")
    again = replace(first, id="again", item="3.1.1-02")
    (path,) = pack(files, [first, again], tmp_path, 99_999).volumes
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == [LIST, "001_台账.xlsx"]
        lines = archive.read(LIST).decode("utf-8-sig").splitlines()[2:]
    assert [line.split("\t")[8] for line in lines] == ["001_台账.xlsx"]
    assert lines[0].split("\t")[0] == "1、2"


def test_that_nothing_is_packed_when_a_file_is_missing_and_each_is_named(files, add, tmp_path):
    one = add("一.pdf", b"abc")
    files.path_of(one).unlink()
    with pytest.raises(AppError) as refusal:
        pack(files, [one, add("二.pdf", b"abd")], tmp_path, 9999)
    assert [problem.where for problem in refusal.value.problems] == [("一.pdf",)]
    assert [*Path(tmp_path / "out").iterdir()] == []


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "＝"])
def test_that_no_title_breaks_a_line_of_the_catalogue_or_becomes_a_formula(sign):
    odd = Evidence(
        id="1", item="a", title=f'{sign}HYPERLINK("http://x")\t总结\r\n二', reference="一\t二"
    )
    _, heads, line, end = list_words([odd], {"a": "甲\n乙"}, {}, {}).split("\r\n")
    cells = line.split("\t")
    assert len(cells) == len(heads.split("\t"))
    assert cells[1].startswith(f"'{sign}HYPERLINK")
    assert (cells[2], cells[5]) == ("一 二", "甲 乙")
    assert end == ""


def test_that_one_file_behind_two_items_is_one_line_of_the_catalogue(add):
    one, again = add("总结.pdf", b"abc"), add("总结.pdf", b"abc", item="3.1.1-02")
    titles = {"3.1.1-01": "甲", "3.1.1-02": "乙"}
    names, volumes = {one.sha256: "001_总结.pdf"}, {one.sha256: 1}
    lines = list_words([one, again], titles, names, volumes).splitlines()
    assert len(lines) == 3
    assert lines[2].split("\t")[0] == "1、2"
    assert "甲；乙" in lines[2]
