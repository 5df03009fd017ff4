"""Spans of time, from the phrases that published plans use."""

from datetime import date

import pytest

from tideturn.methods.periods import Span, Window, add_months, find_spans, window_in_words


@pytest.mark.parametrize(
    ("words", "last"),
    [
        ("May 2008", date(2008, 5, 31)),
        ("Summer 2008", date(2008, 8, 31)),
        ("Autumn 2008", date(2008, 11, 30)),
        ("Report in Spring 2009", date(2009, 5, 31)),
        ("Winter 2011", date(2012, 2, 29)),
        ("2009/10", date(2010, 3, 31)),
        ("2008-09", date(2009, 3, 31)),
        ("2020/2021", date(2021, 12, 31)),
        ("End 2009", date(2009, 12, 31)),
        ("by the end of 2022", date(2022, 12, 31)),
        ("late 2008.", date(2008, 12, 31)),
        ("early 2009", date(2009, 3, 31)),
        ("1 April 2009", date(2009, 4, 1)),
        ("2010", date(2010, 12, 31)),
        ("by 30/06/2024", date(2024, 6, 30)),
        ("End of 2023/24", date(2024, 3, 31)),
        ("by 30.06.2024", date(2024, 6, 30)),
        ("by 30/06/24", date(2024, 6, 30)),
        ("Q3 2027", date(2027, 9, 30)),
        ("Q4 2027/28", date(2028, 3, 31)),
        ("Q1 of 2027-28", date(2027, 6, 30)),
        ("the third quarter of 2027", date(2027, 9, 30)),
        ("Quarter 2, 2027", date(2027, 6, 30)),
        ("H1 2028", date(2028, 6, 30)),
        ("H2 2027/28", date(2028, 3, 31)),
        ("Jan–Mar 2028", date(2028, 3, 31)),
        ("Mar-28", date(2028, 3, 31)),
        ("Sept ’27", date(2027, 9, 30)),
        ("September, 2027", date(2027, 9, 30)),
        ("at the start of 2028", date(2028, 3, 31)),
    ],
)
def test_find_spans_ends_on_its_last_day(words, last):
    assert [span.last for _, span in find_spans(words)] == [last]


@pytest.mark.parametrize(
    "words", ["", "in due course", "31 February 2010", "2009/12", "200", "Q4 2027/31", "1.2.10", "31/02/28"]
)
def test_find_spans_names_none(words):
    assert find_spans(words) == []


@pytest.mark.parametrize("words", ["From May 2008", "May 2008 onwards", "Implementation from 1 April 2009"])
def test_window_in_words_has_no_end_when_it_only_begins(words):
    window = window_in_words((words,))

    assert window.due is None
    assert window.is_open_ended
    assert window.start is not None


def test_window_in_words_reads_a_from_inside_a_name_as_no_beginning():
    assert window_in_words(("First guide from the northern partnership April 2008",)).due == date(2008, 4, 30)


def test_window_in_words_takes_the_later_of_two_lines():
    assert window_in_words(("Publish late 2008.", "In force Spring 2009")).due == date(2009, 5, 31)


def test_window_in_words_of_something_over_gives_no_date():
    assert window_in_words(("Hearing ended on 2 May 2008.", "Report to follow in due course.")) == Window()


def test_window_in_words_ongoing_is_open_ended():
    assert window_in_words(("Work ongoing",)) == Window(is_open_ended=True)


def test_add_months_keeps_to_the_month():
    assert add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)


def test_span_refuses_to_run_backwards():
    with pytest.raises(ValueError, match="is before"):
        Span(date(2020, 1, 2), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("words", "start", "due"),
    [
        ("March 2027 – June 2028", date(2027, 3, 1), date(2028, 6, 30)),
        ("1 March 2027 to 30/06/2028", date(2027, 3, 1), date(2028, 6, 30)),
        ("Jan–Mar 2028", date(2028, 1, 1), date(2028, 3, 31)),
        ("November to February 2028", date(2027, 11, 1), date(2028, 2, 29)),
        ("Design by May 2027; open in June 2028", None, date(2028, 6, 30)),
    ],
)
def test_window_in_words_of_a_range_has_both_its_ends(words, start, due):
    assert window_in_words((words,)) == Window(start, due)
