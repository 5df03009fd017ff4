"""The first screen."""

import pytest

from tests.interfaces.website import reading

pytestmark = pytest.mark.django_db


def test_my_cases_show_who_reference_and_what_is_due(browser, mine):
    words = reading.words(browser.get("/workspace/"))

    assert "Robin Marsh" in words
    assert mine.reference in words
    assert "Due" in words
