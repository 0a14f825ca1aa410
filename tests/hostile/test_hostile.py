"""A short run; `make hostile` runs ten thousand rounds."""

from random import Random

import pytest

from model.domain.sealed import seal
from model.store.settings import Role
from tests.hostile.files import RECORDS, SPECIAL, Maker
from tests.hostile.life import Ground, Life
from tests.hostile.sealed_files import Sound, payload_of
from tests.hostile.words import spoilt


@pytest.fixture(scope="module")
def ground(tmp_path_factory) -> Ground:
    return Ground(tmp_path_factory.mktemp("hostile"))


@pytest.mark.thorough
@pytest.mark.parametrize(("seed", "role"), [(5, Role.OFFICE), (2, Role.CLERK)])
def test_that_whatever_comes_to_a_window_costs_itself_alone(ground, qapp, seed, role):
    life = Life(ground, seed, files=6, brief=True)
    assert life.live() == []
    assert life.role is role


def test_that_the_same_seed_makes_the_same_files(ground, tmp_path):
    def made(name):
        chance = Random("a seed")
        folder = tmp_path / name
        found = [ground.maker.make((kind,), folder, n, chance) for n, kind in enumerate(RECORDS)]
        return [(one.words, one.path.is_file() and one.path.read_bytes()) for one in found]

    assert made("one") == made("two")


@pytest.mark.parametrize("kind", [*RECORDS, *SPECIAL])
def test_that_every_kind_can_be_made(ground, tmp_path, kind):
    chance = Random(kind)
    made = [ground.maker.make((kind,), tmp_path, number, chance) for number in range(12)]
    assert all(one.path.exists() or one.path.is_symlink() for one in made)
    assert len({one.words for one in made}) > 4


def test_that_a_sound_table_sealed_again_is_read_as_it_was(ground):
    from model.workbook.intake.worker_client import WorkbookReader
    from model.workbook.sealed import read_report

    sound = next(one for one in ground.maker.sound if one.kind == "report")
    with WorkbookReader() as reader:
        content = sound.forged(sound.table)
        found = read_report("x.xlsx", content, ground.mail.questionnaire, reader)
    assert found.edits == ()
    assert payload_of(sound.table) == seal(found.submission)


def test_that_spoiling_leaves_the_sound_table_as_it_is():
    table = {"a": {"b": ["x", "1"]}, "c": 2}
    for seed in range(200):
        spoilt(table, Random(seed))
    assert table == {"a": {"b": ["x", "1"]}, "c": 2}
    assert Maker((Sound("report", "x", b"", table),)).sound
