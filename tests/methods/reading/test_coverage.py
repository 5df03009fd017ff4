"""Every character is accounted for, whatever the text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tideturn.methods.reading.commitments import Commitment, Draft
from tideturn.methods.reading.coverage import UNCLAIMED, characters, cover
from tideturn.methods.reading.document import Document
from tideturn.methods.reading.layouts import layouts
from tideturn.methods.reading.reading import read_document
from tideturn.methods.reading.structure import blocks_of

PARTS = """Number | Action | Timeframe | Responsibility | Progress
---|---|---|---|---
1 | We will mend | 2031 | Quay | Complete
1a | New Action Mend |
2031 | Quay | In progress:
|
|||
Recommendation\tResponse
---\t---
<p>1. Boats: Mend</p>\t<p>Underway</p>
\t<p>more.</p>
loose words
KEY ACTIONS
OUTCOME
RESPONSIBILITY
TIMESCALE
From May 2031
Ongoing
Key actions
  • We will act. (Timescale: Near)
    • Nested item here
  • Near Term: soon
QUAY
4.1 A plan
Dear members
Yours sincerely,
Cc:
¹ note
3 March 2031

£5 million, including £3 million
The Board should act by the end of this year.
1.
•
\t
\u2028x
;
1b(i) | Mend | 2031 | - | Complete | Half
Timescale - Short
within 999 years it should act
£3-4m of the £9m"""
WORDS = st.sampled_from(PARTS.split("\n"))
LINES = st.lists(WORDS | st.text(max_size=40), max_size=40).map(lambda parts: "\n".join(parts).split("\n"))


def check(lines, layout=None):
    document = Document(tuple(lines), blocks_of(lines))
    reading = read_document(document, layout=layout)
    coverage = reading.coverage
    claimed = {number for ranges in reading.ranges for first, last in ranges for number in range(first, last + 1)}
    left_out = {number for (first, last), reason in coverage.left_out if reason for number in range(first, last + 1)}
    filled = {number for number, line in enumerate(lines, start=1) if line.strip()}
    assert coverage.accounted == coverage.characters == sum(len("".join(line.split())) for line in lines)
    assert filled <= claimed | left_out
    return reading


@settings(max_examples=150, deadline=None)
@given(LINES)
def test_cover_accounts_for_every_line_of_any_text(lines):
    check(lines)


@settings(max_examples=40, deadline=None)
@pytest.mark.parametrize("layout", sorted(layouts()))
@given(lines=LINES)
def test_cover_accounts_for_every_line_under_any_layout(layout, lines):
    assert check(lines, layout).layout == layout


@pytest.mark.parametrize("plan", ["bulleted", "responses", "outcomes", "milestones", "chapter"])
def test_cover_accounts_for_every_line_of_plans(plan, request):
    check(request.getfixturevalue(plan).split("\n"))


def test_cover_says_what_no_layout_named():
    document = Document(("one", "", "two"), blocks_of(["one", "", "two"]))

    coverage = cover(document, Draft((Commitment(kind="action", text="one", lines=(1,)),)))

    assert coverage.left_out == (((3, 3), UNCLAIMED),)
    assert coverage.characters == coverage.accounted == 6


def test_cover_would_show_a_lost_line():
    # The guard's own guard: lines that are neither claimed nor left out make the two counts differ.
    document = Document(("one", "two"), blocks_of(["one", "two"]))

    assert characters(document, [1]) != characters(document, [1, 2])
