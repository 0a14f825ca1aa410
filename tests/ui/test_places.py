"""No window is tied to one place: whose plan it is comes from the plan."""

import re

from model.paths import ROOT

NAMED = re.compile("河北|天津|全区|本区")
PRODUCT = {  # its name, which data folder and installed program keep
    "ui/start.py": "河北",
    "ui/self_test.py": "河北",  # letters to be drawn
    "ui/tour/controller.py": "河北",  # the folder that is thrown away
}
FILES = [
    *sorted((ROOT / "ui").rglob("*.py")),
    *sorted((ROOT / "forms").rglob("*.py")),
    *sorted((ROOT / "assets/manual").glob("*.md")),
]


def test_that_no_word_of_a_window_names_a_place():
    named = {
        name: found
        for path in FILES
        if (found := set(NAMED.findall(path.read_text("utf-8"))))
        and found != {PRODUCT.get(name := path.relative_to(ROOT).as_posix())}
    }
    assert named == {}
