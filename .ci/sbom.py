"""Writes a bill of materials, CycloneDX 1.6 as JSON, beside an archive: what the program holds.

    sbom.py FOLDER ARCHIVE SYSTEM PYTHON SQLITE

FOLDER is the built program, SYSTEM win32 or linux, PYTHON and SQLITE the versions that are inside.
Equal programs give equal bytes. Needs the packages of sbom.txt.
"""

import hashlib
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packageurl import PackageURL
from packaging.markers import Marker

ROOT = Path(__file__).parent.parent
PINNED = re.compile(r"^([\w.-]+)==([\w.]+)(?: ; (.+?))? \\$", re.MULTILINE)
HEADING = re.compile(r"^={78}\n(\S+) (\S+)\n许可：(.+)\n={78}$", re.MULTILINE)
LIBRARIES = (".so", ".dll", ".pyd", ".exe")
PYTHON_LICENCE, SQLITE_LICENCE = "PSF-2.0", "blessing"
LEFT_OUT = {"pip"}  # what sqlite-utils declares and the program doesn't hold


def packages(inside: Path, system: str, python: str) -> Iterator[Component]:
    """The locked packages that are for *system*, with their terms."""
    third_party = (inside / "assets/licences/third-party.txt").read_text("utf-8")
    terms = {
        name.lower().replace("_", "-"): words for name, _, words in HEADING.findall(third_party)
    }
    about = {"sys_platform": system, "python_full_version": python, "python_version": python[:4]}
    for name, version, marker in PINNED.findall((ROOT / "requirements.txt").read_text("utf-8")):
        if name in LEFT_OUT or (marker and not Marker(marker).evaluate(about)):
            continue
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            licenses=[DisjunctiveLicense(name=terms[name])],
            purl=PackageURL("pypi", name=name, version=version),
            bom_ref=f"pypi/{name}@{version}",
        )


def runtimes(python: str, sqlite: str) -> Iterator[Component]:
    for name, version, terms in (
        ("CPython", python, PYTHON_LICENCE),
        ("SQLite", sqlite, SQLITE_LICENCE),
    ):
        yield Component(
            name=name,
            version=version,
            type=ComponentType.LIBRARY,
            licenses=[DisjunctiveLicense(name=terms)],
            bom_ref=f"{name}@{version}",
        )


def files(folder: Path) -> Iterator[Component]:
    """Every library and program in *folder*, with its checksum: what a virus scanner asks about."""
    for path in sorted(folder.rglob("*")):
        binary = any(part in LIBRARIES for part in path.suffixes) or path.parent == folder
        if path.is_file() and not path.is_symlink() and binary:
            name = path.relative_to(folder).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()
            yield Component(
                name=name,
                type=ComponentType.FILE,
                hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
                bom_ref=f"file/{name}",
            )


def bill(folder: Path, archive: Path, system: str, python: str, sqlite: str) -> str:
    """The bill as JSON. Raises: ValueError: it isn't as the standard wants it."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    program = Component(
        name=project["name"],
        version=project["version"],
        type=ComponentType.APPLICATION,
        licenses=[DisjunctiveLicense(id="MIT")],
        hashes=[HashType(alg=HashAlgorithm.SHA_256, content=digest)],
        bom_ref=project["name"],
    )
    inside = folder / "_internal"
    components = [
        *packages(inside, system, python),
        *runtimes(python, sqlite),
        *files(folder),
    ]
    bom = Bom(components=components, serial_number=uuid5(NAMESPACE_URL, digest))
    bom.metadata.component = program
    bom.metadata.timestamp = datetime.fromtimestamp(
        int(os.environ.get("SOURCE_DATE_EPOCH", "0")), UTC
    )
    bom.register_dependency(program, components)
    text = JsonV1Dot6(bom).output_as_string(indent=1)
    if error := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(str(error))
    return text


def main(words: list[str]) -> None:
    folder, archive = Path(words[0]), Path(words[1])
    target = archive.with_name(archive.name + ".cdx.json")
    text = bill(folder, archive, *words[2:5])
    target.write_text(text, "utf-8", newline="\n")
    print(f"{target}: {text.count('bom-ref')} parts")


if __name__ == "__main__":
    main(sys.argv[1:])
