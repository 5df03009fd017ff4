"""An address may ask only so much."""

import pytest
from django.test import Client

from tideturn.interfaces.design.questions import LETTERS_AT_MOST, PARAMETERS_AT_MOST

pytestmark = pytest.mark.django_db
ENDLESS = "&".join(f"name{number}=value" for number in range(2000))


@pytest.mark.parametrize(("path", "status"), [("/", 400), ("/nowhere/", 400), ("/api/v1/plans/", 422)])
def test_an_endless_question_is_refused_with_a_sentence(register, path, status):
    answer = Client().get(f"{path}?{ENDLESS}")

    assert answer.status_code == status
    assert "Ask fewer" in answer.content.decode()


def test_a_question_of_ordinary_length_is_answered(register):
    longest = "&".join(["q"] * PARAMETERS_AT_MOST)

    assert Client().get(f"/robots.txt?{longest}").status_code == 200
    assert Client().get(f"/robots.txt?{longest}&q").status_code == 400


def test_robots_may_only_be_read(register):
    assert Client().get("/robots.txt").status_code == 200
    assert Client().delete("/robots.txt").status_code == 405


def test_endless_day_is_refused_and_the_longest_is_answered_in_words(register, client):
    longest = client.get("/", QUERY_STRING="as_of=" + "9" * (LETTERS_AT_MOST - 6))
    longer = client.get("/", QUERY_STRING="as_of=" + "9" * (LETTERS_AT_MOST - 5))

    assert (longest.status_code, longer.status_code) == (400, 400)
    assert b"is not a day" in longest.content
    assert b"Ask fewer" in longer.content
