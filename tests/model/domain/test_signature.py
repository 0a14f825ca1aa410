from model.domain.signature import is_signed, new_secret, signature

DIGEST = "ab" * 32


def test_that_who_holds_the_secret_is_recognised():
    secret = new_secret()
    assert is_signed(secret, DIGEST, signature(secret, DIGEST))


def test_that_another_secret_another_content_or_nonsense_is_not():
    secret = new_secret()
    found = signature(secret, DIGEST)
    assert not is_signed(new_secret(), DIGEST, found)
    assert not is_signed(secret, DIGEST[:-1] + "c", found)
    assert not is_signed(secret, DIGEST, "")
    assert not is_signed(secret, DIGEST, "无")


def test_that_no_two_departments_get_the_same_secret():
    assert new_secret() != new_secret()
