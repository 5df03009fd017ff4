"""What every address of the API has in common."""

import pytest

PATHS = ["", "plans/", "commitments/?limit=2", "commitments/answer-2023/EA-01/", "openapi.json", "nowhere/"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_may_be_read_from_anywhere(reader, path):
    response = reader.client.get(f"/api/v1/{path}")

    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Access-Control-Allow-Credentials" not in response.headers
    assert "Set-Cookie" not in response.headers
    assert "Vary" not in response.headers or "Cookie" not in response.headers["Vary"]


@pytest.mark.parametrize("path", PATHS)
def test_head_answers_what_get_would_without_a_body(reader, path):
    get, head = reader.client.get(f"/api/v1/{path}"), reader.client.head(f"/api/v1/{path}")

    assert head.content == b""
    assert head.status_code == get.status_code
    assert head.headers["Content-Length"] == str(len(get.content))
    if get.status_code == 200:
        assert head.headers["ETag"] == get.headers["ETag"]


@pytest.mark.parametrize("path", PATHS)
def test_options_names_what_is_allowed(reader, path):
    response = reader.client.options(f"/api/v1/{path}")

    assert (response.status_code, response.content) == (204, b"")
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert response.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize("path", ["plans/", "commitments/?limit=200", "commitments/answer-2023/EA-01/"])
def test_answer_that_has_not_changed_is_not_sent_again(reader, path):
    first = reader.client.get(f"/api/v1/{path}")

    again = reader.client.get(f"/api/v1/{path}", headers={"If-None-Match": first.headers["ETag"]})

    assert (again.status_code, again.content) == (304, b"")


def test_answer_that_has_changed_is_sent_again(reader, staff_rows):
    path = "/api/v1/commitments/listening-report-2022/LR-01/"
    first = reader.client.get(path)
    staff_rows.verdicts.all().delete()

    again = reader.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == 200
    assert again.headers["ETag"] != first.headers["ETag"]


def test_same_question_gives_the_same_bytes(reader):
    assert reader.ask("commitments/", limit=3).content == reader.ask("commitments/", limit=3).content


def test_words_are_sent_readably(reader):
    assert "“" in reader.client.get("/api/v1/commitments/open-doors-2016/OD-1/").content.decode()
