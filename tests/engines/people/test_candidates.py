"""Whom a report may be about: certain only by the number, likely by more than a name, and never the unknown."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests.engines.people.conftest import STAFF, act_as
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.matching.keys import kept_under
from tideturn.engines.people.record.matching.traits import traits_of

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
CHI, OTHER_CHI = "1904851231", "1904852009"
NOT_THE_SAME = "Against it: the given name is not the same to the letter, or not told, as with twins."
NIGHT = datetime(2026, 11, 21, 2, 14, tzinfo=UTC)
ANNE = PersonDetails(
    given_name="Anne",
    family_name="MacDonald",
    birth_date=date(1985, 4, 19),
    phone="07700 900123",
    address="3/1 Example Row",
)


def keep(details, by, **changes):
    return actions.keep_person(details, **{"told_by": "ambulance", "report_id": uuid4(), "by": by, **changes}).pk


def found(details, **changes):
    return {candidate.person_id: candidate.certainty for candidate in queries.candidates(details, **changes)}


def test_candidates_is_certain_of_the_same_number(intake):
    person = keep(replace(ANNE, chi=CHI), intake)

    assert found(PersonDetails(chi=CHI)) == {person: "certain"}
    assert found(replace(ANNE, chi=CHI)) == {person: "certain"}
    (candidate,) = queries.candidates(replace(ANNE, chi=CHI))
    assert "The CHI number is the same." in candidate.reasons


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"birth_date": date(1985, 4, 18)}, "Against it: the birth dates are different."),
        ({"given_name": "Fiona"}, "Against it: the given names are different."),
        ({"given_name": "Annie"}, NOT_THE_SAME),
        ({"given_name": None}, NOT_THE_SAME),
        ({"birth_date": date(1985, 5, 19)}, "Against it: the birth date is not the one in the CHI number."),
    ],
)
def test_candidates_leaves_a_number_that_something_speaks_against_to_a_person(intake, changes, reason):
    person = keep(replace(ANNE, chi=CHI), intake)

    (candidate,) = queries.candidates(replace(ANNE, chi=CHI, **changes))
    assert (candidate.person_id, candidate.certainty) == (person, "likely")
    assert reason in candidate.reasons


def test_candidates_leaves_a_number_of_two_people_to_a_person(intake):
    one, other = keep(PersonDetails(chi=CHI), intake), keep(PersonDetails(chi=CHI), intake)
    assert found(PersonDetails(chi=CHI)) == {one: "likely", other: "likely"}

    actions.join(one, other, reason="The number is the same.", by=intake)
    assert set(found(PersonDetails(chi=CHI)).values()) == {"certain"}


def test_candidates_is_not_certain_of_a_number_that_was_corrected(intake):
    person = keep(replace(ANNE, chi=CHI), intake)
    actions.correct(person, "chi", None, reason="It is her sister's.", by=STAFF)

    assert found(PersonDetails(chi=CHI)) == {person: "likely"}


@pytest.mark.parametrize(
    "told",
    [
        replace(ANNE, phone=None, address=None),
        replace(ANNE, phone=None, address=None, given_name="Ann", family_name="Mc Donald"),
        replace(ANNE, phone=None, address=None, given_name="MacDonald", family_name="Anne"),
        replace(ANNE, phone=None, address=None, family_name="Macdònald"),
        replace(ANNE, phone=None, address=None, birth_date=date(1985, 4, 18)),
        replace(ANNE, birth_date=None, address=None, phone="+44 (0)7700-900123"),
        replace(ANNE, birth_date=None, phone=None, address="Example Row 3/1"),
        replace(ANNE, family_name="Example"),
        replace(ANNE, given_name="Kaz", family_name="Example"),
        PersonDetails(phone=ANNE.phone, birth_date=ANNE.birth_date),
        replace(ANNE, sex="male"),
    ],
)
def test_candidates_puts_the_likely_to_a_person(intake, told):
    person = keep(replace(ANNE, sex="female"), intake)

    assert found(told) == {person: "likely"}


def test_candidates_knows_day_and_month_exchanged(intake):
    person = keep(replace(ANNE, birth_date=date(1985, 4, 9), phone=None), intake)

    (candidate,) = queries.candidates(replace(ANNE, birth_date=date(1985, 9, 4), phone=None, address=None))
    assert candidate.person_id == person
    assert "The birth dates agree with day and month exchanged." in candidate.reasons


@pytest.mark.parametrize(
    "told",
    [
        PersonDetails(given_name="Anne", family_name="MacDonald"),
        PersonDetails(given_name="Anne", family_name="MacDonald", birth_date=date(1971, 12, 30)),
        PersonDetails(birth_date=date(1985, 4, 19)),
        PersonDetails(phone="07700 900123"),
        replace(ANNE, given_name="Fiona"),
        PersonDetails(sex="female", area="S12000042"),
        PersonDetails(given_name="Unknown", family_name="Unknown", birth_date=date(1985, 4, 19)),
        PersonDetails(chi="1904851232"),
    ],
    ids=[
        "name alone",
        "another birth date",
        "birth date alone",
        "phone alone",
        "twin",
        "unknown",
        "no name",
        "bad number",
    ],
)
def test_candidates_finds_nobody_where_too_little_speaks_for_it(intake, told):
    keep(ANNE, intake)

    assert found(told) == {}


def test_candidates_never_matches_the_unknown_to_each_other(intake):
    unknown = PersonDetails(given_name="Unknown", family_name="Male", sex="male", birth_date=date(1900, 1, 1))
    keep(unknown, intake, occurred_at=NIGHT)

    assert found(unknown, occurred_at=NIGHT) == {}
    assert kept_under(traits_of(unknown, NIGHT)) == frozenset()


def test_candidates_knows_one_overdose_told_twice_by_name_and_hour(intake):
    person = keep(PersonDetails(given_name="Jim", family_name="Example"), intake, occurred_at=NIGHT)
    again = PersonDetails(given_name="Jim", family_name="Exemple")

    assert found(again, occurred_at=NIGHT + timedelta(hours=1, minutes=50)) == {person: "likely"}
    assert found(again, occurred_at=NIGHT + timedelta(hours=5)) == {}


def test_candidates_sees_nobody_where_the_system_does_not_act(intake):
    keep(replace(ANNE, chi=CHI), intake)
    act_as("delivery")

    assert found(replace(ANNE, chi=CHI)) == {}
