import subprocess
from pathlib import Path

import pytest

from model.workbook.intake.worker_client import WorkbookReader
from tests.model.workbook import years


@pytest.fixture(scope="module")
def reader():
    with WorkbookReader() as one:
        yield one


@pytest.fixture(scope="session")
def report():
    return years.make_report()


@pytest.fixture(scope="session")
def content(report) -> bytes:
    """The small workbook's bytes."""
    return years.exported(report)


def run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True, timeout=180)


@pytest.fixture(scope="session")
def convert(tmp_path_factory):
    """The file converted by LibreOffice, which gets a profile of its own."""
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def convert(path: Path, kind: str) -> Path:
        out = path.parent / f"{path.stem}-{kind}"
        run("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind,
            "--outdir", out, path)  # fmt: skip
        return out / f"{path.stem}.{kind.partition(':')[0]}"

    return convert


@pytest.fixture(scope="session")
def resaved(convert, tmp_path_factory):
    """A workbook's content as another program saves it."""

    def resaved(content: bytes, program: str) -> bytes:
        path = tmp_path_factory.mktemp("resaved") / "a.xlsx"
        path.write_bytes(content)
        if program == "libreoffice":
            return convert(path, "xlsx").read_bytes()
        out = path.with_name("gnumeric.xlsx")
        run("ssconvert", "--export-type=Gnumeric_Excel:xlsx2", path, out)
        return out.read_bytes()

    return resaved
