"""Makes assets/fonts/HebeiSans-*.ttf from Debian's Noto Sans CJK SC.

A subset of what office Chinese needs, with TrueType outlines: Qt and Matplotlib embed those
cleanly in PDF. The family has its own name, so that an installed Noto Sans CJK never takes its
place. The signs that Noto lacks (CO₂, ☑, ↩) are put together from its own.
"""

import math
from pathlib import Path

from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection, TTFont, newTable

ROOT = Path(__file__).parent.parent
SOURCES = Path("/usr/share/fonts/opentype/noto")
FAMILY = "Hebei Sans"
TOLERANCE = 0.6  # em units, 1000 to the em, between cubic and quadratic outline

LATIN = {chr(code) for code in [*range(0x20, 0x7F), *range(0xA0, 0x100)]}
SIGNS = set(
    "≥≤×÷−–—…“”‘’●◐▲○◇✓¹²³⁴‑〇·€™℃‰㎡㎥㏄㎏㎞㎜㎝①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
    "→←↑↓↔↗↘⇄⇆■□◆★☆△▽▼▶◀◎※⚠≈≠≡∑√∞∶∵∴±°′″〔〕【】《》〈〉「」『』"
)

# sign: parts, each a sign of Noto with its scale and the offset of its origin (em units)
COMPOSED = {
    **{sign: [(part, 1, 0, -560)] for part, sign in zip("¹²³⁴", "₁₂₃₄", strict=True)},
    **{sign: [(part, 0.61, 30, 440)] for part, sign in zip("056789+−", "⁰⁵⁶⁷⁸⁹⁺⁻", strict=True)},
    **{sign: [(part, 0.61, 30, -120)] for part, sign in zip("056789+−", "₀₅₆₇₈₉₊₋", strict=True)},
    "✕": [("×", 1.3, 0, -115)],
    "☐": [("□", 1, 0, 0)],
    "☑": [("□", 1, 0, 0), ("✓", 0.62, 190, 145)],
    "▸": [("▶", 0.6, 0, 150)],
    "▾": [("▼", 0.6, 0, 150)],
}


def gb2312() -> set[str]:
    cells = (bytes([0xA0 + row, 0xA0 + cell]) for row in range(1, 88) for cell in range(1, 95))
    return {char for cell in cells for char in cell.decode("gb2312", errors="ignore")}


def said_by_the_program() -> set[str]:
    """Characters of the texts and sources that are shown, the plan first of all."""
    rooms = [ROOT / room for room in ("assets", "model", "forms", "ui")]
    kinds = (".txt", ".toml", ".md", ".html", ".py")
    texts = [path for room in rooms for path in room.rglob("*") if path.suffix in kinds]
    return {char for text in texts for char in text.read_text(encoding="utf-8")}


def reduced(weight: str, characters: set[str]) -> TTFont:
    fonts = TTCollection(SOURCES / f"NotoSansCJK-{weight}.ttc").fonts
    font = next(f for f in fonts if f["name"].getDebugName(6) == f"NotoSansCJKsc-{weight}")
    options = Options(
        hinting=False,
        layout_features=["ccmp", "kern"],
        name_IDs=["*"],
        name_languages=[0x409],
        notdef_outline=True,
        drop_tables=["VORG", "vhea", "vmtx", "BASE", "DSIG"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(char) for char in characters])
    subsetter.subset(font)
    return font


def with_truetype_outlines(font: TTFont) -> None:
    glyphs = font.getGlyphSet()
    order = font.getGlyphOrder()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(glyphs)
        glyphs[name].draw(Cu2QuPen(pen, TOLERANCE, reverse_direction=True))
        outlines[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder = order
    glyf.glyphs = outlines
    del font["CFF "]
    for name in order:
        outlines[name].recalcBounds(glyf)
        width, _ = font["hmtx"][name]
        font["hmtx"][name] = (width, getattr(outlines[name], "xMin", 0))

    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for limit in (
        "maxTwilightPoints",
        "maxStorage",
        "maxFunctionDefs",
        "maxInstructionDefs",
        "maxStackElements",
        "maxSizeOfInstructions",
    ):
        setattr(maxp, limit, 0)
    font["post"].formatType = 3.0
    font["post"].extraNames = []
    font["post"].mapping = {}
    font["head"].glyphDataFormat = 0
    font["gasp"] = newTable("gasp")
    font["gasp"].gaspRange = {0xFFFF: 0x000A}  # no hints: grey and smooth at every size
    font.sfntVersion = "\000\001\000\000"


def add(font: TTFont, sign: str, pen: TTGlyphPen, width: int) -> None:
    name = f"uni{ord(sign):04X}"
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = glyph = pen.glyph()
    font["glyf"].glyphOrder = font.getGlyphOrder()
    glyph.recalcBounds(font["glyf"])
    font["hmtx"][name] = (width, glyph.xMin)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[ord(sign)] = name


def compose(font: TTFont) -> None:
    for sign, parts in COMPOSED.items():
        names = font.getBestCmap()
        pen = TTGlyphPen(font.getGlyphSet())
        for part, scale, x, y in parts:
            pen.addComponent(names[ord(part)], (scale, 0, 0, scale, x, y))
        base, scale, x, _ = parts[0]
        add(font, sign, pen, round(font["hmtx"][names[ord(base)]][0] * scale) + 2 * x)


def draw_turning_arrow(font: TTFont, stroke: int) -> None:
    """↩, as wide as a Chinese character."""
    pen = TTGlyphPen(None)
    half, low, high, bend = stroke / 2, 250, 560, 690
    middle, radius = (low + high) / 2, (high - low) / 2

    def polygon(*points: tuple[float, float]) -> None:
        pen.moveTo(points[0])
        for point in points[1:]:
            pen.lineTo(point)
        pen.closePath()

    def arc(size: float, start: int, step: int) -> list[tuple[float, float]]:
        """Control points of a half circle in eighths, then its end."""
        turns = [start + step * eighth for eighth in (0.5, 1.5, 2.5, 3.5)]
        reach = size / math.cos(math.radians(22.5))
        angles = [(turn, reach) for turn in turns] + [(start + step * 4, size)]
        return [
            (bend + far * math.cos(math.radians(a)), middle + far * math.sin(math.radians(a)))
            for a, far in angles
        ]

    polygon((150, low - half), (150, low + half), (bend, low + half), (bend, low - half))
    polygon((430, high - half), (430, high + half), (bend, high + half), (bend, high - half))
    pen.moveTo((bend, high + half))
    pen.qCurveTo(*arc(radius + half, 90, -45))
    pen.lineTo((bend, low + half))
    pen.qCurveTo(*arc(radius - half, -90, 45))
    pen.closePath()
    slope = stroke / math.sqrt(2)
    polygon((120, low), (330, low + 210), (330 + slope, low + 210 - slope), (120 + 2 * slope, low))
    polygon((120, low), (120 + 2 * slope, low), (330 + slope, low - 210 + slope), (330, low - 210))
    add(font, "↩", pen, 1000)


def rename(font: TTFont, weight: str) -> None:
    names = font["name"]
    version = names.getDebugName(5).split(";")[0]
    full = FAMILY if weight == "Regular" else f"{FAMILY} {weight}"
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    unique = f"{version.removeprefix('Version ')};{postscript}"
    new = {1: FAMILY, 2: weight, 3: unique, 4: full, 5: f"{version}; subset", 6: postscript}
    names.names = [n for n in names.names if n.nameID in {0, 8, 9, 10, 12, 13, 14}]
    for name_id, text in new.items():
        names.setName(text, name_id, 3, 1, 0x409)
    font["OS/2"].achVendID = "    "


def main() -> None:
    characters = {*gb2312(), *said_by_the_program(), *SIGNS, *LATIN} - {"\t", "\n", "\xad"}
    for weight, stroke in (("Regular", 68), ("Bold", 110)):
        font = reduced(weight, characters)
        with_truetype_outlines(font)
        compose(font)
        draw_turning_arrow(font, stroke)
        rename(font, weight)
        font.recalcTimestamp = False
        path = ROOT / "assets" / "fonts" / f"HebeiSans-{weight}.ttf"
        font.save(path)
        lacking = "".join(sorted(characters - {chr(c) for c in font.getBestCmap()}))
        print(f"{path.name}: {len(font.getGlyphOrder())} glyphs, {path.stat().st_size:,} bytes")
        print(f"  not in Noto: {lacking!r}")


if __name__ == "__main__":
    main()
