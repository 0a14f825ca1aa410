import pytest

from model.domain.names import same_person, spelled_alike


@pytest.mark.parametrize("name", ["王芳", "王　芳", "王 芳", " 王芳", "王\u00a0芳", "王\u200b芳"])
def test_that_blanks_of_all_widths_and_invisible_letters_make_nobody_another_person(name):
    assert same_person("王芳", name)


def test_that_width_of_letters_makes_nobody_another_person():
    assert same_person("Ｌi Ｑiang", "Li Qiang")
    assert not same_person("王芳", "王方")


def test_that_a_rare_letter_makes_another_person():
    rare = ["王", "王\ue863", "王\U000323b0", "王\U0002ebf0", "\ue863\U000323b0"]
    assert len(spelled_alike(rare)) == len({*spelled_alike(rare).values()}) == len(rare)


def test_that_a_person_has_the_spelling_that_came_first():
    assert spelled_alike(["王　芳", "李四", "王芳"]) == {
        "王　芳": "王　芳", "李四": "李四", "王芳": "王　芳",
    }  # fmt: skip
