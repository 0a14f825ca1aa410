"""A package double-clicked, or dragged onto the program: taken in as the window opens."""

from contextlib import closing

from PySide6.QtCore import QTimer

from model.paths import DATA_FILE
from model.store.data_file import open_store
from model.store.packages import fetch_package
from model.store.settings import Profile, Role, save_profile
from tests.keys import know_the_office
from ui.main_window import MainWindow
from ui.start import run


def test_that_a_file_named_on_the_command_line_is_taken_in_at_once(
    qapp, plan, rulebook, tmp_path, file_of, version
):
    data_file = tmp_path / "数据" / DATA_FILE
    data_file.parent.mkdir()
    with closing(open_store(data_file)) as db:
        save_profile(db, Profile(role=Role.CLERK, year=2024, department="kjj"))
        know_the_office(db)
    path, said = file_of(version(2024)), []
    looking = QTimer()

    def look():
        windows = [w for w in qapp.topLevelWidgets() if isinstance(w, MainWindow)]
        if window := next((w for w in windows if w.isVisible() and w.incoming.sheet), None):
            looking.stop()
            said.append(window.incoming.sheet.words)
            window.incoming.sheet.press("")
            window.close()

    looking.timeout.connect(look)
    looking.start(20)
    run(qapp, plan, rulebook, data_file, path)
    assert "2024年度任务包第1版已启用" in said[0]
    with closing(open_store(data_file)) as db:
        assert fetch_package(db, 2024) == version(2024).sent_to("")
