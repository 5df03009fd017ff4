"""An address may ask only so much."""

import pytest
from django.test import Client

from tideturn.interfaces.design.questions import PARAMETERS_AT_MOST

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
