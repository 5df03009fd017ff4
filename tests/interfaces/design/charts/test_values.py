"""What a chart refuses to show."""

import pytest

from tideturn.interfaces.design.charts import Bar, Chart, Stack, StackedChart


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (lambda: Bar(" ", 1), "no name"),
        (lambda: Bar("Accepted", -1), "none or more"),
        (lambda: Bar("Accepted", 5, 4), "a whole that holds its part"),
        (lambda: Chart("Not an id", "Counts", (Bar("Asked", 1),)), "cannot stand in an id"),
        (lambda: Chart("counts", "Counts", ()), "no bars"),
        (lambda: StackedChart("plans", "Plans", (), (Stack("One", ()),)), "categories"),
        (lambda: StackedChart("plans", "Plans", tuple("abcdefg"), (Stack("One", (1,) * 7),)), "categories"),
        (lambda: StackedChart("plans", "Plans", ("a", "a"), (Stack("One", (1, 2)),)), "twice"),
        (lambda: StackedChart("plans", "Plans", ("a", "b"), (Stack("One", (1,)),)), "one for each category"),
        (lambda: StackedChart("plans", "Plans", ("a",), ()), "no bars"),
        (lambda: Stack("One", (1, -2)), "none or more"),
    ],
)
def test_values_refuse_what_cannot_be_drawn(make, reason):
    with pytest.raises(ValueError, match=reason):
        make()


def test_values_take_what_can_be_drawn():
    assert Chart("counts", "Counts", (Bar("Asked", 3), Bar("Checked", None, 3)))
