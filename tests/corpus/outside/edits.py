"""Raw edits of a workbook's parts, by the standard library alone."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

Parts = dict[str, bytes]
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
STATES = ("完成", "推进中", "滞后", "未启动", "不适用")


def load(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def part_of(parts: Parts, sheet: str) -> str:
    names = re.findall(r'<sheet [^>]*?name="([^"]+)"', parts["xl/workbook.xml"].decode())
    return f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"


def escaped(words: str) -> str:
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def text(words: str) -> str:
    return f'<is><t xml:space="preserve">{escaped(words)}</t></is>'


def number(value: object) -> str:
    return f"<v>{value}</v>"


def put(parts: Parts, sheet: str, ref: str, inner: str, style: int | None = None) -> None:
    """*inner* into a <c> that is there; *style* takes the place of s=."""
    name = part_of(parts, sheet)
    xml = parts[name].decode()
    found = re.search(rf'<c r="{ref}"([^>]*?)(/>|>(.*?)</c>)', xml, re.DOTALL)
    if not found:
        raise LookupError(f"{sheet} {ref}")
    about = re.sub(r' t="[^"]*"', "", found[1])
    if style is not None:
        about = re.sub(r' s="[^"]*"', "", about) + f' s="{style}"'
    kind = ' t="inlineStr"' if "<is>" in inner else ""
    cell = f'<c r="{ref}"{about}{kind}>{inner}</c>' if inner else f'<c r="{ref}"{about}/>'
    parts[name] = (xml[: found.start()] + cell + xml[found.end() :]).encode()


def inner_of(parts: Parts, sheet: str, ref: str) -> str:
    xml = parts[part_of(parts, sheet)].decode()
    found = re.search(rf'<c r="{ref}"[^>]*?(?:/>|>(.*?)</c>)', xml)
    return (found[1] or "") if found else ""


def style_of(parts: Parts, code: str) -> int:
    """A new cell style with the number format *code*."""
    xml = parts["xl/styles.xml"].decode()
    code = escaped(code).replace('"', "&quot;")
    entry = f'<numFmt numFmtId="400" formatCode="{code}"/>'
    if "<numFmts" in xml:
        xml = xml.replace("</numFmts>", f"{entry}</numFmts>")
        count = re.compile(r'<numFmts count="(\d+)"')
        xml = count.sub(lambda found: f'<numFmts count="{int(found[1]) + 1}"', xml)
    else:
        begin = rf'\1<numFmts count="1">{entry}</numFmts>'
        xml = re.sub(r"(<styleSheet[^>]*>)", begin, xml)
    first, last = xml.find("<cellXfs"), xml.find("</cellXfs>")
    count = len(re.findall(r"<xf[ >]", xml[first:last]))
    style = '<xf numFmtId="400" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    xml = xml[:last] + style + xml[last:]
    counted = re.sub(r'<cellXfs count="\d+"', f'<cellXfs count="{count + 1}"', xml)
    parts["xl/styles.xml"] = counted.encode()
    return count


def merge(parts: Parts, sheet: str, *ranges: str) -> None:
    """As programs merge: only the upper left cell keeps what it says."""
    name = part_of(parts, sheet)
    xml = parts[name].decode()
    new = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    if "<mergeCells" in xml:
        xml = xml.replace("</mergeCells>", f"{new}</mergeCells>")
    else:
        after = (
            r"(</sheetData>(?:<sheetProtection[^>]*/>)?"
            r"(?:<protectedRanges>.*?</protectedRanges>)?)"
        )
        cells = rf"\1<mergeCells>{new}</mergeCells>"
        xml = re.sub(after, cells, xml, count=1, flags=re.DOTALL)
    parts[name] = xml.encode()
    for one in ranges:
        column, first, last = re.fullmatch(r"([A-Z]+)(\d+):[A-Z]+(\d+)", one).groups()
        for row in range(int(first) + 1, int(last) + 1):
            put(parts, sheet, f"{column}{row}", "")


def relate(parts: Parts, rels: str, key: str, kind: str, target: str) -> None:
    empty = f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="{RELATIONSHIPS}">'
    xml = parts.get(rels, f"{empty}</Relationships>".encode()).decode()
    one = f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>'
    parts[rels] = xml.replace("</Relationships>", f"{one}</Relationships>").encode()


def default(parts: Parts, ending: str, kind: str) -> None:
    one = f'<Default Extension="{ending}" ContentType="{kind}"/><Default '.encode()
    types = "[Content_Types].xml"
    parts[types] = parts[types].replace(b"<Default ", one, 1)


def fill(parts: Parts) -> Parts:
    """Some answers for the template of 望海楼街道办事处."""
    cover = {"C9": "2026年1月15日", "C12": "张三", "C13": "022-26012345", "C14": "李四"}
    for ref, words in {**cover, "C15": "王五"}.items():
        put(parts, "封面", ref, text(words))
    for row in range(5, 54):
        state = STATES[(row * 7) % 5]
        said = {"E": text(state)}
        if state in {"推进中", "滞后"}:
            said["F"] = number(60 if state == "推进中" else 30)
        if state != "不适用":
            said["G"] = text(f"第{row}行的完成情况。")
        if state == "滞后":
            said |= {"H": text("资金未到位"), "I": text("2026年一季度完成")}
        if state == "不适用":
            said["J"] = text("本街道辖区内无此类企业")
        for column, inner in said.items():
            put(parts, "任务清单", f"{column}{row}", inner)
    for row, value in zip(range(5, 13), (100, 98.5, 88, 85.25, 100, 96, 40, 12), strict=True):
        put(parts, "指标", f"H{row}", number(value))
        put(parts, "指标", f"J{row}", text("2025年统计台账"))
        put(parts, "指标", f"K{row}", text("按实际进展填报"))
    put(parts, "指标（定性）", "F5", text("完成"))
    put(parts, "指标（定性）", "H5", text("已按要求落实"))
    files = (("任务3", "关于航运中心的总结", "存本单位"), ("指标2", "知晓率调查", "存本单位"))
    for row, file in enumerate(files, start=5):
        for column, words in zip("CDE", file, strict=True):
            put(parts, "佐证材料", f"{column}{row}", text(words))
    return parts


def moved(parts: Parts, sheet: str, pairs: list[tuple[int, int]], columns: str) -> None:
    """Cells of *columns* change places between rows; the hidden key column stays."""
    rows = {row for pair in pairs for row in pair}
    got = {(c, row): inner_of(parts, sheet, f"{c}{row}") for row in rows for c in columns}
    for to, came in pairs:
        for column in columns:
            put(parts, sheet, f"{column}{to}", got[column, came])


def ole(*names: str) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + b"\x3e\0\x03\0\xfe\xff\x09\0"
    streams = b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in names)
    return head + b"\0" * 480 + streams + b"\0" * 2000


def zipped(*members: tuple[str | zipfile.ZipInfo, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


class MacName(zipfile.ZipInfo):
    """As Macs write names: UTF-8, and no flag that says so."""

    def _encodeFilenameFlags(self) -> tuple[bytes, int]:
        return self.filename.encode("utf-8"), self.flag_bits & ~0x800


@dataclass(frozen=True, kw_only=True)
class Case:
    """*want*: verdicts allowed; *says*, *never*: patterns of the message and its problems."""

    name: str
    want: tuple[str, ...]
    make: Callable
    says: str = ""
    never: str = ""
    file: str | bytes = ""
    how: str = "check"  # or date, merge
    why: str = ""


CASES: list[Case] = []


def case(name: str, want: str, *, file: str | bytes = "", why: str = "", **more: str) -> Callable:
    def keep(make: Callable) -> Callable:
        words = why or (make.__doc__ or "")
        named = file or f"{name}.xlsx"
        CASES.append(
            Case(name=name, want=tuple(want.split("|")), make=make, file=named, why=words, **more)
        )
        return make

    return keep
