import re
import tomllib
from dataclasses import fields

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QPushButton

from model.paths import asset
from model.store.settings import fetch_setting
from ui.kit import metrics
from ui.status_marks import Mark
from ui.theme import (
    TEXT_SIZE,
    Scheme,
    Tokens,
    apply_text_size,
    apply_theme,
    colour,
    dress,
    load_tokens,
    system_text_factor,
    text_font,
)

UI = asset("").parent / "ui"
STYLE = asset("style.qss").read_text("utf-8")
NAMED = set(re.findall(r"^#(\w+)(?=[:\[ ])", STYLE, re.MULTILINE))
NO_BUTTONS = {"drop_words", "manual_contents", "manual_hits"}  # whose colour is their own
GROUNDS = ("surface", "background", "quote", "selection")
WORDS = ("ink", "quiet", "accent", *sorted({mark.token for mark in Mark}))


def luminance(name: str) -> float:
    parts = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in QColor(name).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", Scheme)
@pytest.mark.parametrize("token", WORDS)
def test_that_words_stand_out_from_every_ground(scheme, token):
    tokens = load_tokens(scheme)
    grounds = [getattr(tokens, ground) for ground in GROUNDS]
    if hasattr(tokens, f"{token}_tint"):
        grounds.append(getattr(tokens, f"{token}_tint"))
    assert min(contrast(getattr(tokens, token), ground) for ground in grounds) >= 4.5


@pytest.mark.parametrize("token", WORDS)
def test_that_words_in_high_contrast_stand_out_by_seven_to_one(token):
    tokens = load_tokens(Scheme.CONTRAST)
    grounds = [getattr(tokens, ground) for ground in GROUNDS]
    assert min(contrast(getattr(tokens, token), ground) for ground in grounds) >= 7


@pytest.mark.parametrize("scheme", Scheme)
def test_that_what_runs_on_a_track_and_words_of_what_cant_be_pressed_are_seen(scheme):
    tokens = load_tokens(scheme)
    least = 7 if scheme is Scheme.CONTRAST else 4.3
    for token in ("ink", "quiet", "accent"):
        assert contrast(getattr(tokens, token), tokens.track) >= least, token


def test_that_no_ground_has_the_colour_of_lines():
    """In high contrast lines are black, and so are words."""
    assert "background: $line" not in asset("style.qss").read_text("utf-8")


@pytest.mark.parametrize("scheme", Scheme)
def test_that_the_primary_button_and_the_fields_edges_are_seen(scheme):
    tokens = load_tokens(scheme)
    assert contrast(tokens.on_accent, tokens.accent) >= 4.5
    assert contrast(tokens.edge, tokens.surface) >= 3


@pytest.mark.parametrize("scheme", Scheme)
def test_that_neighbours_in_a_bar_differ_without_their_colours(scheme):
    tokens = load_tokens(scheme)
    assert contrast(tokens.done_fill, tokens.ongoing_fill) >= 2.5
    assert contrast(tokens.behind_fill, tokens.behind_hatch) >= 2.5  # the hatching is seen
    assert contrast(tokens.ongoing_fill, tokens.surface) >= 1.5
    assert contrast(tokens.on_fill, tokens.done_fill) >= 4.5
    assert contrast(tokens.ink, tokens.ongoing_fill) >= 4.5


def test_that_both_schemes_have_the_same_tokens():
    palette = tomllib.loads(asset("palette.toml").read_text("utf-8"))
    names = {field.name for field in fields(Tokens)}
    assert {scheme.value: names for scheme in Scheme} == {
        scheme: colours.keys() for scheme, colours in palette.items()
    }


def test_that_a_scheme_colours_the_whole_app(open_window, clerk, qapp):
    window = open_window()
    window.help.open_here()
    apply_theme(qapp, Scheme.DARK)
    assert colour("surface").name().upper() == load_tokens(Scheme.DARK).surface.upper()
    assert qapp.palette().base().color() == colour("surface")
    surface = colour("surface")
    for inside in (window.rail, window.help.manual.reader):
        assert inside.grab().toImage().pixelColor(4, inside.height() // 2) == surface


def test_that_what_is_drawn_is_drawn_anew_in_other_colours_and_keeps_what_was_typed(
    open_window, clerk, qapp
):
    window = open_window()
    window.show_page("measures")
    old = window.shown
    item = old.list.key
    old.panel.form.choose("state", "ongoing")
    window.show_page("about")
    apply_theme(qapp, Scheme.DARK)
    assert window.shown is window.page_named("about")
    window.show_page("measures")
    assert window.shown is not old
    window.show_item(item)
    assert window.session.answer(item)["state"] == "ongoing"
    pen = window.shown.panel._evidence.list._add_reference.icon().pixmap(16, 16).toImage()
    pixels = (pen.pixelColor(x, y) for x in range(pen.width()) for y in range(pen.height()))
    ink, quiet = max(pixels, key=QColor.alpha), colour("quiet")
    assert abs(ink.lightness() - quiet.lightness()) < 8
    again = window.shown
    window.show_page("about")
    apply_theme(qapp, Scheme.LIGHT)
    apply_theme(qapp, Scheme.DARK)
    window.show_page("measures")
    assert window.shown is again, "back in its colours it is as it was made"


def test_that_larger_text_is_larger_everywhere_and_kept(open_window, clerk, qapp, store):
    window = open_window()
    window.show_page("about")
    before = text_font().pixelSize()
    try:
        window.page_named("about").text_size.press("largest")
        assert text_font().pixelSize() > before
        assert qapp.font().pixelSize() > before
        assert fetch_setting(store, TEXT_SIZE) == "largest"
        for page in ("overview", "measures", "indicators", "score", "export"):
            window.show_page(page)
            assert window.width() == 1366
    finally:
        apply_text_size(qapp, "")


@pytest.mark.parametrize("name", ["", "quiet", "yes", "pill"])
def test_that_a_buttons_edge_says_where_the_focus_is(qtbot, name):
    button = QPushButton("添加文件…")
    button.setObjectName(name)
    qtbot.addWidget(button)
    dress(button)
    with qtbot.waitActive(button):
        button.show()
    button.setFocus()
    picture = button.grab().toImage()
    edge = picture.pixelColor(picture.width() // 2, 1)
    assert edge.name() == colour("accent").name()


@pytest.mark.parametrize(
    ("points", "platform", "factor"),
    [
        (9, "win32", 1.0),
        (13.5, "win32", 1.5),
        (10, "linux", 1.0),
        (11, "linux", 1.0),
        (16.5, "linux", 1.5),
        (-1, "linux", 1.0),
    ],
)
def test_that_the_desktops_text_size_is_told_by_its_font(points, platform, factor):
    assert system_text_factor(points, platform) == factor


@pytest.mark.parametrize(("asked", "given"), [(1.5, 1.5), (0.8, 1.0), (3.0, 2.0)])
def test_that_who_chose_no_text_size_has_the_desktops_and_who_chose_one_that(qapp, asked, given):
    metrics.follow_system(asked)
    try:
        apply_text_size(qapp, "")
        assert text_font().pixelSize() == round(metrics.SIZES["text"] * given)
        apply_text_size(qapp, "standard")
        assert text_font().pixelSize() == metrics.SIZES["text"]
    finally:
        metrics.follow_system(1.0)
        apply_text_size(qapp, "")


def test_that_whoever_makes_a_window_without_a_parent_dresses_it():
    """Qt takes the list of suggestions from its field; a window may have nothing behind it."""
    makers = re.compile(
        r"\bQCompleter\(|\((QMainWindow|QDialog)\):|WindowType\.(Window|Popup|Tool)\b"
    )
    texts = {str(path.relative_to(UI)): path.read_text("utf-8") for path in UI.rglob("*.py")}
    made = {path for path, text in texts.items() if makers.search(text)}
    undressed = {path for path in made if "dress(" not in texts[path]}
    belonging = {"incoming/dialog.py", "support.py", "help/picture.py", "help/window.py"}
    assert undressed == belonging  # their windows have the program's window behind them


@pytest.mark.parametrize("waits", [False, True])
@pytest.mark.parametrize("name", sorted(NAMED - NO_BUTTONS | {""}))
def test_that_a_button_that_can_not_be_pressed_never_looks_as_if_it_could(qtbot, name, waits):
    button = QPushButton("撤回核对")
    button.setObjectName(name)
    button.setProperty("waits", waits)
    dress(button)
    qtbot.addWidget(button)
    looks = []
    for enabled in (True, False):
        button.setEnabled(enabled)
        button.ensurePolished()
        looks.append(button.grab().toImage())
    assert looks[0] != looks[1]
