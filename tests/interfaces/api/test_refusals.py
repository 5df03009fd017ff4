"""What the API refuses, and that it says what to do; no input is answered with a fault of ours."""

import pytest
from django.db import OperationalError
from django.test import Client


@pytest.mark.parametrize(
    ("path", "status", "remedy"),
    [
        ("commitments/?limit=0", 422, "limit"),
        ("commitments/?limit=201", 422, "200"),
        ("commitments/?limit=99999999999999999999", 422, "whole number from 1 to 200"),
        ("commitments/?limit=-1", 422, "whole number from 1 to 200"),
        ("commitments/?limit=1e2", 422, "whole number from 1 to 200"),
        ("commitments/?limit=", 422, "whole number from 1 to 200"),
        ("commitments/?limit=5&limit=6", 422, "Give it once"),
        ("commitments/?as_of=yesterday", 422, "year-month-day"),
        ("commitments/?as_of=0", 422, "year-month-day"),
        ("commitments/?as_of=1658361600", 422, "year-month-day"),
        ("commitments/?as_of=2022-02-30", 422, "as_of"),
        ("commitments/?as_of=2022-07-21T00:00:00", 422, "year-month-day"),
        ("commitments/?as_of=10000-01-01", 422, "year-month-day"),
        ("commitments/?as_of=0000-01-01", 422, "as_of"),
        ("commitments/?due_before=%D9%A2%D9%A0%D9%A2%D9%A2-01-01", 422, "year-month-day"),
        ("commitments/?overdue=perhaps", 422, "true or false"),
        ("commitments/?overdue=", 422, "true or false"),
        ("commitments/?status=done", 422, "in_early_development"),
        ("commitments/?kind=PROMISE", 422, "recommendation"),
        ("commitments/?q=%00", 422, "NUL"),
        ("commitments/?q=" + "x" * 201, 422, "200"),
        ("commitments/?plan=%00", 422, "hyphens"),
        ("commitments/?plan=", 422, "hyphens"),
        ("commitments/?plan=nowhere", 404, "/api/v1/plans/"),
        ("commitments/?owner=nobody", 404, "/api/v1/organisations/"),
        ("commitments/?page=2", 422, "The parameters are: as_of, cursor, limit, plan"),
        ("commitments/?statuss=paused", 422, "There is no parameter “statuss”"),
        ("commitments/?cursor=", 422, "without a cursor"),
        ("commitments/?cursor=nonsense", 422, "without a cursor"),
        ("commitments/?cursor=" + "A" * 20 + ":" + "B" * 43, 404, "without a cursor"),
        ("plans/?q=kits", 422, "The parameters are: as_of, cursor, limit"),
        ("plans/answer-2023/?limit=5", 422, "The parameters are: as_of"),
        ("plans/nowhere/", 404, "/api/v1/plans/"),
        ("plans/answer-2023/?as_of=2020-01-01", 404, "/api/v1/plans/"),
        ("plans/..%2F..%2Fetc/", 404, "/api/v1/"),
        ("plans/%00/", 404, "Nothing can have this id"),
        ("plans/" + "a" * 5000 + "/", 404, "Nothing can have this id"),
        ("commitments/answer-2023/EA-99/", 404, "commitments/?plan="),
        ("commitments/answer-2023/ea-01/", 404, "Nothing can have this id"),
        ("commitments/listening-report-2022/EA-01/", 404, "commitments/?plan="),
        ("organisations/nobody/", 404, "/api/v1/organisations/"),
        ("documents/answer/", 404, "no such address"),
        ("nowhere/", 404, "no such address"),
        ("openapi.json/", 404, "no such address"),
        ("?x=1", 422, "There is no parameter “x”"),
    ],
)
def test_bad_question_is_refused_with_a_remedy(reader, path, status, remedy):
    response = reader.ask(path) if "?" not in path else reader.client.get(f"/api/v1/{path}")

    assert response.status_code == status
    assert response.headers["Content-Type"] == "application/json"
    detail = response.json()["detail"]
    assert remedy in detail
    assert detail.endswith((".", "…"))


def test_cursor_changed_on_the_way_is_refused(reader):
    cursor = reader.read("commitments/", limit=5)["next"]
    for place in (0, len(cursor) // 2, len(cursor) - 1):
        other = "A" if cursor[place] != "A" else "B"
        changed = cursor[:place] + other + cursor[place + 1 :]

        assert reader.ask("commitments/", cursor=changed).status_code in (404, 422)
    assert reader.ask("commitments/", cursor=cursor).status_code == 200


@pytest.mark.parametrize(
    ("given_by", "used_at"),
    [("plans/", "organisations/"), ("commitments/", "plans/"), ("organisations/", "documents/")],
)
def test_cursor_of_another_list_is_refused(reader, given_by, used_at):
    cursor = reader.read(given_by, limit=1)["next"]

    assert reader.ask(used_at, cursor=cursor).status_code == 404


def test_cursor_of_a_search_is_refused_where_nothing_is_searched_for(reader):
    cursor = reader.read("commitments/", limit=1, q="kits")["next"]

    assert reader.ask("commitments/", cursor=cursor).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
@pytest.mark.parametrize("path", ["", "plans/", "commitments/answer-2023/EA-01/", "openapi.json", "nowhere/"])
def test_writing_is_refused_with_what_is_allowed(reader, method, path):
    response = getattr(reader.client, method)(f"/api/v1/{path}")

    assert response.status_code == 405
    assert response.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert "only read" in response.json()["detail"]


def test_address_without_its_last_slash_is_sent_there(reader):
    response = reader.ask("commitments", as_of="2024-08-01")

    assert response.status_code == 301
    assert response.headers["Location"] == "/api/v1/commitments/?as_of=2024-08-01"


def test_address_outside_the_site_is_never_sent_to(reader):
    response = reader.client.get("//elsewhere.example/api/v1/plans")

    assert "elsewhere.example" not in response.headers.get("Location", "")


def test_database_that_does_not_answer_is_said_as_a_sentence(reader, monkeypatch):
    def fail(*args, **kwargs):
        raise OperationalError("gone away")

    monkeypatch.setattr("tideturn.engines.plans.queries.plans", fail)

    response = reader.ask("plans/")

    assert (response.status_code, response.headers["Retry-After"]) == (503, "60")
    assert "in a minute" in response.json()["detail"]
    assert "gone away" not in response.content.decode()


def test_fault_of_ours_is_said_without_its_inside(reader, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError("the inside")

    monkeypatch.setattr("tideturn.engines.plans.queries.plans", fail)

    response = Client(HTTP_HOST="localhost", raise_request_exception=False).get("/api/v1/plans/")

    assert response.status_code == 500
    assert "fault of ours" in response.json()["detail"]
    assert "the inside" not in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store"
