"""A form from elsewhere is told by its head, and no head that a program sends breaks the page that takes it."""

from urllib.parse import urlsplit

import pytest
from django.test import Client, RequestFactory

from tideturn.interfaces.website import origins

HERE = {"host": "localhost"}
NO_ADDRESS = ("http://[", "http://[::1", "https://[x]", "http://\u2100.example", "//[")
LOOK, HELD = "/help/asked/", {"reference": "REF-0000-0000", "code": "XXXXX-XXXXX"}


def is_ours(**heads: str) -> bool:
    named = {name.replace("_", "-"): value for name, value in heads.items()}
    return origins.is_ours(RequestFactory().post("/", headers={**HERE, **named}))


@pytest.mark.parametrize(
    ("heads", "ours"),
    [
        ({}, True), ({"Origin": "null"}, True), ({"Origin": "http://localhost"}, True),
        ({"Origin": "http://localhost", "Sec_Fetch_Site": "same-origin"}, True),
        ({"Origin": "null", "Sec_Fetch_Site": "cross-site"}, False), ({"Sec_Fetch_Site": "same-site"}, False),
        ({"Origin": "http://localhost.elsewhere.example"}, False), ({"Origin": "http://localhost:81"}, False),
        ({"Origin": "http://localhost@elsewhere.example"}, False), ({"Origin": "localhost"}, False),
        *(({"Origin": origin}, False) for origin in NO_ADDRESS),
    ],
)  # fmt: skip
def test_only_a_page_of_ours_or_one_that_names_nobody_is_ours(heads, ours) -> None:
    assert is_ours(**heads) is ours


def test_origin_that_is_no_address_is_refused_in_words_and_a_careless_reading_is_seen(db, monkeypatch) -> None:
    client, heads = Client(raise_request_exception=False), {**HERE, "Origin": NO_ADDRESS[0]}

    assert client.post(LOOK, HELD, headers=heads).status_code == 503

    # The planted fault.
    monkeypatch.setattr(origins, "_host_of", lambda origin: urlsplit(origin).netloc)
    assert client.post(LOOK, HELD, headers=heads).status_code == 500
