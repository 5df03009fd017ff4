"""A link that asks no password is signed as it leaves, and its signature is good for nothing else."""

import uuid

import pytest
from django.core import signing

from tideturn.foundations.delivery import signed_links
from tideturn.foundations.delivery.texts import TEXTS, body
from tideturn.foundations.delivery.words import Kind

LINK = f"/workspace/still-right/{uuid.UUID(int=7)}/"


def test_only_the_letter_holds_what_is_needed_to_follow_it():
    signature = signed_links.signed(LINK).removeprefix(LINK).strip("/")

    assert signature in body(Kind.STILL_RIGHT, LINK)
    assert signed_links.is_signature_of(LINK, signature)
    assert [kind for kind in Kind if TEXTS[kind].is_signed] == [Kind.STILL_RIGHT]


def test_letters_that_ask_for_signing_in_hold_no_signature():
    assert signed_links.signed(LINK) not in body(Kind.CHANGE_DECIDED, LINK)
    assert "Sign in to see it" in body(Kind.CHANGE_DECIDED, LINK)


@pytest.mark.parametrize("signature", ["", "x", "é", "x" * 10_000])
def test_what_is_no_signature_is_none(signature):
    assert not signed_links.is_signature_of(LINK, signature)


def test_a_signature_is_of_one_link_one_purpose_and_one_secret(settings):
    signature = signed_links.signed(LINK).removeprefix(LINK).strip("/")

    assert not signed_links.is_signature_of(LINK.replace("7/", "8/"), signature)
    assert not signed_links.is_signature_of(LINK, signing.Signer(salt="another purpose").signature(LINK))
    settings.SECRET_KEY = "another house"
    assert not signed_links.is_signature_of(LINK, signature)
