"""What stands at the left of the rules page: versions, and the entries of the one chosen."""

from collections.abc import Iterable, Iterator

from model.domain.wording import day_words
from model.rulebook_editor.differences import DraftChange
from model.rulebook_editor.draft import TITLES, Draft, RulebookSection, entries_of
from model.rulebook_editor.editor import RulebookEditor
from model.rulebook_editor.validation import Complaint
from model.rulebook_editor.versions import Version
from ui.kit.entry import Aside, Entry

DRAFT = "draft"
INDENT = 8  # px
HEADED = {RulebookSection.RULE, RulebookSection.TOTAL_RULE}


def short_title(version: Version) -> str:
    """'百分制 2025.1'."""
    return f"{version.rulebook.short_title} {version.rulebook.version}"


def key_of(version: Version | None) -> str:
    """The key of *version* in the list, or of the draft (None)."""
    return f"{version.edition.id} {version.edition.version}" if version else DRAFT


def version_entries(rules: RulebookEditor) -> Iterator[Entry]:
    """The draft first, then versions, the newest first."""
    in_force = rules.in_force.edition
    if rules.draft:
        count = len(rules.differences)
        changed = f"改了 {count} 处" if count else "还没有改动"
        note = f"由 {rules.draft.base.version} 版改来，{changed}"
        yield Entry(key=DRAFT, title="草稿", bold=True, note=note, tip=note)
    for version in rules.versions:
        years = "、".join(map(str, version.years))
        here = version.edition == in_force
        badge = f"{rules.year} 在用" if here else f"{years} 用过" if years else ""
        author = "程序自带" if version.shipped else version.rulebook.author
        note = f"{day_words(version.rulebook.published)}　{author}"
        yield Entry(
            key=key_of(version),
            title=short_title(version),
            bold=True,
            note=note,
            aside=(Aside(words=badge, ink="accent"),) if badge else (),
            tip=note,
            about=version,
        )


def rule_entries(
    draft: Draft, complaints: Iterable[Complaint], differences: Iterable[DraftChange]
) -> Iterator[Entry]:
    """The entries of a draft under their headings; each keeps its key while it is edited."""
    troubles = [c.entry.key for c in complaints if c.entry]
    changed = {difference.entry for difference in differences}
    for number, entry in enumerate(entries_of(draft)):
        title = f"{entry.id}　{entry.title}" if entry.id else entry.title
        yield Entry(
            key=str(number),
            title=title,
            group=TITLES[entry.section] if entry.section in HEADED else "",
            indent=INDENT if entry.id else 0,
            aside=_state(troubles.count(entry.key), changed=entry.key in changed),
            about=entry,
        )


def _state(troubles: int, *, changed: bool) -> tuple[Aside, ...]:
    if troubles:
        said = f"{troubles} 处问题"
        return (Aside(drawing="triangle-alert", ink="returned", said=said),)
    return (Aside(drawing="pencil", ink="accent", said="已改动"),) if changed else ()
