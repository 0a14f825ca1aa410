"""The clerk's year, from the first start to last year's basis, with the keyboard alone."""

import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from forms import FORMS
from model.checks import Kind
from model.domain.return_slip import Remark, ReturnSlip
from model.paths import DATA_FILE
from model.store.answers import fetch_answers
from model.store.data_file import open_store
from model.store.settings import save_setting
from model.workbook.intake.worker_client import WorkbookReader
from model.workbook.layout import Questionnaire
from model.workbook.sealed import load, read_report
from tests.keys import send_slip
from tests.ui.hands import CTRL, NONE, SHIFT, Hands
from ui.main_window import MainWindow
from ui.pages import welcome
from ui.status_marks import Mark

ROOT = Path(__file__).parent.parent.parent
YEAR = 2025
KEY = Qt.Key
TYPIST = """
import os
import sys
from PySide6.QtCore import Qt, QTimer
from main import main
from tests.ui.hands import CTRL, Hands
from ui import main_window

def type_in(window):
    if not window.isActiveWindow():
        QTimer.singleShot(10, lambda: type_in(window))
        return
    hands = Hands(window)
    hands.press(Qt.Key.Key_F3)
    hands.press(Qt.Key.Key_Down, CTRL, 9)
    hands.press(Qt.Key.Key_1, CTRL)
    hands.type("断电之前写的话")
    window.session.saved.connect(lambda _: print("saved", flush=True))

def show(window, show=main_window.MainWindow.show_fitting):
    show(window)
    type_in(window)
    QTimer.singleShot(20_000, lambda: os._exit(1))

main_window.MainWindow.show_fitting = show
main(["main.py", "--data", sys.argv[1]])
"""


@pytest.fixture
def data_file(tmp_path):
    return tmp_path / DATA_FILE


class Desk:
    """The program on its data file; closed and opened again as often as one likes."""

    def __init__(self, qtbot, plan, rulebook, data_file) -> None:
        self._qtbot, self._plan, self._rulebook = qtbot, plan, rulebook
        self.data_file = data_file
        self.start()

    def start(self) -> None:
        self.db = open_store(self.data_file)
        self.window = MainWindow(self._plan, self._rulebook, self.db)
        self._qtbot.addWidget(self.window)
        self.window.resize(1366, 768)
        with self._qtbot.waitExposed(self.window):
            self.window.show()
        self.hands = Hands(self.window)

    def end(self) -> None:
        assert self.window.close()
        self.db.close()

    def answers(self, year: int = YEAR) -> dict:
        """As they are on disk."""
        with closing(open_store(self.data_file)) as db:
            return fetch_answers(db, year, self.window.session.desk.department.id)

    def finish(self, jobs) -> None:
        self._qtbot.waitUntil(lambda: not jobs.busy, timeout=20_000)


@pytest.fixture
def desk(qtbot, plan, rulebook, data_file, monkeypatch):
    monkeypatch.setattr(welcome, "default_year", lambda _: YEAR - 1)
    # Most items are left open on purpose: whoever sends less than all has to say so.
    monkeypatch.setattr("ui.pages.clerk.export.ask", lambda *_, **__: True)
    desk = Desk(qtbot, plan, rulebook, data_file)
    yield desk
    desk.db.close()


def test_that_the_whole_year_is_done_with_the_keyboard_alone(desk, plan, department, tmp_path):
    save_setting(desk.db, "export_folder", str(tmp_path))
    choose_the_department(desk, department)
    first, second = fill_in_two_measures(desk)
    pasted = paste_rows(desk)
    counted = fill_in_an_indicator(desk)
    excused = excuse_one(desk)
    undo_across_a_restart(desk, excused)
    killed = lose_power(desk)
    sent = export(desk, tmp_path)
    assert {first, second, counted, *pasted, killed} <= sent.answers.keys()
    answered = answer_the_slip(desk, plan, sent, first, second, tmp_path)
    assert [(one.item, one.changed, one.text) for one in answered.replies] == [
        (first, True, ""),
        (second, False, "数据以统计年鉴为准"),
    ]
    begin_next_year_from_this(desk, answered, tmp_path)


def choose_the_department(desk, department) -> None:
    hands = desk.hands
    hands.type("城市管理")
    hands.tab_to("2024 年")
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_Space)
    hands.press(KEY.Key_Return)
    assert desk.window.page == "overview"
    assert desk.window.session.desk.department == department
    assert desk.window.session.desk.year == YEAR


def fill_in_two_measures(desk) -> tuple[str, str]:
    hands = desk.hands
    hands.press(KEY.Key_Return)  # 开始填报
    entry = desk.window.shown
    first = entry.panel.item.id
    hands.press(KEY.Key_1, CTRL)
    hands.type("完成 12 处改造")
    hands.press(KEY.Key_Down, CTRL)
    second = entry.panel.item.id
    hands.press(KEY.Key_2, CTRL)
    hands.type("６０％")
    hands.tab_to("完成情况")
    hands.type("推进顺利")
    hands.tab_to("下一步安排")
    hands.type("年底前完工")
    hands.press(KEY.Key_Escape)
    assert hands.at is entry.list
    assert desk.answers() == {
        first: {"state": "done", "done": "完成 12 处改造"},
        second: {
            "state": "ongoing", "progress": "60", "done": "推进顺利", "next_steps": "年底前完工",
        },
    }  # fmt: skip
    return first, second


def paste_rows(desk) -> list[str]:
    hands, entry = desk.hands, desk.window.shown
    hands.press(KEY.Key_Down, NONE, 2)
    rows = [entry.rows[n].item for n in (3, 4, 5)]
    hands.paste("完成\t新建 3 处\n推进中\t正在招标\n未启动\t\n")
    hands.press(KEY.Key_Return)  # 填入
    said = desk.answers()
    assert [said[item]["state"] for item in rows] == ["done", "ongoing", "not_started"]
    assert said[rows[0]]["done"] == "新建 3 处"
    return rows


def fill_in_an_indicator(desk) -> str:
    hands = desk.hands
    hands.press(KEY.Key_F4)
    entry = desk.window.shown
    asked = desk.window.session.desk.indicators
    place = next(n for n, one in enumerate(asked) if one.unit not in {"", "%"})
    hands.press(KEY.Key_Down, NONE, place)
    hands.press(KEY.Key_Return)
    hands.type(f"２７０{asked[place].unit}")
    assert entry.panel.form.editor("value")._said.text() == f"已识别为 270 {asked[place].unit}"
    hands.press(KEY.Key_Escape)
    item = entry.panel.item.id
    assert desk.answers()[item] == {"value": "270"}
    return item


def excuse_one(desk) -> str:
    hands = desk.hands
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_5, CTRL)
    entry = desk.window.shown
    item = entry.panel.item.id
    hands.tab_to("不适用理由")
    hands.type("本单位没有这类设施")
    hands.press(KEY.Key_Escape)
    assert desk.answers()[item] == {"state": "not_applicable", "reason": "本单位没有这类设施"}
    return item


def undo_across_a_restart(desk, item) -> None:
    desk.hands.press(KEY.Key_Z, CTRL)
    assert desk.answers()[item] == {"state": "not_applicable"}
    desk.end()
    desk.start()
    desk.hands.press(KEY.Key_Z, CTRL)
    assert item not in desk.answers()
    desk.hands.press(KEY.Key_Y, CTRL, 2)
    assert desk.answers()[item] == {"state": "not_applicable", "reason": "本单位没有这类设施"}


def lose_power(desk) -> str:
    """The program is killed while somebody types; what it called saved is there again."""
    desk.end()
    with subprocess.Popen(
        [sys.executable, "-c", TYPIST, str(desk.data_file.parent)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
    ) as typist:
        assert typist.stdout.readline().strip() == b"saved"
        typist.kill()
    desk.start()
    desk.hands.press(KEY.Key_F3)
    item = desk.window.shown.rows[9].item
    assert desk.answers()[item] == {"state": "done", "done": "断电之前写的话"}
    return item


def export(desk, folder: Path):
    """What the workbook says that was written last."""
    hands, window = desk.hands, desk.window
    hands.press(KEY.Key_F6)
    page = window.page_named("export")
    if not window.session.answer("cover"):
        hands.tab_to("填报人")
        hands.type("张三")
        hands.tab_to("联系电话")
        hands.type("26296188")
        page.flush()
    if page.check.hard:
        put_right(desk)
    hands.press(KEY.Key_Return, CTRL)
    desk.finish(page.jobs)
    assert page.result.isVisible()
    [path] = folder.glob(f"*第{len(window.session.desk.submissions)}次*.xlsx")
    with WorkbookReader() as reader:
        asked = Questionnaire(plan=window.session.plan, forms=FORMS)
        return read_report(path.name, load(path), asked, reader).submission


def put_right(desk) -> None:
    """What holds the export back: how far the pasted row has got, and a value far above target."""
    hands, page = desk.hands, desk.window.page_named("export")
    hands.press(KEY.Key_F6)
    owed, change = (one for one in page.check._found if one.hard)
    assert owed.sentence == "请填写“完成进度”。"
    assert change.found.kind is Kind.LARGE_CHANGE
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)  # to the number, which may be wrong
    hands.tab_to("偏差原因与改进措施")
    hands.type("新增两个片区")
    hands.press(KEY.Key_F6)
    hands.press(KEY.Key_Down)
    hands.press(KEY.Key_Return)
    hands.type("30")
    hands.press(KEY.Key_F6)
    assert [one.sentence for one in page.check._found if one.hard] == []


def answer_the_slip(desk, plan, sent, first, second, folder: Path):
    slip = ReturnSlip(
        id="s1", year=YEAR, department=sent.department, number=1, submission=sent.digest,
        sequence=1, made_at="2025-12-01T09:00:00+08:00", due="2025-12-10",
        remarks=(Remark(item=first, text="请写明地点"), Remark(item=second, text="请核对进度")),
    )  # fmt: skip
    path = folder / "退回单 第1号.xlsx"
    questionnaire = Questionnaire(plan=plan, forms=FORMS)
    send_slip(path, questionnaire, slip)
    hands, window = desk.hands, desk.window
    window.come_forward(path)  # as a second start does it
    desk.finish(window.incoming.jobs)
    hands.tab_to("指纹一致，接收")
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return)  # 逐项处理
    entry = window.shown
    assert entry.panel.item.id == first
    assert entry.row.mark is Mark.RETURNED
    hands.tab_to("完成情况")
    hands.press(KEY.Key_End, CTRL)
    hands.type("，均在望海楼街道")
    hands.press(KEY.Key_M, CTRL | SHIFT)
    assert entry.panel.item.id == second
    hands.tab_to("写处理说明", SHIFT)
    hands.press(KEY.Key_Space)
    assert hands.at is entry.panel.remark.reply
    hands.type("数据以统计年鉴为准")
    hands.press(KEY.Key_Escape)
    assert window.session.pending == frozenset()
    return export(desk, folder)


def begin_next_year_from_this(desk, sent, folder: Path) -> None:
    hands, window = desk.hands, desk.window
    hands.tab_to("更换")
    hands.press(KEY.Key_Return)
    hands.tab_to("2025 年")
    hands.press(KEY.Key_Right)
    hands.press(KEY.Key_Return)
    hands.press(KEY.Key_Return)
    assert window.session.desk.year == YEAR + 1
    [path] = folder.glob("*第2次*.xlsx")
    window.come_forward(path)
    desk.finish(window.incoming.jobs)
    assert desk.answers(YEAR + 1) == {}
    hands.press(KEY.Key_Return)  # 填入
    basis, said = desk.answers(YEAR + 1), {**sent.answers, "cover": sent.cover}
    assert basis
    assert all("value" not in answer for answer in basis.values())
    assert all(said[item].items() >= answer.items() for item, answer in basis.items())
    hands.press(KEY.Key_Z, CTRL)
    assert desk.answers(YEAR + 1) == {}
