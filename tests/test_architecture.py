"""Arrows point one way: ui → forms → model.domain, and each room of model knows its neighbours."""

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SMALL = {  # what every room of model above the store may use
    "model.bounded_file", "model.disk", "model.domain", "model.errors", "model.files",
    "model.fingerprint",
    "model.jobs", "model.paths", "model.record_bounds", "model.surroundings",
}  # fmt: skip
BASE = {"model.bounded_file", "model.domain", "model.errors"}  # what stands on the domain alone
SHOWN = {  # what every page may use
    "ui.alerts", "ui.backup_keeper", "ui.connection", "ui.edit_text", "ui.field_drafts",
    "ui.file_dialogs", "ui.help", "ui.jobs", "ui.kit", "ui.session", "ui.shortcuts",
    "ui.status_marks", "ui.support", "ui.theme",
    "forms", "PySide6", "sqlite_utils", *SMALL,
}  # fmt: skip
MAY_IMPORT = {  # a row for each room, what it may use beside itself; the standard library always
    "model/domain": set(),
    "model/plan": BASE,
    "model/scoring": BASE,
    "model/checks": {"model.domain", "model.scoring"},
    "model/clipboard": {"model.domain", "model.errors"},
    "model/store": {
        "model.disk", "model.domain", "model.errors", "model.files", "model.record_bounds",
        "sqlite_utils",
    },
    "model/evidence_files": {"model.store", "sqlite_utils", *SMALL},
    "model/workbook": {"model.ed25519", "model.scoring", "openpyxl", *SMALL},
    "model/consolidation": {"model.scoring", "model.workbook", *SMALL},
    "model/report": {
        "model.consolidation", "model.scoring", "model.workbook", "matplotlib", *SMALL
    },
    "model/manual": {"model.store", "model.workbook", *SMALL},
    "model/diagnostics": {"model.store", "sqlite_utils", *SMALL},
    "model/plan_draft": {"model.plan", "model.workbook", *SMALL},
    "model/compilation": {
        "model.ed25519", "model.package.plan_folders", "model.plan", "model.plan_draft",
        "model.store", "model.workbook", "sqlite_utils", *SMALL,
    },
    "model/package": {
        "model.clipboard", "model.ed25519", "model.plan", "model.plans", "model.scoring",
        "model.store", "model.workbook", "sqlite_utils", *SMALL,
    },
    "model/clerk": {
        "model.checks", "model.consolidation", "model.ed25519", "model.evidence_files",
        "model.package", "model.plans", "model.report",
        "model.rulebook_in_force", "model.scoring", "model.store", "model.workbook",
        "sqlite_utils", *SMALL,
    },
    "model/parts": {
        "model.evidence_files", "model.store", "model.workbook", "sqlite_utils", *SMALL
    },
    "model/office": {
        "model.checks", "model.consolidation", "model.ed25519", "model.own_key", "model.package",
        "model.parts", "model.plans", "model.report",
        "model.rulebook_in_force", "model.scoring", "model.store", "model.workbook",
        "sqlite_utils", *SMALL,
    },
    "model/rulebook_editor": {
        "model.consolidation", "model.office", "model.rulebook_in_force", "model.samples",
        "model.scoring", "model.store", "model.workbook", "sqlite_utils", *SMALL,
    },
    "model/samples": {"model", "sqlite_utils"},
    "model/headless": {"model", "sqlite_utils"},
    "model": {"model", "sqlite_utils", "nacl"},
    "forms": {"model.domain"},
    "ui/kit": {
        "ui.connection", "ui.jobs", "ui.status_marks", "ui.theme", "model.clipboard",
        "model.domain", "model.errors", "model.jobs", "model.report.figure_look",
        "model.report.figures", "PySide6",
    },
    "ui/section_sheet": {"model", "ui", "PySide6", "sqlite_utils"},
    "ui/help": {
        "model.errors", "model.files", "model.manual", "model.paths", "model.workbook",
        "ui.alerts", "ui.connection", "ui.file_dialogs", "ui.kit", "ui.printing", "ui.session",
        "ui.theme", "PySide6", "sqlite_utils",
    },
    "ui/printing": {"model.domain", "model.files", "model.scoring", "model.workbook", "PySide6"},
    "ui/incoming": {
        "model.clerk", "model.own_key", "model.package", "model.parts", "model.plans",
        "model.store", "model.workbook", "ui.pages.clerk", *SHOWN,
    },
    "ui/pages/clerk": {
        "model.checks", "model.clerk", "model.clipboard", "model.evidence_files",
        "model.own_key", "model.plans", "model.scoring", "model.store", "model.workbook",
        "ui.incoming",
        "ui.pages.item_rows", "ui.pages.item_words", "ui.pages.package.year_words",
        "ui.pages.rectification_rows", "ui.printing", *SHOWN,
    },
    "ui/pages/office": {
        "model.consolidation", "model.office", "model.outputs", "model.own_key", "model.parts",
        "model.report", "model.rulebook_in_force", "model.scoring", "model.store",
        "model.workbook", "ui.pages.item_rows", "ui.pages.item_words",
        "ui.pages.rectification_rows", *SHOWN,
    },
    "ui/pages/package": {
        "model.clerk", "model.office", "model.own_key", "model.package", "model.plan",
        "model.plans",
        "model.rulebook_editor", "model.rulebook_in_force", "model.store", "model.trends",
        "model.workbook", "ui.incoming", "ui.pages.item_words", "ui.pages.plan_words", *SHOWN,
    },
    "ui/pages/plan_draft": {
        "model.compilation", "model.own_key", "model.plan", "model.plan_draft", "model.plans",
        "model.store", *SHOWN,
    },
    "ui/pages/rules": {
        "model.office", "model.rulebook_editor", "model.scoring", "model.store", *SHOWN
    },
    "ui/pages/sections": {
        "model.parts", "model.store", "ui.pages.item_rows", "ui.pages.item_words", *SHOWN
    },
    "ui/tour": {"model", "ui", "PySide6", "sqlite_utils"},
    "ui/pages": {"ui", "forms", "model", "PySide6", "sqlite_utils"},
    "ui": {"ui", "forms", "model", "PySide6", "sqlite_utils"},
}  # fmt: skip
FILES = [path for top in ("model", "forms", "ui") for path in sorted((ROOT / top).rglob("*.py"))]


@cache
def tree_of(source: str) -> ast.Module:
    return ast.parse(source)


@cache
def nodes_of(source: str) -> tuple[ast.AST, ...]:
    """All parts of *source*, parsed and walked once for all tests of this file."""
    return tuple(ast.walk(tree_of(source)))


def imported(path: Path) -> set[str]:
    names = set()
    for node in nodes_of(path.read_text("utf-8")):
        if isinstance(node, ast.ImportFrom):
            names.add(node.module or ".")
        elif isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
    return {name for name in names if name.partition(".")[0] not in sys.stdlib_module_names}


def room_of(path: Path) -> str:
    """The row of MAY_IMPORT for *path*: the deepest of its folders that has one."""
    folders = path.relative_to(ROOT).parents
    return next(room for folder in folders if (room := folder.as_posix()) in MAY_IMPORT)


def wrong_in(paths, faults) -> dict[str, object]:
    """What *faults* finds in each of *paths*, by the place of the file: all files in one test,
    since thousands of tests take longer to be told apart than to be run.
    """
    found = {path.relative_to(ROOT).as_posix(): faults(path) for path in paths}
    return {place: wrong for place, wrong in found.items() if wrong}


def imported_outward(path) -> set[str]:
    room = room_of(path)
    allowed = {room.replace("/", "."), *MAY_IMPORT[room]}
    return {
        name
        for name in imported(path)
        if not any(f"{name}.".startswith(f"{one}.") for one in allowed)
    }


def test_that_imports_point_inward():
    assert wrong_in(FILES, imported_outward) == {}


def test_that_each_room_has_a_row():
    rooms = {
        folder.relative_to(ROOT).as_posix()
        for top in ("model", "ui", "ui/pages")
        for folder in (ROOT / top).iterdir()
        if (folder / "__init__.py").exists()
    }
    assert rooms | {"model", "ui", "forms"} == MAY_IMPORT.keys()


MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in FILES
}


def own_imports(path: Path) -> set[str]:
    """The modules of ours that *path* imports anywhere in it."""
    found = set()
    for node in nodes_of(path.read_text("utf-8")):
        if isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= whole & MODULES.keys() or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & MODULES.keys()


def test_that_no_modules_import_each_other_in_a_circle():
    left = {module: own_imports(path) for module, path in MODULES.items()}
    while free := [module for module, needed in left.items() if not needed & left.keys()]:
        for module in free:
            del left[module]
    assert left == {}


def public_classes() -> dict[str, list[str]]:
    """Name of each public class of model -> the modules that define it."""
    found: dict[str, list[str]] = {}
    for module, path in MODULES.items():
        if module.startswith("model"):
            for node in tree_of(path.read_text("utf-8")).body:
                if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                    found.setdefault(node.name, []).append(module)
    return found


def test_that_no_public_class_of_the_model_has_the_name_of_another():
    twice = {name: modules for name, modules in public_classes().items() if len(modules) > 1}
    assert twice == {}


NOUNS = {"ending", "finding", "ranking", "scoring", "printing", "wording"}
NOUNS |= {"incoming", "outgoing"}  # no gerunds, though they end like them


def test_that_modules_have_nouns_for_names():
    gerunds = {
        module
        for module in MODULES
        if any(word.endswith("ing") for word in set(module.rpartition(".")[2].split("_")) - NOUNS)
        and ".migrations." not in module
    }
    assert gerunds == set()


def test_that_no_module_of_the_kit_belongs_to_one_wing():
    wings = ("clerk", "office", "package", "rule", "rules", "plan")
    kit = [module for module in MODULES if module.startswith("ui.kit.")]
    assert [module for module in kit if module.split(".")[2].split("_")[0] in wings] == []


LABELS = "ui/kit/label.py"  # where alone Qt's label is used, which takes words for HTML
SELF_TEST = "ui/self_test.py"  # looks at a label's font


def is_plain(node: ast.expr) -> bool:
    match node:
        case ast.Name():
            return node.id.isupper()
        case ast.IfExp():
            return is_plain(node.body) and is_plain(node.orelse)
        case ast.Subscript():
            return is_plain(node.value)
        case ast.BoolOp():
            return all(map(is_plain, node.values))
    return isinstance(node, ast.Constant) or (
        isinstance(node, ast.Call) and getattr(node.func, "id", "") == "plain_tip"
    )


def loose_words(source: str) -> list[int]:
    """Lines on which Qt could take somebody's words for HTML, and load what they name.

    A tool tip is a constant or comes from `plain_tip`; labels are those of `ui.kit.label`.
    """
    found = []
    for node in nodes_of(source):
        match node:
            case ast.Name(id="QLabel") | ast.Attribute(attr="QLabel"):
                found.append(node.lineno)
            case (
                ast.Call(func=ast.Attribute(attr="setToolTip"), args=[tip])
                | ast.Call(func=ast.Attribute(attr="showText"), args=[_, tip, *_])
            ):
                found += [] if is_plain(tip) else [node.lineno]
            case ast.Call(func=ast.Attribute(attr="setTextFormat"), args=[ast.Attribute() as kind]):
                found += [] if kind.attr == "PlainText" else [node.lineno]
            case ast.match_case(pattern=pattern, body=[ast.Return(value=ast.expr() as tip), *_]):
                loose = "ToolTipRole" in ast.dump(pattern) and not is_plain(tip)
                found += [tip.lineno] if loose else []
    return sorted(set(found))


def test_that_nobodys_words_can_be_taken_for_html():
    themselves = {ROOT / LABELS, ROOT / SELF_TEST}
    paths = [path for path in FILES if path.is_relative_to(ROOT / "ui") and path not in themselves]
    assert wrong_in(paths, lambda path: loose_words(path.read_text("utf-8"))) == {}


def test_that_a_message_box_is_made_in_one_place_where_its_words_are_said_to_be_plain():
    made = [
        (path.relative_to(ROOT).as_posix(), node.lineno)
        for path in FILES
        for node in nodes_of(path.read_text("utf-8"))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "QMessageBox"
    ]
    assert [place for place, _ in made] == ["ui/alerts.py"]


@pytest.mark.parametrize(
    "line",
    [
        "label = QLabel(words)",
        "label = QtWidgets.QLabel(words)",
        "class Odd(QLabel): pass",
        "button.setToolTip(words)",
        'button.setToolTip(f"{name}")',
        'button.setToolTip("" if plain else name)',
        "QToolTip.showText(place, words, widget)",
        "label.setTextFormat(Qt.TextFormat.RichText)",
        "label.setTextFormat(Qt.TextFormat.AutoText)",
        "match role:\n case Qt.ItemDataRole.ToolTipRole:\n  return entry.tip",
    ],
)
def test_that_words_that_could_be_taken_for_html_are_found(line):
    assert len(loose_words(line)) == 1


def test_that_nothing_asks_the_platform_in_a_way_that_runs_a_program():
    asked = {"platform", "processor", "architecture"}
    found = [
        (path.relative_to(ROOT).as_posix(), node.lineno)
        for path in FILES
        for node in nodes_of(path.read_text("utf-8"))
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == "platform"
        and node.attr in asked
    ]
    assert found == []


def test_that_matplotlib_is_imported_in_one_module():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if any(name.partition(".")[0] == "matplotlib" for name in imported(path))
    }
    assert found == {"model/report/figures/matplotlib_parts.py"}


def test_that_threads_live_in_one_module():
    threaded = {"threading", "concurrent.futures", "multiprocessing"}
    found = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        for node in nodes_of(path.read_text("utf-8"))
        if (isinstance(node, ast.ImportFrom) and node.module in threaded)
        or (isinstance(node, ast.Import) and {a.name for a in node.names} & threaded)
    }
    assert found <= {"ui/jobs.py", "model/jobs.py", "model/workbook/intake/worker_client.py"}


IMPATIENT = {  # where it does no harm that a scanner on Windows may hold the file
    ("model/paths.py", "unlink"),  # an empty trial file, and failing is ignored
    (
        "ui/single_instance.py",
        "unlink",
    ),  # who takes the bell first answers it: a second try would lie
}


def impatient(code: str) -> list[str]:
    """The calls in *code* by which a file goes or gets another name at the first try."""
    waited = {  # by patiently(lambda: …)
        id(inner)
        for node in nodes_of(code)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "patiently"
        for inner in ast.walk(node)
    }
    return [
        node.func.attr
        for node in nodes_of(code)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and id(node) not in waited
        and (
            node.func.attr in {"unlink", "rename", "rmtree"}
            or (node.func.attr == "replace" and len(node.args) == 1 and not node.keywords)
        )
    ]


def test_that_a_file_goes_or_is_renamed_only_where_a_scanner_is_waited_for():
    found = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in FILES
        for name in impatient(path.read_text("utf-8"))
    }
    assert found == IMPATIENT


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("path.unlink(missing_ok=True)", 1),
        ("draft.replace(path)", 1),
        ("a.rename(b)", 1),
        ("shutil.rmtree(folder)", 1),
        ("patiently(lambda: a.rename(b))", 0),
        ("words.replace('a', 'b')", 0),
        ("moment.replace(tzinfo=None)", 0),
    ],
)
def test_that_a_file_that_goes_at_the_first_try_is_found(line, count):
    assert len(impatient(line)) == count


PARSERS = {  # what takes apart bytes or text that may be a stranger's
    "json": {"load", "loads"}, "tomllib": {"load", "loads"}, "zipfile": {"ZipFile"},
    "zlib": {"decompress", "decompressobj"}, "bz2": {"BZ2Decompressor", "decompress"},
    "lzma": {"LZMADecompressor", "decompress"}, "expat": {"ParserCreate"}, "csv": {"reader"},
    "pickle": {"load", "loads"}, "ElementTree": {"parse", "fromstring"},
    "email": {"message_from_bytes", "message_from_string"},
}  # fmt: skip
BY_NAME = {"HeaderParser", "ZipFile", "decompressobj", "message_from_bytes", "read_toml"}
CHILD, OWN, ROWS = "in the limited child", "what the app brings", "rows of the data file, by code"
WHERE_PARSED = {
    "model/workbook/intake/worker_main.py": CHILD,
    "model/workbook/intake/xml.py": CHILD,
    "model/workbook/intake/directory.py": CHILD,
    "model/workbook/intake/worker_reply.py": "the child's reply, of a length, held to its types",
    "model/domain/canonical.py": "sealed bytes: bounded by the packet, tried out in the child",
    "model/domain/toml.py": "rules and plans: looked through first, tried out before in the child",
    "model/plan/folder.py": "through model.domain.toml, files and their sum bounded",
    "model/scoring/loader.py": "through model.domain.toml, the file bounded",
    "model/plan_draft/corrections.py": "through model.domain.toml, on the command line alone",
    "model/package/words.py": "through model.domain.toml: what was read before",
    "model/rulebook_editor/draft.py": "through model.domain.toml: the office's own draft",
    "model/workbook/packet.py": "unpacked to 4 MB at most, its signs counted before it is read",
    "model/workbook/report/printed.py": "unpacked to a length, its signs counted",
    "model/consolidation/attachments.py": "a zip's list of members, of 2 MB at most",
    "model/evidence_files/programs.py": "a document's list of its parts, unpacked to 1 MB at most",
    "model/consolidation/mails.py": "headers of 16 kB, 200 of them at most",
    "model/plan/released.py": OWN,
    "model/plan/shipped.py": OWN,
    "model/diagnostics/version.py": OWN,
    "model/manual/chapters.py": OWN,
    "model/report/figures/canvas.py": OWN,
    "model/workbook/paper/styles.py": OWN,
    "ui/theme.py": OWN,
    "ui/self_test.py": OWN,
    "model/workbook/file_bytes.py": "written a moment ago",
    "model/report/word/package.py": "written, not read",
    "model/workbook/review_pack/write.py": "written, not read",
    "model/evidence_files/volumes.py": "written, not read",
    "model/parts/filled_sheet.py": "written, not read",
    "model/diagnostics/support_package.py": "written, not read",
    "model/store/integrity.py": ROWS, "model/store/receipts.py": ROWS,
    "model/store/evidence.py": ROWS, "model/store/reviews.py": ROWS,
    "model/store/settings.py": ROWS, "model/store/personal_data.py": ROWS,
    "model/store/carried_over.py": ROWS,
    "model/store/plans.py": ROWS, "model/store/parts.py": ROWS,
    "model/store/record_chain.py": ROWS, "model/store/sections.py": ROWS,
    "model/store/plan_drafts.py": ROWS,
    "model/parts/division.py": ROWS, "model/office/review_exchange.py": ROWS,
    "model/store/former_targets.py": ROWS, "model/store/migrations/m0005_file_year.py": ROWS,
    "ui/edit_text.py": ROWS, "ui/pages/office/decision_part.py": ROWS,
}  # fmt: skip
"""Where such things are taken apart, and why that can't hurt."""


def parsers_called(source: str) -> set[str]:
    found = set()
    for node in nodes_of(source):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=attr)):
                found |= {f"{name}.{attr}"} if attr in PARSERS.get(name, ()) else set()
            case ast.Call(func=ast.Name(id=name)):
                found |= {name} if name in BY_NAME else set()
    return found


def test_that_bytes_of_strangers_are_taken_apart_only_where_it_is_said_why_that_is_safe():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in FILES
        if parsers_called(path.read_text("utf-8"))
    }
    assert found - WHERE_PARSED.keys() == set()
    assert WHERE_PARSED.keys() - found == set()


@pytest.mark.parametrize(
    "line", ["json.loads(x)", "zipfile.ZipFile(x)", "ZipFile(x)", "tomllib.load(x)", "read_toml(x)"]
)
def test_that_taking_bytes_apart_is_found(line):
    assert parsers_called(line)


def loose_connections(source: str) -> list[int]:
    """Lines on which a function is handed over that Qt can't let go together with its owner.

    A bound method of a QObject ends with it; for all else there is `ui.connection.connect`.
    """
    found = []
    for node in nodes_of(source):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            match node.func.attr, node.args:
                case "connect", [ast.Attribute() | ast.Name(id="then"), *_]:
                    pass  # a method, or what was handed to `start`, which is looked at there
                case "connect", [_, *_]:
                    found.append(node.lineno)
                case "singleShot", _:  # nobody's, or it swallows an exception: `call_later`
                    found.append(node.lineno)
                case "start", [_, ast.Lambda() | ast.Call()]:
                    found.append(node.lineno)
        if isinstance(node, ast.ClassDef) and not node.bases:  # no QObject: its methods stay
            found += [
                one.lineno
                for one in ast.walk(node)
                if isinstance(one, ast.Attribute) and one.attr == "connect"
            ]
    return sorted(set(found))


def test_that_no_connection_outlives_the_widget_it_reaches():
    itself = ROOT / "ui" / "connection.py"
    paths = [path for path in FILES if path.is_relative_to(ROOT / "ui") and path != itself]
    assert wrong_in(paths, lambda path: loose_connections(path.read_text("utf-8"))) == {}


@pytest.mark.parametrize(
    "line",
    [
        "room.jobs.ended.connect(lambda: self.refresh())",
        'room.jobs.ended.connect(partial(self._on_changed, ""))',
        "room.jobs.ended.connect(refresh)",
        "room.jobs.ended.connect(self._later(refresh))",
        "QTimer.singleShot(0, lambda: self.refresh())",
        "QTimer.singleShot(0, self.refresh)",
        "QTimer.singleShot(0, self, self.refresh)",
        "room.start(job, partial(self._on_done, year))",
        "class Plain:\n def __init__(self, room):\n  room.changed.connect(self.refresh)",
    ],
)
def test_that_a_connection_nobody_could_end_is_found(line):
    assert loose_connections(line) == [line.count("\n") + 1]


EDITORS = {  # what Qt lets files and words be dropped into, and where ours are, which refuse it
    "QLineEdit": {"ui/kit/line_field.py"},
    "QTextEdit": {"ui/kit/prose.py", "ui/pages/plan_draft/text_view.py"},
    "QPlainTextEdit": {"ui/support.py"},  # to be read
    "QTextBrowser": {"ui/help/reader.py"},
    "QDateEdit": set(),
    "QSpinBox": set(),
    "QDoubleSpinBox": set(),
    "QTimeEdit": set(),
    "QDateTimeEdit": set(),
    "QInputDialog": set(),
}


def jobs_about_nothing(source: str) -> list[int]:
    """The lines on which a part that is told what to show (`show_…` keeps it) starts a job of the
    room without saying what it is about: what is shown when it ends may be something else.
    """
    found = []
    for part in nodes_of(source):
        if isinstance(part, ast.ClassDef) and any(map(keeps_what_is_shown, part.body)):
            for node in ast.walk(part):
                match node:
                    case ast.Call(
                        func=ast.Attribute(attr="start"),
                        args=[_, ast.Attribute(value=ast.Name(id="self"))],
                        keywords=[],
                    ):
                        found.append(node.lineno)
    return found


def keeps_what_is_shown(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.FunctionDef)
        and node.name.startswith("show_")
        and any(
            isinstance(one, ast.Attribute)
            and isinstance(one.ctx, ast.Store)
            and getattr(one.value, "id", "") == "self"
            for one in ast.walk(node)
        )
    )


def test_that_a_job_is_started_with_what_it_is_about_where_another_thing_may_be_shown_at_its_end():
    paths = [path for path in FILES if path.is_relative_to(ROOT / "ui")]
    assert wrong_in(paths, lambda path: jobs_about_nothing(path.read_text("utf-8"))) == {}


@pytest.mark.parametrize(("call", "count"), [("self._on_kept", 1), ("self._on_kept, one", 0)])
def test_that_a_job_about_nothing_is_found(call, count):
    source = f"""
class Part(QWidget):
    def show_report(self, one):
        self._one = one

    def take(self):
        self._room.start(job, {call})
"""
    assert len(jobs_about_nothing(source)) == count


PEOPLE = {"by", "made_by", "filled_by", "reviewer", "sent_by"}


def people_compared(source: str) -> list[int]:
    """The lines on which names of people are compared letter by letter: 王芳 is 王　芳."""
    return [
        node.lineno
        for node in nodes_of(source)
        if isinstance(node, ast.Compare)
        and all(isinstance(one, ast.Eq | ast.NotEq) for one in node.ops)
        and any(
            isinstance(side, ast.Attribute) and side.attr in PEOPLE
            for side in (node.left, *node.comparators)
        )
    ]


def test_that_people_are_told_apart_in_one_place():
    assert wrong_in(FILES, lambda path: people_compared(path.read_text("utf-8"))) == {}


def test_that_people_told_apart_letter_by_letter_are_found():
    assert people_compared("if one.by == by: pass") == [1]
    assert people_compared("if same_person(one.by, by): pass") == []


def test_that_every_field_is_one_of_those_into_which_nothing_can_be_dropped():
    found = set()
    for path in FILES:
        place = path.relative_to(ROOT).as_posix()
        for node in nodes_of(path.read_text("utf-8")):
            made = node.bases if isinstance(node, ast.ClassDef) else ()
            if isinstance(node, ast.Call):
                made = (node.func,)
                if isinstance(node.func, ast.Attribute) and node.func.attr == "setEditable":
                    found.add((place, "setEditable"))
            for name in made:
                said = name.id if isinstance(name, ast.Name) else ""
                if isinstance(name, ast.Attribute) and name.attr in {"getText", "getMultiLineText"}:
                    said = "QInputDialog"
                if said in EDITORS and place not in EDITORS[said]:
                    found.add((place, said))
    assert found == set()
    for place in set().union(*EDITORS.values()) - {"ui/help/reader.py"}:
        assert "setAcceptDrops(False)" in (ROOT / place).read_text("utf-8")


def second_wordings(source: str) -> list[str]:
    """What *source* words for itself, though `model.domain.wording` and `Item.title` word it."""
    found = []
    for node in nodes_of(source):
        match node:
            case ast.IfExp(body=ast.Attribute(attr=one), orelse=ast.Attribute(attr=other)) if {
                one,
                other,
            } == {"name", "text"}:
                found.append("title")
            case ast.Constant(value=str(text)) if "区碳达峰碳中和工作领导小组办公室" in text:
                found.append("office")
            case ast.Constant(value=str(text)) if re.search("%[-#]?[md][月日]", text):
                found.append("date")
            case ast.JoinedStr(values=parts):
                found += _worded(parts)
    return found


def _worded(parts: list[ast.expr]) -> Iterator[str]:
    for part, after in pairwise([*parts, ast.Constant(value="")]):
        follows = after.value if isinstance(after, ast.Constant) else after
        match part, follows:
            case ast.FormattedValue(value=value), str(text) if text.startswith(
                "月"
            ) and "month" in ast.unparse(value):
                yield "date"
            case ast.FormattedValue(value=value), str(text) if text.startswith(
                " 分"
            ) and "points_text" in ast.unparse(value):
                yield "points"
            case ast.FormattedValue(value=number), ast.FormattedValue(value=unit) if (
                ast.unparse(unit).rpartition(".")[2] == "unit" and ast.unparse(number) != "sign"
            ):
                yield "amount"


def test_that_a_title_a_date_an_amount_points_and_the_office_are_worded_in_one_place():
    paths = [path for path in FILES if path != ROOT / "model" / "domain" / "wording.py"]
    assert wrong_in(paths, lambda path: second_wordings(path.read_text("utf-8"))) == {}


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("item.name if isinstance(item, Indicator) else item.text", "title"),
        ("item.text if isinstance(item, Measure) else item.name", "title"),
        ('OFFICE = "区碳达峰碳中和工作领导小组办公室"', "office"),
        ('f"{day.year}年{day.month}月{day.day}日"', "date"),
        ('day.strftime("%Y年%m月%d日")', "date"),
        ('f"{number_text(value)}{gap}{field.unit}"', "amount"),
        ('f"{value}{unit}"', "amount"),
        ('f"{points_text(score.points)} 分"', "points"),
    ],
)
def test_that_a_second_wording_is_found(line, what):
    assert second_wordings(line) == [what]


def letters_looked_at(source: str) -> list[int]:
    """The lines that ask Python which letters can be seen: to it no rare letter of a name is."""
    return [
        node.lineno
        for node in nodes_of(source)
        if (isinstance(node, ast.Attribute) and node.attr == "isprintable")
        or (isinstance(node, ast.Constant) and node.value in {"Cc", "Cf", "Cn", "Co", "Cs"})
    ]


WIDTH = "model/workbook/paper/text_size.py"  # how wide a letter is printed


def test_that_which_letters_can_be_seen_is_decided_in_one_place():
    places = {ROOT / "model" / "domain" / "typed_words.py", ROOT / WIDTH}
    paths = [path for path in FILES if path not in places]
    assert wrong_in(paths, lambda path: letters_looked_at(path.read_text("utf-8"))) == {}


def test_that_a_second_look_at_which_letters_can_be_seen_is_found():
    assert letters_looked_at("if name.isprintable(): pass") == [1]
    assert letters_looked_at('unicodedata.category(one) in {"Cf", "Zl"}') == [1]
    assert letters_looked_at("if has_unseen(name): pass") == []


def test_that_each_file_the_readme_leads_to_exists():
    """A path in the tables of "How it is put together"; what stands for many (…, N) is left out."""
    text = (ROOT / "README.md").read_text("utf-8")
    tables = text.partition("## How it is put together")[2].partition("\n## ")[0]
    places = re.findall(r"`((?:ui|model|forms|assets|tests)/[\w./-]*)`", tables)
    assert len(places) > 20
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_that_no_tracked_data_lies_outside_the_fixed_layout():
    top = {
        "main.py", "ui", "model", "forms", "assets", "tests", "build.spec", "README.md",
        "pyproject.toml", "requirements.txt", "requirements-dev.txt", ".python-version",
        "Makefile", "LICENSE", ".gitignore", ".ci",
    }  # fmt: skip
    made = {
        ".git", ".venv", "build", "dist", ".pytest_cache", ".mypy_cache", ".ruff_cache",
        ".hypothesis", "__pycache__",
    }  # fmt: skip
    assert {path.name for path in ROOT.iterdir()} <= top | made


# Sentences are for people


HAN = re.compile("[\u3001\u3002\u3008-\u3011\u4e00-\u9fff\uff01-\uff1f\u2018-\u201d]")
TEXT_METHODS = {
    "partition", "rpartition", "split", "rsplit", "removeprefix", "removesuffix", "startswith",
    "endswith", "find", "rfind", "index", "rindex", "count", "strip", "lstrip", "rstrip",
}  # fmt: skip
PATTERNS = {
    "compile",
    "search",
    "match",
    "fullmatch",
    "sub",
    "subn",
    "split",
    "findall",
    "finditer",
}
TOLD = {"message", "sentence", "summary", "hint", "args"}
SHOWN = {"text", "currentText", "windowTitle", "toolTip", "title", "accessibleName"}
READ_CHINESE = {  # where words are taken apart that people wrote, and why; may only get shorter
    "model/plan/": "the published text of a plan",
    "model/plan_draft/": "the published text of a plan",
    "model/domain/plan.py": "headings of the plan",
    "model/report/chapters/findings.py": "the plan's text",
    "model/report/chapters/overview.py": "the plan's text",
    "model/report/figures/matrix.py": "headings of the plan, shortened",
    "model/domain/typed_numbers.py": "numbers as people type them",
    "model/domain/empty_words.py": "words by which people say nothing",
    "model/clipboard/columns.py": "headings of a table that people paste",
    "model/checks/across_items.py": "telephone numbers in what people wrote",
    "model/domain/documents.py": "dates and numbers of documents as people type them",
    "model/package/contacts.py": "telephone numbers as people type them",
    "model/package/countersignature.py": "lists of bodies as people type them",
    "model/consolidation/similar_texts.py": "what people wrote, compared",
    "model/workbook/intake/formats.py": "formats of cells, as spreadsheet programs write them",
    "model/workbook/intake/worker_main.py": "titles of workbooks, which say what made them",
    "model/workbook/report/identity.py": "cells that people fill in",
    "model/workbook/report/without_seal.py": "cells that people fill in",
    "model/workbook/text.py": "signs that make a formula of a text",
    "model/workbook/paper/text_size.py": "how wide letters are",
    "model/domain/wording.py": "the full stop of a sentence that goes into another",
    "model/scoring/rulebook.py": "a rulebook's title, which its authors write",
    "model/store/lock.py": "the lines of the lock file",
    "model/store/migrations/m0005_file_year.py": "sentences kept by earlier releases",
    "model/store/disk_errors.py": "SQLite has no code for text that is no longer UTF-8",
    "model/store/year_guard.py": "a trigger can only raise a text, which is a constant of ours",
    "ui/self_test.py": "what the program made and how Qt is translated, checked",
}


def sentences_read(source: str) -> list[int]:
    """Lines on which a program goes by words that are for people.

    Those are Chinese literals by which text is taken apart, compared, searched or looked up, and
    messages of errors and words of widgets that serve for more than being shown.
    """
    tree = tree_of(source)
    known = imported_words(tree)
    named = {**known, **own_words(tree, set(known))}
    words = set(named)
    found = set()
    for node in nodes_of(source):
        match node:
            case ast.Call(func=ast.Attribute(value=value, attr=name), args=args):
                read = reads_text(value, name, args, words)
            case ast.Call(func=ast.Name(id="hash" | "sha256"), args=args):
                read = any(map(is_told, args))
            case ast.Compare(left=left, comparators=right, ops=ops):
                sides = [left, *right]
                literal = any(isinstance(side, ast.Constant) for side in sides)
                equal = any(isinstance(op, ast.Eq | ast.NotEq | ast.In | ast.NotIn) for op in ops)
                read = equal and (
                    any(is_chinese(side, words) or is_told(side) for side in sides)
                    or (literal and any(map(is_shown, sides)))
                )
            case ast.MatchValue(value=value):
                read = is_chinese(value, words)
            case ast.Subscript(value=value, slice=key, ctx=ast.Load()):
                table = named.get(value.id) if isinstance(value, ast.Name) else value
                by_words = isinstance(table, ast.Dict) and is_chinese(table, words)
                read = by_words or is_chinese(key, words) or is_told(key) or is_shown(key)
            case _:
                continue
        if read:
            found.add(node.value.lineno if isinstance(node, ast.MatchValue) else node.lineno)
    return sorted(found)


def own_words(tree: ast.Module, known: set[str]) -> dict[str, ast.expr]:
    """The Chinese literals to which a module gives names."""
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if is_chinese(value, known):
                found[name] = value
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                pairs = zip(names, values, strict=True)
                named = [(n.id, v) for n, v in pairs if isinstance(n, ast.Name)]
                found |= {name: value for name, value in named if is_chinese(value, known)}
    return found


def imported_words(tree: ast.Module) -> dict[str, ast.expr]:
    found: dict[str, ast.expr] = {}
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            known = words_of(ROOT / f"{node.module.replace('.', '/')}.py")
            found |= {a.asname or a.name: known[a.name] for a in node.names if a.name in known}
    return found


@cache
def words_of(path: Path) -> dict[str, ast.expr]:
    return own_words(tree_of(path.read_text("utf-8")), set()) if path.is_file() else {}


def reads_text(value: ast.expr, name: str, args: list[ast.expr], words: set[str]) -> bool:
    """Whether the call `value.name(args)` takes text for people apart."""
    told = any(map(is_told, args))
    if isinstance(value, ast.Name) and value.id == "re" and name in PATTERNS:
        return told or is_chinese(args[0], words)
    if name in {"replace", "get"}:  # what they are to find; by what it is replaced is free
        return told or any(is_chinese(one, words) for one in args[:1])
    if name in TEXT_METHODS:
        by_words = is_chinese(value, words) or any(is_chinese(one, words) for one in args)
        return told or by_words or is_told(value) or any(map(is_shown, args))
    return told and (name in PATTERNS or name.startswith(("sha", "blake", "md5")))


def is_chinese(node: ast.expr, words: set[str]) -> bool:
    """Whether *node* is a literal with Chinese in it, or one of the module's *words* for one."""
    parts: list[ast.expr] = []
    match node:
        case ast.Constant(value=str(text)):
            return bool(HAN.search(text))
        case ast.Name(id=name):
            return name in words
        case ast.JoinedStr(values=parts) | ast.Tuple(elts=parts) | ast.List(elts=parts):
            pass
        case ast.Set(elts=parts):
            pass
        case ast.Dict(keys=keys):
            parts = [key for key in keys if key is not None]
        case ast.BinOp(left=left, right=right):
            parts = [left, right]
    return any(is_chinese(part, words) for part in parts)


def is_told(node: ast.expr) -> bool:
    """Whether *node* is what an error or a finding tells people."""
    match node:
        case ast.Attribute(attr=name) | ast.Subscript(value=ast.Attribute(attr=name)):
            return name in TOLD
        case ast.Call(func=ast.Name(id="str"), args=[ast.Name(id=name)]):
            return name in {"error", "refusal", "refused", "problem", "finding", "remark"}
        case ast.Call(func=ast.Attribute(value=value, attr="encode")):
            return is_told(value)
    return False


def is_shown(node: ast.expr) -> bool:
    """Whether *node* is what a widget shows."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name), args=[]):
            return name in SHOWN
    return False


def test_that_no_program_reads_a_sentence_written_for_people():
    found = wrong_in(FILES, lambda path: sentences_read(path.read_text("utf-8")))
    known = tuple(READ_CHINESE)
    assert {place: lines for place, lines in found.items() if not place.startswith(known)} == {}


@pytest.mark.parametrize("place", READ_CHINESE)
def test_that_every_place_that_reads_chinese_still_does(place):
    files = [path for path in FILES if path.relative_to(ROOT).as_posix().startswith(place)]
    assert any(sentences_read(path.read_text("utf-8")) for path in files)


@pytest.mark.parametrize(
    "line",
    [
        'place, _, name = message.partition("：")',
        'known = line.startswith("手工改动")',
        'known = line.startswith(("手工改动", "不能确定"))',
        'words = str(refusal).removeprefix(f"{refusal.file}：")',
        'cure = words.removesuffix(EITHER) if words.endswith("重发。") else words',
        'reasons = line.reasons.split("；")',
        'lines = words.replace("；", "\\n")',
        'text = f"{place}：{what}".lstrip("：")',
        'found = re.search(r"文件是(\\d{4})年度的。", detail)',
        'OWN_YEAR = re.compile(r"文件是(\\d{4})年度的。")',
        'found = re.search(r"[a-z_]+", problem.message)',
        "found = KEY.findall(problem.message)",
        'words = re.sub(r"（from）", "", sentence)',
        'section = {"等次": 1, "部分": 2}[kind]',
        'PLACES = {"等次": 1}\nplace = PLACES[kind]',
        'place = places.get("规则")',
        'view = VIEWS.index("报告与证明")',
        'if kind in {"指标", "任务"}: pass',
        'if voice.said == "未填": pass',
        'match kind:\n case "指标": pass',
        'if "decode" in str(error): pass',
        "if cause.value.cause in str(error): pass",
        "if detail != verdict.message: pass",
        "key = hash(finding.sentence)",
        "key = sha256(finding.sentence.encode())",
        "key = hashlib.sha256(finding.sentence.encode())",
        'first, _, rest = error.args[0].partition(" ")',
        'code, _, rest = problem.message.partition(" ")',
        'if button.text() == "Cancel": pass',
        "act = ACTIONS[button.text()]",
        "act = NAMES.index(box.currentText())",
        "from model.domain.wording import OFFICE\nif name == OFFICE: pass",
        "from model.domain.wording import OFFICE\nPLACES = {OFFICE: 0}\nplace = PLACES[name]",
        'GOOD = "来源已验证。"\ntold = [one for one in details if one != GOOD]',
        'PLACES = {"等次": 1}\nplace = PLACES.get(kind)\nif kind in PLACES: pass',
    ],
)  # fmt: skip
def test_that_a_sentence_that_is_read_is_found(line):
    assert sentences_read(line)


@pytest.mark.parametrize(
    "line",
    [
        'raise AppError(f"“{path.name}”没有写成：{cause}", hint="请换一个文件名。")',
        "label.setText(error.hint)",
        'words = "；".join(reasons)',
        'words = text.replace("\\n", "；")',
        'head, _, tail = name.partition("/")',
        "reason = self.reason.text().strip()",
        "if state is State.DONE: pass",
        'LABELS = {State.DONE: "完成"}\nlabel = LABELS[state]',
    ],
)  # fmt: skip
def test_that_a_sentence_that_is_only_told_is_none_that_is_read(line):
    assert sentences_read(line) == []
