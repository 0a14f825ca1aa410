"""One hostile file or folder after another, each of a kind, made by chance from sound ones."""

import json
import os
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from model.domain.sealed import unseal
from model.paths import PLAN, asset
from tests.corpus.mutations import mutated
from tests.hostile.contents import (
    CONTENTS,
    HEADS,
    MEMBERS,
    NAMES,
    PAYLOADS,
    ROWS,
    TOMLS,
)
from tests.hostile.sealed_files import Sound, payload_of, xml, zipped
from tests.hostile.words import NUMBERS, WORDS, passing, spoilt

METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)
ALONE = 0.7  # of all files lie in no zip, mail or folder


@dataclass(frozen=True)
class Made:
    """What was put where, and what is wrong with it."""

    path: Path
    kind: str
    words: str

    def __str__(self) -> str:
        return f"{self.kind} {self.path.name!r:.60}: {self.words:.300}"


@dataclass(frozen=True)
class Maker:
    sound: Sequence[Sound]

    def make(self, kinds: Sequence[str], folder: Path, number: int, chance: Random) -> Made:
        """A file of one of *kinds*, or of records' kinds, in *folder*."""
        kind = chance.choice(kinds)
        place = folder / f"{number:05d}"
        place.mkdir(parents=True)
        if maker := SPECIAL.get(kind):
            path, words = maker(self, place, chance)
            return Made(path, kind, words)
        content, words = self.record(kind, chance)
        return Made(*self._placed(content, place, kind, words, chance))

    def record(self, kind: str, chance: Random) -> tuple[bytes, str]:
        """A workbook of *kind* with something wrong in it."""
        sound = chance.choice([one for one in self.sound if one.kind == kind])
        way = chance.random()
        if way < 0.75:
            careful = chance.random() < 0.6
            change = partial(passing, passes=can_be_unsealed) if careful else spoilt
            table, words = change(dict(sound.table), chance)
            payload = payload_of(table)
            if kind == "package" and chance.random() < 0.35:
                text, said = spoilt_rules(chance)
                payload, words = payload_of({**table, "rulebook_text": text}), f"{words}; {said}"
            return sound.holding(payload, untouched=chance.random() < 0.8), words
        if way < 0.83:
            payload = chance.choice(PAYLOADS)
            return sound.holding(payload), f"payload {payload[:40]!r}"
        if way < 0.90:
            name, words = chance.choice(list(sound.rows) or ["signature"]), chance.choice(WORDS)
            rows = {**sound.rows, name: xml(words)[:32_000], chance.choice(ROWS): "zz"}
            return sound.holding(payload_of(sound.table), rows), f"row {name} = {words!r:.60}"
        if way < 0.96:
            return mutated(sound.content, chance), "bytes"
        part = chance.choice(sorted(sound.parts))
        damaged = {**sound.parts, part: mutated(sound.parts[part], chance)}
        return zipped(damaged.items()), f"part {part}"

    def _placed(
        self, content: bytes, place: Path, kind: str, words: str, chance: Random
    ) -> tuple[Path, str, str]:
        """As it comes: alone, under an odd name, in a zip, a mail or a folder."""
        name = chance.choice(NAMES) if chance.random() < 0.2 else f"{kind}.xlsx".encode()
        if chance.random() < ALONE:
            path = place / os.fsdecode(name)
            path.write_bytes(content)
            return path, kind, words
        plain = name.decode("utf-8", "replace")
        path, how = chance.choice((_in_zip, _in_mail, _in_folder))(content, plain, place, chance)
        return path, kind, f"{words} ({how})"


def can_be_unsealed(table: Mapping[str, Any]) -> bool:
    """Whether the first of the checks that a file meets lets *table* pass."""
    try:
        unseal(payload_of(table))
    except ValueError:
        return False
    return True


def _in_zip(content: bytes, name: str, place: Path, chance: Random) -> tuple[Path, str]:
    packed = zipped([(name[:200] or "x", content)], chance.choice(METHODS))
    if chance.random() < 0.4:
        packed = zipped([("里面.zip", packed), ("b.txt", b"x")])
    (place / "附件.zip").write_bytes(packed)
    return place / "附件.zip", "zip"


def _in_mail(content: bytes, name: str, place: Path, chance: Random) -> tuple[Path, str]:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.cn", "报送"
    mail.set_content("见附件")
    safe = "".join(one for one in name if one.isprintable() and one != "\ufffd")
    mail.add_attachment(content, maintype="application", subtype="zip", filename=safe or "x.xlsx")
    path = place / "转发.eml"
    path.write_bytes(mail.as_bytes())
    return path, "mail"


def _in_folder(content: bytes, name: str, place: Path, chance: Random) -> tuple[Path, str]:
    inside = place / "文件夹" / "里面"
    inside.mkdir(parents=True)
    (inside / name.replace("/", "_")[:60]).write_bytes(content)
    if hasattr(os, "mkfifo"):
        os.mkfifo(inside / "pipe.xlsx")
        (inside / "zero.xlsx").symlink_to("/dev/zero")
        (inside / "loop").symlink_to(place)
    return place / "文件夹", "folder"


# What is no record


def _zip(maker: Maker, place: Path, chance: Random) -> tuple[Path, str]:
    sound = chance.choice(maker.sound)
    names = chance.sample(MEMBERS, chance.choice((1, 2, 5)))
    method = chance.choice(METHODS)
    content = zipped([(name.replace("\x00", "_"), sound.content[:9_000]) for name in names], method)
    words = f"members {names!r:.60}, method {method}"
    if chance.random() < 0.8:
        content = mutated(content[:-200], chance) + mutated(content[-200:], chance)
        words += ", damaged"
    path = place / "附件.zip"
    path.write_bytes(content)
    return path, words


def _mail(maker: Maker, place: Path, chance: Random) -> tuple[Path, str]:
    body = chance.choice(maker.sound).content[:6_000]
    head = chance.choice(HEADS)
    content = head + b"\r\n\r\n" + chance.choice((b"", b"--b\r\n" * 400, b"--b\r\n\r\n" + body))
    if chance.random() < 0.5:
        _in_mail(body, "a.xlsx", place, chance)
        content = mutated((place / "转发.eml").read_bytes(), chance)
    path = place / "转发.eml"
    path.write_bytes(content)
    return path, f"mail {head[:60]!r}"


def _anything(maker: Maker, place: Path, chance: Random) -> tuple[Path, str]:
    name = os.fsdecode(chance.choice(NAMES))
    path = place / name
    content = chance.choice(CONTENTS)
    path.write_bytes(content if chance.random() < 0.5 else chance.randbytes(3_000))
    return path, f"content {content[:40]!r}"


def spoilt_rules(chance: Random) -> tuple[str, str]:
    """The text of a rulebook with something wrong in it."""
    text = asset("rules/percent-2025.1.toml").read_text("utf-8")
    if chance.random() < 0.25:
        odd = chance.choice(TOMLS)
        return (odd if chance.random() < 0.5 else text + odd), f"toml {odd[:40]!r}"
    return spoilt_toml(text, chance)


def spoilt_toml(text: str, chance: Random) -> tuple[str, str]:
    """*text* with some values, lines or letters other than they were."""
    lines, said = text.splitlines(), []
    for _ in range(chance.choice((1, 1, 2, 6))):
        place = chance.randrange(len(lines))
        name, equals, value = lines[place].partition("=")
        if equals and chance.random() < 0.7:
            new = _toml_value(value, chance)
            lines[place] = f"{name}= {new}"
        else:
            new = chance.choice(
                ("", lines[place] * 2, chance.choice(lines), "x = 1", "[[rule]]", "]")
            )
            lines[place] = new
        said.append(f"{name.strip()[:30]}: {new[:60]!r}")
    return "\n".join(lines), "; ".join(said)


def _toml_value(value: str, chance: Random) -> str:
    odd = chance.choice(
        (
            chance.choice(NUMBERS), json.dumps(chance.choice(WORDS)), "[]", "{}", "true", '[""]',
            "[[[[[[[[[[[[[[1]]]]]]]]]]]]]]", "[1, 2]", "inf", "nan", "-1", "0", "1e9", "{a.b = 1}",
            "2025-01-01",
        )
    )  # fmt: skip
    return odd.encode("utf-8", "replace").decode()


def _rules(maker: Maker, place: Path, chance: Random) -> tuple[Path, str]:
    text, words = spoilt_rules(chance)
    path = place / "规则.toml"
    content = text.encode("utf-8", "replace")
    path.write_bytes(mutated(content, chance) if chance.random() < 0.2 else content)
    return path, words


def _plan(maker: Maker, place: Path, chance: Random) -> tuple[Path, str]:
    """The plan's folder with something wrong in one of its files."""
    folder = place / "方案"
    folder.mkdir()
    for one in asset(PLAN).iterdir():
        if one.is_file():
            shutil.copy(one, folder)
    files = sorted(one.name for one in folder.iterdir() if one.suffix in {".toml", ".txt"})
    path = folder / chance.choice(files)
    way = chance.random()
    if way < 0.1:
        path.unlink()
        if way < 0.05 and hasattr(os, "mkfifo"):
            os.mkfifo(path)
            return folder, f"{path.name} is a pipe"
        path.symlink_to("/dev/zero")
        return folder, f"{path.name} is endless"
    if way < 0.25 or path.suffix == ".txt":
        path.write_bytes(mutated(path.read_bytes(), chance))
        return folder, f"{path.name}: bytes"
    text, words = spoilt_toml(path.read_text("utf-8"), chance)
    if way < 0.35:
        text = chance.choice(TOMLS)
    path.write_bytes(text.encode("utf-8", "replace"))
    return folder, f"{path.name}: {words}"


Special = Callable[[Maker, Path, Random], tuple[Path, str]]
SPECIAL: Mapping[str, Special] = {
    "zip": _zip, "mail": _mail, "anything": _anything, "rules": _rules, "plan": _plan,
}  # fmt: skip
RECORDS = ("report", "package", "slip", "template", "duty sheet", "plan file")
