"""The numbers at the head of a plan: what is not known is never shown as none."""

from tests.interfaces.website.presenters.things import TODAY
from tideturn.engines.plans.queries import Counts, Coverage
from tideturn.interfaces.website.presenters.plans import figures

COUNTS = Counts(asked=20, accepted=0, claimed_complete=0, checked=0, silent=11, overdue=0, window_passed=2, due_soon=0)


def shown(coverage: Coverage) -> list[int | str]:
    return [figure.count for figure in figures(COUNTS, coverage, "/plans/open-doors-2016/", TODAY)]


def test_figures_say_in_words_where_nothing_is_held() -> None:
    nothing = ["no answer held", "no status held", "no check held"]

    assert shown(Coverage(answered=0, with_a_status=0)) == [20, *nothing, 0, 0, 2, 11]
    assert shown(Coverage(answered=5, with_a_status=4)) == [20, "0", "0", "no check held", 0, 0, 2, 11]
