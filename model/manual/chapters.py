"""The manual in assets/manual: parts, their chapters in Markdown, the sections of the chapters."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from model.manual.entries import LISTS, markdown_of
from model.paths import asset

FOLDER = "manual"
CONTENTS = "contents.toml"
HEADING = re.compile(r"^(#{1,6})\s+(.+?)(?:\s*\{#([\w-]+)\})?\s*$")
LIST = re.compile(r"^\{\{(\w+)\}\}$", re.MULTILINE)
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
MARKS = re.compile(r"\*\*|`|^\s*(?:[-*>]|\d+\.)\s+", re.MULTILINE)
RULER = re.compile(r"^\|?[\s:|-]+\|?$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class ManualSection:
    """The text from one heading to the next."""

    chapter: str
    anchor: str  # the heading itself unless it names one; "" in a chapter's first section
    heading: str
    level: int
    text: str  # without marks of Markdown


@dataclass(frozen=True, kw_only=True)
class ManualChapter:
    id: str
    source: str  # Markdown; a heading may name its anchor: ## 密码 {#encrypted}

    @cached_property
    def sections(self) -> tuple[ManualSection, ...]:
        return tuple(self._sections())

    @property
    def title(self) -> str:
        return self.sections[0].heading

    @property
    def markdown(self) -> str:
        """The chapter without the names of anchors, which Markdown doesn't know."""
        return re.sub(r"^(#{1,6} .+?)\s*\{#[\w-]+\}\s*$", r"\1", self.source, flags=re.MULTILINE)

    @property
    def links(self) -> tuple[str, ...]:
        return tuple(target for _, target in LINK.findall(PICTURE.sub("", self.source)))

    @property
    def pictures(self) -> tuple[str, ...]:
        return tuple(file for _, file in PICTURE.findall(self.source))

    def _sections(self) -> Iterator[ManualSection]:
        heading, anchor, level, lines = "", "", 1, list[str]()
        for line in self.source.splitlines():
            found = HEADING.match(line)
            if found is None:
                lines.append(line)
                continue
            if heading:
                yield self._section(heading, anchor, level, lines)
            level, lines = len(found[1]), []
            heading = found[2]
            anchor = "" if level == 1 else found[3] or heading
        yield self._section(heading, anchor, level, lines)

    def _section(self, heading: str, anchor: str, level: int, lines: list[str]) -> ManualSection:
        text = bare("\n".join(lines))
        return ManualSection(
            chapter=self.id, anchor=anchor, heading=heading, level=level, text=text
        )


@dataclass(frozen=True)
class ManualPart:
    title: str
    chapters: tuple[ManualChapter, ...]


@dataclass(frozen=True)
class Manual:
    parts: tuple[ManualPart, ...]

    @cached_property
    def chapters(self) -> dict[str, ManualChapter]:
        """Chapter id -> chapter, in the order of the contents."""
        return {chapter.id: chapter for part in self.parts for chapter in part.chapters}


def load_manual(folder: Path | None = None) -> Manual:
    """The manual in *folder*, else the app's own."""
    place = folder or asset(FOLDER)
    contents = tomllib.loads((place / CONTENTS).read_text("utf-8"))
    return Manual(
        tuple(
            ManualPart(part["title"], tuple(_chapter(place, name) for name in part["chapters"]))
            for part in contents["part"]
        )
    )


def _chapter(folder: Path, name: str) -> ManualChapter:
    written = (folder / f"{name}.md").read_text("utf-8")
    return ManualChapter(
        id=name, source=LIST.sub(lambda found: markdown_of(LISTS[found[1]]), written)
    )


def bare(markdown: str) -> str:
    """The text of *markdown* as people read it."""
    words = LINK.sub(r"\1", PICTURE.sub("", markdown))
    words = MARKS.sub("", RULER.sub("", words)).replace("|", "　")
    return re.sub(r"\s*\n\s*", "\n", words).strip()
