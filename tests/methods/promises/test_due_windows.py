"""Due windows, from a plan's own words and date."""

from datetime import date

from tideturn.methods.promises.due_windows import WordRule, due_window

PUBLISHED = date(2022, 7, 21)
RULES = {
    "Short": WordRule(0, 12, "Short: less than a year"),
    "Lasting": WordRule(0, None, "Lasting: for as long as it is needed"),
    "Short/Medium": WordRule(0, 36, "Short/Medium: up to 3 years"),
}


def window(*timescale, deadlines=()):
    return due_window(timescale=timescale, deadlines=deadlines, published=PUBLISHED, rules=RULES)


def test_due_window_of_a_word_keeps_its_reasoning():
    found = window("Short")

    assert (found.start, found.due) == (date(2022, 7, 21), date(2023, 7, 21))
    assert found.reasoning == "Short: less than a year, from 21 July 2022."


def test_due_window_of_a_double_word_takes_the_later_bound():
    assert window("Short/Medium").due == date(2025, 7, 21)


def test_due_window_is_narrowed_by_a_date_in_the_text():
    assert window("Short", deadlines=(date(2022, 12, 31),)).due == date(2022, 12, 31)


def test_due_window_is_not_widened_by_a_date_in_the_text():
    assert window("Short", deadlines=(date(2030, 12, 31),)).due == date(2023, 7, 21)


def test_due_window_without_timescale_says_so():
    assert window().reasoning == "The plan gives no date."


def test_due_window_that_only_begins_is_never_overdue():
    found = window("From May 2008")

    assert found.is_open_ended
    assert "never overdue" in found.reasoning


def test_due_window_of_a_word_without_an_end_is_open_ended():
    found = window("Lasting")

    assert found.is_open_ended
    assert found.due is None
