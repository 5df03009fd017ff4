"""Themes by their words and headings; areas by what every one is to do and what was reported of one."""

from datetime import date

import pytest

from tideturn.engines.plans.areas import duties, latest_deliveries
from tideturn.engines.plans.models import AreaDelivery, Commitment
from tideturn.engines.plans.themes import of_theme

ON = date(2024, 1, 1)


def ids(found) -> set[str]:
    """Return the ids of some commitments."""
    return set(found.values_list("local_id", flat=True))


def test_theme_is_of_words_that_titles_begin_with(register) -> None:
    found = ids(register.register(ON).filter(of_theme(["waiting", "KIT"])))

    assert {"FS-005", "LR-06", "FS-002", "LR-01"} <= found
    assert "FS-001" not in found


@pytest.mark.parametrize("word", ["it", "(", ".*", "\\m"])
def test_theme_takes_words_as_they_are_and_from_their_beginning(register, word: str) -> None:
    assert "LR-01" not in ids(register.register(ON).filter(of_theme([word])))


def test_theme_is_of_headings_too(register) -> None:
    found = ids(register.register(ON).filter(of_theme(["nothing-at-all"], [("open-doors-2016", "within-reach")])))

    assert found == {"OD-1", "OD-1a", "OD-1b", "OD-1b-i"}


def test_duties_are_of_every_area_and_of_those_who_answer_for_one(register) -> None:
    found = ids(duties(ON, ["southhaven-partnership"]))

    assert {"OD-1", "OD-1b", "EA-03"} <= found
    assert "OD-1a" not in found
    assert ids(duties(date(2011, 1, 1), [])) <= {"FS-001", "FS-002", "FS-003", "FS-004", "FS-005"}


def test_latest_deliveries_are_the_last_word_of_the_day_and_absent_where_nobody_spoke(register) -> None:
    commitment = Commitment.objects.get(local_id="OD-1")
    for day, status in ((date(2018, 1, 1), "under_way"), (date(2019, 1, 1), "complete")):
        AreaDelivery.objects.create(
            commitment=commitment, area_scheme="em", area_code="EM-A01", status=status, stated_on=day, source="x"
        )

    assert latest_deliveries(ON, ["EM-A02"]) == {}
    assert {number: row.status for number, row in latest_deliveries(ON, ["EM-A01"]).items()} == {
        commitment.pk: "complete"
    }
    assert latest_deliveries(date(2018, 6, 1), ["EM-A01"])[commitment.pk].status == "under_way"


def test_counts_of_some_are_those_of_the_plan_where_they_are_a_plan(register) -> None:
    found = register.register(ON, register.RegisterFilters(plan="open-doors-2016"))

    assert register.counts_of(found) == register.counts_of(register.standing(ON, "open-doors-2016"))
    assert register.counts_of(found)[0] == register.counts(ON, "open-doors-2016")
    assert register.counts_of(found.none())[0].asked == 0


def test_bodies_are_everyone_named_by_then(register) -> None:
    early = {one.id for one in register.bodies(date(2011, 1, 1))}
    late = {one.id: one for one in register.bodies(ON)}

    assert early < set(late)
    assert late["northmark-partnership"].named_owner == 3
