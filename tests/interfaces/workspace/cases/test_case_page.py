"""The page of a case."""

import pytest

from tests.interfaces.website import reading

pytestmark = pytest.mark.django_db


def test_case_tells_who_it_is_what_is_due_and_what_comes_next(browser, mine):
    answer = browser.get(f"/workspace/cases/{mine.pk}/")

    words = reading.words(answer)
    assert answer.status_code == 200
    for said in ("Robin Marsh", "19 May 1984", "Log a contact", "Wyn", "Bring to review", "Found on the stair."):
        assert said in words
