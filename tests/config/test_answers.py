"""What every answer says of itself, pages and files alike, and what is written down of who asked."""

import http.client
from urllib.parse import urlsplit

import pytest

ADDRESSES = ("/", "/static/design/site.css", "/static/design/icon.svg", "/api/v1/plans/")
SAID = {
    "content-security-policy": "default-src 'none'",
    "permissions-policy": "geolocation=()",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
}


def asked(site: str, address: str, **headers: str) -> http.client.HTTPResponse:
    """Return what a site answers."""
    connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=10)
    connection.request("GET", address, headers=headers)
    return connection.getresponse()


@pytest.mark.parametrize("address", ADDRESSES)
def test_answer_asks_the_browser_for_nothing_it_does_not_need(site_address, address):
    answer = asked(site_address, address)

    assert answer.status == 200
    assert [name for name, words in SAID.items() if words not in answer.headers.get(name, "")] == []
    assert "set-cookie" not in answer.headers


def test_static_file_is_for_this_site_alone(site_address):
    answer = asked(site_address, "/static/design/site.css")

    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    assert "access-control-allow-origin" not in answer.headers


@pytest.mark.parametrize(("headers", "status"), [({}, 404), ({"Host": "elsewhere.example"}, 400)])
def test_log_keeps_nothing_of_what_leads_nowhere(site_address, served_files, headers, status):
    assert asked(site_address, "/a-page-that-somebody-looked-for/", **headers).status == status

    said = "".join(log.read_text() for log in served_files.glob("served-*.log"))
    assert "listening" in said.lower()
    assert "somebody-looked-for" not in said
    assert "elsewhere.example" not in said
