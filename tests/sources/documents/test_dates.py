"""The day of publication that a document prints."""

from datetime import date

import pytest

from tideturn.sources.documents.dates import published_on


@pytest.mark.parametrize(
    "line",
    [
        "14 January 2031",
        "Published: 14 January 2031",
        "Date: 14/01/2031",
        "An invented plan of the harbour. Published 14 January 2031.",
        "Published 14 January 2031 | Reference 7",
    ],
)
def test_published_on_reads_a_line_or_a_sentence_of_its_own(line):
    assert published_on(["The harbour", line]) == date(2031, 1, 14)


@pytest.mark.parametrize(
    "line", ["It follows the plan published 14 January 2031.", "The boats left on 14 January 2031."]
)
def test_published_on_takes_no_other_day(line):
    assert published_on([line]) is None
