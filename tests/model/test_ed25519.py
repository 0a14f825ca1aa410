"""Ed25519 against the test vectors of RFC 8032, 7.1."""

from dataclasses import replace

import pytest

from model.domain.origin import OFFICE, Signed
from model.domain.return_slip import Remark, ReturnSlip
from model.ed25519 import KeyPair, is_valid, new_key_pair, proof_of

VECTORS = [  # seed, public key, message, signature
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
            "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
        ),
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
        ),
    ),
]


@pytest.mark.parametrize(("seed", "public", "words", "signature"), VECTORS)
def test_that_keys_and_signatures_are_those_of_the_standard(seed, public, words, signature):
    pair = KeyPair(seed)
    assert pair.public == public
    assert pair.sign(bytes.fromhex(words)) == Signed(key=public, signature=signature)
    assert is_valid(Signed(key=public, signature=signature), bytes.fromhex(words))


def test_that_a_signature_fits_its_message_and_key_alone():
    pair, other = new_key_pair(), new_key_pair()
    signed = pair.sign(b"report")
    assert not is_valid(signed, b"report ")
    assert not is_valid(replace(signed, key=other.public), b"report")
    assert not is_valid(replace(signed, signature="00" * 64), b"report")


@pytest.mark.parametrize("odd", ["", "zz" * 32, "ab", "ab" * 33, "ff" * 32, "00" * 32, "٣" * 64])
def test_that_what_is_no_key_verifies_nothing(odd):
    signed = new_key_pair().sign(b"report")
    assert not is_valid(replace(signed, key=odd), b"report")


def test_that_a_printed_key_pair_keeps_its_secret():
    pair = new_key_pair()
    assert pair.seed not in repr(pair)


SLIP = ReturnSlip(
    id="a", year=2025, department="kjj", number=1, submission="ab" * 32, sequence=1,
    made_at="2026-01-20T10:00:00+08:00", remarks=(Remark(item="3.1-01", text="请补充。"),),
)  # fmt: skip


def test_that_a_record_is_signed_for_its_recipient_and_with_what_lies_beside_it():
    pair = new_key_pair()
    signed = pair.sign_record(SLIP, "kjj", beside="cd")
    assert proof_of(signed, SLIP, "kjj", beside="cd").key == pair.public
    for other in (
        proof_of(signed, SLIP, "swj", beside="cd"),
        proof_of(signed, SLIP, "kjj"),
        proof_of(signed, SLIP, OFFICE, beside="cd"),
        proof_of(signed, replace(SLIP, number=2), "kjj", beside="cd"),
    ):
        assert (other.fits, other.key, other.fingerprint) == (False, "", "")
    assert proof_of(None, SLIP, "kjj").signed is None
