"""What is told of a PC helps to mend the program, and names nobody."""

import getpass
import platform

from ui.system_description import system_description


def test_that_everything_that_matters_is_told_once(qapp, tmp_path):
    told = dict(system_description(tmp_path))
    assert {"程序", "系统", "处理器", "运行库", "桌面", "屏幕 1", "输入法", "字体", "磁盘"} <= {
        *told
    }
    assert all(told.values())
    assert "%" in told["屏幕 1"]


def test_that_no_name_of_person_computer_or_folder_is_told(qapp, tmp_path):
    text = str(dict(system_description(tmp_path)))
    assert str(tmp_path) not in text
    assert platform.node() not in text or platform.node() in platform.platform()
    assert f"/home/{getpass.getuser()}" not in text


def test_that_a_data_folder_not_made_yet_is_looked_for_further_up(qapp, tmp_path):
    assert "GB" in dict(system_description(tmp_path / "还没有" / "数据"))["磁盘"]


def test_that_input_methods_asked_for_and_installed_are_told(qapp, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.system_description.sys.platform", "linux")
    monkeypatch.setenv("QT_IM_MODULE", "fcitx")
    daemon = tmp_path / "fcitx"
    daemon.touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    said = dict(system_description(tmp_path))["输入法"]
    assert "QT_IM_MODULE=fcitx" in said
    assert "系统里有：fcitx" in said
