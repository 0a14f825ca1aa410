"""The bodies that the notes name: one name for each, whatever short forms the notes print."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping

from model.domain.plan import DepartmentKind
from model.plan_draft.draft import Code, Confidence, DraftBody, DraftRemark, FoundNote

KINDS = (  # the first that fits
    (DepartmentKind.OFFICE, re.compile("领导小组办公室|委员会办公室|指挥部办公室")),
    (
        DepartmentKind.PARTY,
        re.compile("委(?:组织|宣传|统战|政法|网信|党校|编办|办公|老干)|纪委|^.委$"),
    ),
    (DepartmentKind.MASS, re.compile("妇联|团委|总工会|科协|工商联|残联|红十字|文联|侨联")),
    (DepartmentKind.STREET, re.compile("街道(?:办事处)?$|[乡镇](?:人民政府)?$")),
    (DepartmentKind.COMMITTEE, re.compile("管委会|执委会|管理委员会|开发区|高新区$")),
    (
        DepartmentKind.RESIDENT,
        re.compile(
            "分局|支队|总队|人民银行|人行|银保监|证监|金融监管局$|海关|海事|税务|电力|电网|国网|铁路|民航|邮政"
        ),
    ),
    (DepartmentKind.COMPANY, re.compile("公司|集团")),
)
ELSEWHERE_KINDS = {  # of a city's or a province's plan
    DepartmentKind.GOVERNMENT: DepartmentKind.DEPARTMENT,
    DepartmentKind.COMPANY: DepartmentKind.OWNED_COMPANY,
    DepartmentKind.RESIDENT: DepartmentKind.LOCAL_BRANCH,
}
EVERYBODY = re.compile(
    "(?:有关|相关|各)(?:市级|区级|省级)?(?:部门|单位)|部门和单位|成员单位|(?:市|省|区)级有关部门"
)
SEVERAL = re.compile("^(?:各|有关|相关|有.{1,4}的)|有关部门|相关部门|成员单位")
PREFIXES = ("市", "区", "县", "省", "州")
WITHOUT_PREFIX = re.compile("(?:局|委|办|社|院|妇联|科协|工会|团委|中心)$")
NO_PREFIX = ("市场", "区域")  # they begin like one that has its prefix
STREETS = re.compile("(?:各|[一二三四五六七八九十]+个)街道(?P<office>办事处)?")
PLACE = re.compile("(.{2,4}?)[省市区县州]")
SHORT = 5  # letters
ELSEWHERE = re.compile(
    "国家|国网|人民银行|银保监|证监|分局|厅$|公司|集团|管委会|人民政府|街道|领导小组"
)


def name_bodies(
    notes: Iterable[FoundNote], title: str = ""
) -> tuple[tuple[DraftBody, ...], Mapping[str, str], list[DraftRemark]]:
    """The bodies in the order of the text; printed name -> id; a remark on each that was completed.

    A name that begins with the place in *title* is complete.
    """
    notes = tuple(notes)
    place = PLACE.match(title)
    home = place[1] if place else "\n"
    printed = Counter(name for one in notes for name in one.note.names)
    canonical: dict[str, str] = {}
    remarks = []
    for one in notes:
        prefix = _prefix(one.note.names)
        for name in one.note.names:
            if name in canonical:
                continue
            whole = name.startswith(home)
            full = name if whole else _completed(name, prefix, one.note.names, printed)
            canonical[name] = full
            if full != name:
                told = {"body": name, "full": full, "seen": str(printed[full])}
                remarks.append(
                    DraftRemark(
                        code=Code.PREFIX_ADDED, start=one.start, words=one.words, values=told
                    )
                )
    district = is_of_a_district(canonical.values())
    names = tuple(dict.fromkeys(canonical.values()))
    where = {
        full: one.start for one in reversed(notes) for full in map(canonical.get, one.note.names)
    }
    remarks += [
        DraftRemark(
            code=Code.SIMILAR, start=where[name], words=name, values={"body": other, "full": name}
        )
        for other, name in _similar(names)
    ]
    ids = {name: f"body-{number:02d}" for number, name in enumerate(names, start=1)}
    ordinary = tuple(ids[name] for name in names if not SEVERAL.search(name))
    bodies = []
    for name in names:
        aliases = tuple(alias for alias, full in canonical.items() if full == name != alias)
        everybody = bool(EVERYBODY.search(name)) and bool(ordinary)
        if SEVERAL.search(name):
            remarks.append(DraftRemark(code=Code.COLLECTIVE, start=where[name], words=name))
        guessed = SEVERAL.search(name) or not printed[name]
        bodies.append(
            DraftBody(
                id=ids[name],
                name=name,
                kind=DepartmentKind.COLLECTIVE if everybody else kind_of(name, district=district),
                aliases=aliases,
                members=ordinary if everybody else (),
                confidence=Confidence.LIKELY if guessed else Confidence.SURE,
            )
        )
    return tuple(bodies), {name: ids[full] for name, full in canonical.items()}, remarks


def _prefix(names: tuple[str, ...]) -> str:
    """The 市 or 区 that only the first name of a note has; "" where the others have it too."""
    if not _has_prefix(names[0]):
        return ""
    others = [name for name in names[1:] if _needs_prefix(name) or _has_prefix(name)]
    without = sum(not _has_prefix(name) for name in others)
    return names[0][0] if 2 * without > len(others) else ""


def _has_prefix(name: str) -> bool:
    return name.startswith(PREFIXES) and not name.startswith(NO_PREFIX)


def _needs_prefix(name: str) -> bool:
    ordinary = WITHOUT_PREFIX.search(name) and not SEVERAL.search(name)
    return bool(ordinary) and not _has_prefix(name) and not ELSEWHERE.search(name)


def _completed(name: str, prefix: str, names: tuple[str, ...], printed: Counter[str]) -> str:
    """*name* with what the note left out because another name in it has it."""
    if found := STREETS.fullmatch(name):
        return f"各街道{found['office'] or ''}" if not printed["各街道办事处"] else "各街道办事处"
    if name.endswith(("区", "县")) and len(name) <= SHORT:
        later = names[names.index(name) + 1 :]
        if any(re.fullmatch(".{1,4}[区县市]人民政府", one) for one in later):
            return f"{name}人民政府"
    known = next((p + name for p in PREFIXES if printed[p + name]), "")
    if known and not _has_prefix(name) and not SEVERAL.search(name):
        return known
    return prefix + name if prefix and _needs_prefix(name) else name


def _similar(names: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Pairs of names of which one is the other with a letter or two left out."""
    for place, name in enumerate(names):
        for other in names[:place]:
            short, long = sorted((name, other), key=len)
            if len(short) >= SHORT and 0 < len(long) - len(short) <= 2:
                rest = iter(long)
                if all(letter in rest for letter in short) and short[0] == long[0]:
                    yield other, name


def is_of_a_district(names: Collection[str]) -> bool:
    """Whether bodies of such names are those of a district's plan, not a city's or a province's."""
    return sum(name.startswith("区") for name in names) * 4 >= len(names)


def kind_of(name: str, *, district: bool) -> DepartmentKind:
    """The kind of body that *name* tells."""
    found = next((kind for kind, words in KINDS if words.search(name)), DepartmentKind.GOVERNMENT)
    return found if district else ELSEWHERE_KINDS.get(found, found)
