"""Tables of milestones in chapters."""


def test_milestones_stand_under_the_heading_above_their_table(read):
    table = "No | Action | When | Progress\n---|---|---|---\n{} | Mend every boat | 2031 | Started\n\n"

    rows = read(f"# Plan\n\n{table.format(1)}## Sheds\n\n{table.format(2)}")["commitments"]

    assert [(row["number"], row["section"]) for row in rows] == [("1", None), ("2", "Sheds")]
