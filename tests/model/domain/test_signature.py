import pytest

from model.domain.signature import is_secret, is_signed, signature

DIGEST = "ab" * 32
SECRET, OTHER = "ab" * 32, "cd" * 32


def test_that_who_holds_the_secret_is_recognised():
    assert is_signed(SECRET, DIGEST, signature(SECRET, DIGEST))


def test_that_another_secret_another_content_or_nonsense_is_not():
    found = signature(SECRET, DIGEST)
    assert not is_signed(OTHER, DIGEST, found)
    assert not is_signed(SECRET, DIGEST[:-1] + "c", found)
    assert not is_signed(SECRET, DIGEST, "")
    assert not is_signed(SECRET, DIGEST, "无")


@pytest.mark.parametrize("odd", ["", "zz" * 32, "ab", "AB" * 32, "ab" * 33, "٣" * 64])
def test_that_what_is_no_secret_is_told(odd):
    assert not is_secret(odd)
    assert is_secret(SECRET)
