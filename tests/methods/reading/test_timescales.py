"""Words of timescale columns and the dates they fix."""

from datetime import date

import pytest

from tideturn.methods.reading.timescales import is_timescale, read_timescale


@pytest.mark.parametrize(
    ("words", "start", "due"),
    [
        ("May 2031", None, date(2031, 5, 31)),
        ("February 2032", None, date(2032, 2, 29)),
        ("Spring 2031", None, date(2031, 5, 31)),
        ("Summer 2031", None, date(2031, 8, 31)),
        ("autumn 2031", None, date(2031, 11, 30)),
        ("Winter 2031", None, date(2032, 2, 29)),
        ("Winter 2031/32", None, date(2032, 2, 29)),
        ("early 2031", None, date(2031, 3, 31)),
        ("Late 2031", None, date(2031, 12, 31)),
        ("End 2031", None, date(2031, 12, 31)),
        ("by the end of May 2031", None, date(2031, 5, 31)),
        ("2031", None, date(2031, 12, 31)),
        ("2009/10", None, date(2010, 3, 31)),
        ("2008-09", None, date(2009, 3, 31)),
        ("2031/2032", None, date(2032, 12, 31)),
        ("Q3 2031", None, date(2031, 9, 30)),
        ("From May 2031", date(2031, 5, 1), None),
        ("May 2031 onwards", date(2031, 5, 1), None),
        ("From Summer 2031", date(2031, 6, 1), None),
        ("Implementation from 1 April 2031", date(2031, 4, 1), None),
        ("From May 2031 to June 2032", date(2031, 5, 1), date(2032, 6, 30)),
        ("First draft from the quay office April 2031", None, date(2031, 4, 30)),
        ("Consultation ended on 2 May 2031.", None, None),
        ("Ongoing", None, None),
        ("Near/Far", None, None),
        ("31 February 2031", None, None),
    ],
)
def test_read_timescale_of_one_line(words, start, due):
    timescale = read_timescale([words])

    assert (timescale.as_written, timescale.start, timescale.due) == (words, start, due)


def test_read_timescale_of_two_lines_takes_the_later_date():
    timescale = read_timescale(["Publish late 2031.", "In force Spring 2032"])

    assert timescale.as_written == "Publish late 2031.\nIn force Spring 2032"
    assert timescale.due == date(2032, 5, 31)


def test_read_timescale_counts_from_the_day_of_publication():
    assert read_timescale(["Within 6 months"], date(2031, 1, 20)).due == date(2031, 7, 20)
    assert read_timescale(["Within 6 months"]).due is None
    assert read_timescale(["Within 6 months, by May 2031"], date(2031, 1, 20)).due == date(2031, 5, 31)


def test_read_timescale_of_nothing():
    assert read_timescale([]).as_written is None


@pytest.mark.parametrize("words", ["Ongoing", "On-going", "In due course", "2031", "TBC", "End 2031"])
def test_is_timescale_knows_times(words):
    assert is_timescale(words)


@pytest.mark.parametrize(
    "words", ["", "Norland Government", "Mend every boat that lies along the quay in May 2031 or before"]
)
def test_is_timescale_refuses_other_words(words):
    assert not is_timescale(words)
