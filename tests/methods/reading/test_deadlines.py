"""Dates inside sentences."""

from datetime import date

import pytest

from tideturn.methods.reading.deadlines import add_months, find_deadlines

PUBLISHED = date(2031, 7, 21)


@pytest.mark.parametrize(
    ("sentence", "written", "due"),
    [
        ("By the end of 2031, boards should act.", "By the end of 2031", date(2031, 12, 31)),
        ("It should act by the end of this year.", "by the end of this year", date(2031, 12, 31)),
        ("It should act by the end of the year.", "by the end of the year", date(2031, 12, 31)),
        ("Within the next year, boards should act.", "Within the next year", date(2032, 7, 21)),
        ("It must act within six months.", "within six months", date(2032, 1, 21)),
        ("Over the next two years, it should act.", "Over the next two years", date(2033, 7, 21)),
        ("The report will come in the autumn.", "in the autumn", date(2031, 11, 30)),
        ("It is due to report in autumn 2032.", "in autumn 2032", date(2032, 11, 30)),
        ("It must act within eighteen months.", "within eighteen months", date(2033, 1, 21)),
        ("It must act within 90 days.", "within 90 days", date(2031, 10, 19)),
        ("It will act by the end of next month.", "by the end of next month", date(2031, 8, 31)),
        ("It will act by the end of the financial year.", "by the end of the financial year", date(2032, 3, 31)),
        ("It will act by next year.", "by next year", date(2032, 12, 31)),
        ("It will act over five years.", "over five years", date(2036, 7, 21)),
        ("We will look at it again in autumn 2032.", "in autumn 2032", date(2032, 11, 30)),
        ("It will open on 1 April 2033.", "on 1 April 2033", date(2033, 4, 1)),
        ("mend the boats by Q3 2032", "by Q3 2032", date(2032, 9, 30)),
    ],
)
def test_find_deadlines(sentence, written, due):
    (deadline,) = find_deadlines(sentence, PUBLISHED)

    assert (deadline.as_written, deadline.due) == (written, due)


def test_find_deadlines_without_a_published_date_keeps_the_words():
    (deadline,) = find_deadlines("It must act within six months.")

    assert deadline.due is None


@pytest.mark.parametrize(
    "sentence",
    [
        "We will say more in the coming months.",
        "The list published in June 2030 is long.",
        "It grew over many years.",
        "It grew over five years.",
        "It acts by the end of the year 2034 at times.",
        "From 2019 to 2025 the boats were mended.",
        "By 2029 nine boats had sunk.",
        "It will learn from the 2033 survey.",
        "It will answer within three days of asking.",
        "It will spend £1.2m over 3 years.",
    ],
)
def test_find_deadlines_finds_none(sentence):
    assert find_deadlines(sentence, PUBLISHED) == ()


def test_add_months_ends_on_the_last_day_of_a_short_month():
    assert add_months(date(2031, 8, 31), 6) == date(2032, 2, 29)


@pytest.mark.parametrize(
    "sentence",
    ["It must act within the next year.", "It will act in the winter.", "It must act within 999 days."],
)
def test_find_deadlines_keeps_the_words_where_no_calendar_has_the_day(sentence):
    (deadline,) = find_deadlines(sentence, date(9999, 12, 31))

    assert deadline.due is None


@pytest.mark.parametrize(
    ("sentence", "written", "start", "due"),
    [
        ("From spring 2033 it will mend boats.", "From spring 2033", date(2033, 3, 1), None),
        ("mend the boats (from April 2032)", "from April 2032", date(2032, 4, 1), None),
        ("It will report each year, starting in May 2032.", "starting in May 2032", date(2032, 5, 1), None),
        (
            "It runs from May 2032 until June 2033.",
            "from May 2032 until June 2033",
            date(2032, 5, 1),
            date(2033, 6, 30),
        ),
        ("It will run between 2032 and 2034.", "between 2032 and 2034", date(2032, 1, 1), date(2034, 12, 31)),
    ],
)
def test_find_deadlines_knows_a_beginning(sentence, written, start, due):
    (deadline,) = find_deadlines(sentence, PUBLISHED)

    assert (deadline.as_written, deadline.start, deadline.due) == (written, start, due)


def test_find_deadlines_of_a_bare_promise_without_a_published_date():
    assert find_deadlines("mend the boats by Q3 2032")[0].due == date(2032, 9, 30)
