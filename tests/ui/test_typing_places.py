"""The places of make test-typing are there and take composed words; no input method is needed."""

from PySide6.QtWidgets import QApplication

from tests.typing.places import places, text_of


def test_that_each_place_of_the_typing_test_takes_composed_words(open_window, clerk, compose):
    window = open_window()
    found = {}
    for name, place in places(window, QApplication.processEvents):
        compose(place, "城管", letters="chengguan")
        found[name] = text_of(place)
    assert found == dict.fromkeys(
        ("list's search", "text field", "number field", "cover's field"), "城管"
    )
