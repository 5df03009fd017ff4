"""Two persons may be found to be one and parted again, and not a byte of either is another than before."""

import hashlib
from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engines.people.conftest import STAFF
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.errors import (
    JoiningNotFound,
    NothingToJoin,
    PersonMustDecide,
    PersonNotFound,
    ReasonMissing,
)

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
ROWS = ("people_person", "people_statement", "people_correction", "people_key")
WHY = "Her key worker knows her by both names."


def keep(given_name, by, **details):
    told = PersonDetails(given_name=given_name, family_name="Example", **details)
    return actions.keep_person(told, told_by="ambulance", report_id=uuid4(), by=by).pk


def digest_of_rows():
    """Return a digest of every byte of the rows that joining must not touch."""
    whole = hashlib.sha256()
    with connection.cursor() as cursor:
        for table in ROWS:
            cursor.execute(f"select held::text from {table} as held order by 1")  # noqa: S608
            whole.update(repr(cursor.fetchall()).encode())
    return whole.hexdigest()


def read(person_ids):
    """Return all that can be asked about persons."""
    return [(queries.person(one), queries.statements(one), queries.joinings(one)) for one in person_ids]


def test_join_makes_two_persons_one_for_every_question(intake):
    anne, annie = keep("Anne", intake, phone="07700 900123"), keep("Annie", intake, birth_date=date(1985, 4, 19))

    actions.join(anne, annie, reason=WHY, by=STAFF)

    assert queries.person(anne) == queries.person(annie)
    assert queries.person(annie).part_ids == (anne, annie)
    assert queries.person(annie).details.phone == "07700 900123"
    assert len(queries.statements(anne)) == 2
    (standing,) = queries.joinings(annie)
    assert (standing.reason, standing.by_name) == (WHY, STAFF.name)


def test_separate_restores_the_state_before_to_the_byte(intake):
    anne, annie = keep("Anne", intake), keep("Annie", intake)
    before, rows_before = read([anne, annie]), digest_of_rows()

    joining = actions.join(anne, annie, reason=WHY, by=STAFF)
    assert read([anne, annie]) != before
    actions.separate(joining.pk, reason="They are sisters.", by=STAFF)

    assert read([anne, annie]) == before
    assert digest_of_rows() == rows_before


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=8), st.randoms())
def test_any_joinings_undone_in_any_order_leave_what_was(intake, pairs, chance):
    people = [keep(f"Person {n}", intake) for n in range(5)]
    before, rows_before, made = read(people), digest_of_rows(), []
    for one, other in pairs:
        if people[other] not in queries.person(people[one]).part_ids:
            made.append(actions.join(people[one], people[other], reason=WHY, by=STAFF).pk)
            assert people[other] in queries.person(people[one]).part_ids

    chance.shuffle(made)
    for joining in made:
        actions.separate(joining, reason="Not the same.", by=STAFF)

    assert read(people) == before
    assert digest_of_rows() == rows_before


def test_join_and_separate_refuse_what_makes_no_sense(intake):
    anne, annie = keep("Anne", intake), keep("Annie", intake)
    with pytest.raises(ReasonMissing):
        actions.join(anne, annie, reason=" ", by=STAFF)
    with pytest.raises(PersonNotFound):
        actions.join(anne, uuid4(), reason=WHY, by=STAFF)
    with pytest.raises(NothingToJoin):
        actions.join(anne, anne, reason=WHY, by=STAFF)
    joining = actions.join(anne, annie, reason=WHY, by=STAFF).pk
    with pytest.raises(NothingToJoin):
        actions.join(annie, anne, reason=WHY, by=STAFF)
    with pytest.raises(PersonMustDecide):
        actions.separate(joining, reason="The system thinks so.", by=intake)

    actions.separate(joining, reason="They are sisters.", by=STAFF)
    with pytest.raises(JoiningNotFound):
        actions.separate(joining, reason="Again.", by=STAFF)
