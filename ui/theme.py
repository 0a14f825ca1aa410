"""Colours, type and icons: assets/palette.toml and assets/style.qss laid over Fusion."""

import re
import sys
import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache, lru_cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication, QWidget

from model.paths import asset
from ui.high_contrast import system_wants_contrast
from ui.kit.grown_width import grow_again
from ui.kit.metrics import SIZES, follow_system, length, px, use_text_size

BUNDLED = "Hebei Sans"
FAMILIES = (
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    BUNDLED,
)

SCHEME = "scheme"  # the setting that names one; "" follows the system
TEXT_SIZE = "text_size"  # the setting that names one of TEXT_SIZES; "" follows the system
ROWS, DENSE = "rows", "dense"  # the setting of how close rows are, and what it can be
USUAL_POINTS, MOST_USUAL_POINTS = {"win32": 9.0, "darwin": 13.0}, 11.0
LENGTH = re.compile(r"\$\{(\w+)(?:-(\d+))?\}")  # ${input}, ${input-2}


class Scheme(StrEnum):
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


Look = tuple[Scheme, int]  # the colours, and what 100 pixels are in the size of text in force


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """The colours of one scheme, '#RRGGBB'."""

    background: str
    surface: str
    quote: str
    line: str
    track: str
    edge: str
    ink: str
    quiet: str
    accent: str
    on_accent: str
    selection: str
    done: str
    done_tint: str
    ongoing: str
    ongoing_tint: str
    behind: str
    behind_tint: str
    look: str
    look_tint: str
    not_started: str
    not_started_tint: str
    returned: str
    returned_tint: str
    not_applicable: str
    not_applicable_tint: str
    no_target: str
    no_target_tint: str
    done_fill: str
    on_fill: str
    ongoing_fill: str
    behind_fill: str
    behind_hatch: str


@cache
def load_tokens(scheme: Scheme) -> Tokens:
    return Tokens(**tomllib.loads(asset("palette.toml").read_text("utf-8"))[scheme])


_active = {"scheme": Scheme.LIGHT}  # as global as the QPalette it comes with


def active_scheme() -> Scheme:
    return _active["scheme"]


def active_look() -> Look:
    """What icons and lengths made now go by."""
    return active_scheme(), px(100)


def apply_text_size(app: QApplication, size: str) -> None:
    """*size*: one of TEXT_SIZES, "" for the desktop's. What is shown already takes part."""
    if not use_text_size(size):
        return
    font = QFont(app.font())
    font.setPixelSize(px(SIZES["text"]))
    app.setFont(font)
    _dress_again(app)
    grow_again(app.allWidgets())


def dress(window: QWidget) -> None:
    """Lays the style sheet over *window* and all that belongs to it, its dialogs included.

    The whole program has none: what is built from its smallest parts outwards would be dressed
    anew with each part it comes into. Build first, dress then.
    """
    window.setStyleSheet(_style_sheet(active_scheme()))


def _dress_again(app: QApplication) -> None:
    for window in app.topLevelWidgets():
        if window.styleSheet():
            dress(window)


def restyle(widget: QWidget, **properties: bool) -> None:
    """Set dynamic *properties* that the style sheet asks for, and let it look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def colour(token: str) -> QColor:
    """The active scheme's colour called *token*."""
    return QColor(getattr(load_tokens(active_scheme()), token))


def washed(token: str, share: float = 0.12) -> QColor:
    """The colour *token*, thin enough to write on."""
    thin = colour(token)
    thin.setAlphaF(share)
    return thin


def text_font(size: str = "text", *, bold: bool = False) -> QFont:
    font = QFont(QApplication.font())
    font.setPixelSize(px(SIZES[size]))
    font.setBold(bold)
    return font


def figure_font(size: str = "figure") -> QFont:
    """For figures that stand alone: the bundled family, whose digits are equally wide."""
    font = QFont(BUNDLED)
    font.setPixelSize(px(SIZES[size]))
    font.setBold(True)
    return font


def preferred_scheme(app: QApplication) -> Scheme:
    """What the system asks for."""
    if system_wants_contrast():
        return Scheme.CONTRAST
    dark = app.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Scheme.DARK if dark else Scheme.LIGHT


def apply_theme(app: QApplication, scheme: Scheme) -> None:
    _active["scheme"] = scheme
    app.setPalette(_palette(load_tokens(scheme)))
    _dress_again(app)


def install_fonts(app: QApplication, families: tuple[str, ...] = FAMILIES) -> None:
    """Takes the place of the desktop's font, and its size as the one of who chose none."""
    follow_system(system_text_factor(app.font().pointSizeF(), sys.platform))
    use_text_size("")
    for weight in ("Regular", "Bold"):
        QFontDatabase.addApplicationFont(str(asset(f"fonts/HebeiSans-{weight}.ttf")))
    font = QFont()
    font.setFamilies(list(families))
    font.setPixelSize(px(SIZES["text"]))
    font.setHintingPreference(QFont.HintingPreference.PreferVerticalHinting)
    app.setFont(font)


def system_text_factor(points: float, platform: str) -> float:
    """How many times the usual size a desktop's text is that is *points* high.

    -1 is a font measured in pixels, which says nothing. Linux desktops begin with 10 or 11.
    """
    usual = USUAL_POINTS.get(platform, MOST_USUAL_POINTS)
    return points / usual if points > usual else 1.0


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, token in {
        (role.Window, role.Button): tokens.background,
        (role.Base, role.ToolTipBase): tokens.surface,
        (role.AlternateBase, role.Midlight): tokens.quote,
        (role.WindowText, role.Text, role.ButtonText, role.ToolTipText): tokens.ink,
        (role.PlaceholderText,): tokens.quiet,
        (role.Highlight, role.Accent, role.Link): tokens.accent,
        (role.HighlightedText, role.BrightText): tokens.on_accent,
        (role.Mid, role.Light): tokens.line,
        (role.Dark, role.Shadow): tokens.edge,
    }.items():
        for one in roles:
            palette.setColor(one, QColor(token))
    for one in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, one, QColor(tokens.quiet))
    return palette


def _style_sheet(scheme: Scheme) -> str:
    tokens = load_tokens(scheme)
    words = {field.name: getattr(tokens, field.name) for field in fields(tokens)}
    words |= {size: f"{px(pixels)}px" for size, pixels in SIZES.items()}
    words["pressed"] = _mixed(tokens.accent, tokens.ink)
    words["scroll"] = _mixed(tokens.edge, tokens.surface)
    sheet = LENGTH.sub(_length, asset("style.qss").read_text("utf-8"))
    return Template(sheet).substitute(words)


def _length(found: re.Match[str]) -> str:
    return f"{length(found[1]) - int(found[2] or 0)}px"


def _mixed(one: str, other: str) -> str:
    """The colour half way between two."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{(a + b) // 2:02X}" for a, b in pairs)


def icon(name: str, token: str, size: int = 20) -> QIcon:
    """assets/icons/<name>.svg in the active colour *token*, quiet where disabled; *size* grows
    with the text.
    """
    made = QIcon(icon_pixmap(name, token, size))
    made.addPixmap(icon_pixmap(name, "quiet", size), QIcon.Mode.Disabled)
    return made


def icon_pixmap(name: str, token: str, size: int) -> QPixmap:
    ratio = QApplication.primaryScreen().devicePixelRatio()
    return _drawn(name, colour(token).name(), px(size), ratio)


@lru_cache(maxsize=512)
def _drawn(name: str, tint: str, size: int, ratio: float) -> QPixmap:
    drawing = asset(f"icons/{name}.svg").read_text("utf-8")
    tinted = drawing.replace("currentColor", tint)
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(tinted.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
