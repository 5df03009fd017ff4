"""PDFs without marks: prose in two columns, and tables whose rows are numbered."""

from tideturn.methods.reading.columns import BROKEN_TABLE

COLUMNS = """The Harbour Charter                                                   2031

                                          Quay Watch will dry all the sheds
Our promises                              that stand along the quay by May
                                          2032, and will publish a count.
Norland Health will mend every boat
that lies on the quay by the end of       Money
2031. It will report on this to all
who live there.                           Rope Yard will lend £2,000 to the
                                          people who mend the boats.
We thank everybody who wrote to us        We thank all who came to the harbour
and who came to the quay to talk          and who told us about their boats.
about their boats and their sheds.        Signed by all those who were there.
"""
TABLE = """Annex: actions

 No.   Action                         Lead body           Deadline      Cost
 1.1   Mend every boat that lies      Norland Health      May 2031      £2,000 per
       on the quay                    (lead); Rope                      annum
                                      Yard
 1.2   Dry the sheds                  Quay Watch          ongoing       -
The Harbour Plan, an invented plan of an invented harbour, page one of two pages
 No.   Action                         Lead body           Deadline      Cost
 2.1   Count the kits in every        Rope Yard           31/03/2032    £40k
       shed
"""


def test_columns_of_prose_are_read_one_after_the_other(pdf, read):
    found = [one["text"] for one in read("x.pdf", pdf([COLUMNS.split("\n")]))["commitments"]]

    assert found == [
        "Norland Health will mend every boat that lies on the quay by the end of 2031.",
        "It will report on this to all who live there.",
        "Quay Watch will dry all the sheds that stand along the quay by May 2032, and will publish a count.",
        "Rope Yard will lend £2,000 to the people who mend the boats.",
    ]


def test_numbered_rows_are_put_together_again_and_doubted(pdf, read):
    rows = read("x.pdf", pdf([TABLE.split("\n")]))["commitments"]

    assert [(row["number"], row["text"]) for row in rows] == [
        ("1.1", "Mend every boat that lies on the quay"),
        ("1.2", "Dry the sheds"),
        ("2.1", "Count the kits in every shed"),
    ]
    assert [one["name"] for row in rows for one in row["owners"]] == ["Norland Health", "Quay Watch", "Rope Yard"]
    assert rows[0]["others"] == ["Rope Yard"]
    assert [row["timescale"]["due"] for row in rows] == ["2031-05-31", None, "2032-03-31"]
    assert [[(one["amount"], one["per"]) for one in row["money"]] for row in rows] == [
        [(2000, "year")],
        [],
        [(40000, None)],
    ]
    assert all(BROKEN_TABLE in row["doubts"] for row in rows)


def test_a_table_that_is_not_numbered_stays_broken(pdf, read):
    text = TABLE.replace("1.1", "   ").replace("1.2", "   ").replace("2.1", "   ")

    reading = read("x.pdf", pdf([text.split("\n")]))

    assert all(BROKEN_TABLE in row["doubts"] for row in reading["commitments"])
    assert all(row["number"] is None for row in reading["commitments"])
