"""Who may see and add to the record, held by the database for the role that serves, and for each table."""

from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.engines.people.conftest import INTAKE
from tests.foundations.conftest import PURPOSE, SET_UP, make_place, north, quick_passwords, south  # noqa: F401
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.errors import JoiningNotFound, PersonNotFound
from tideturn.engines.people.record.models import Joining, Key, Person, Statement
from tideturn.foundations.access.acting import acting
from tideturn.foundations.sharing import actions as sharing

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
CHI = "1904851231"
UNGUARDED = """
    select relname from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and starts_with(relname, 'people_')
        and not (relrowsecurity and relforcerowsecurity and exists (
            select from pg_policy where polrelid = pg_class.oid and polcmd = 'r')
            and not exists (select from pg_policy where polrelid = pg_class.oid and polcmd in ('w', 'd', '*')))
    order by 1
"""


def kept(place=None, **details):
    """Keep a person, and let the team of a place hold a case about them."""
    with acting(INTAKE):
        told = PersonDetails(**{"given_name": "Anne", "family_name": "Example", **details})
        person = actions.keep_person(told, told_by="ambulance", report_id=uuid4(), by=INTAKE).pk
    if place:
        with acting(SET_UP):
            sharing.register_subject(
                subject_id=uuid4(), kind="case", purpose=PURPOSE, agency_id=place.agency.pk, team_id=place.team.pk,
                about=person, areas=["A1"], by=SET_UP,
            )  # fmt: skip
    return person


def test_the_team_that_holds_a_case_sees_and_adds_and_no_other(north, south):  # noqa: F811
    person, worker, stranger = kept(north, chi=CHI), north.actor("Ailsa"), south.actor("Blair")

    with acting(worker):
        actions.add_statement(person, PersonDetails(phone="07700 900123"), told_by="Ailsa", by=worker)
        actions.correct(person, "given_name", "Ann", reason="Misspelt.", by=worker)
        assert queries.person(person).details.given_name == "Ann"
    with acting(stranger):
        assert (Person.objects.count(), Statement.objects.count()) == (0, 0)
        for ask in (queries.person, queries.statements, queries.joinings, queries.corrections):
            with pytest.raises(PersonNotFound):
                ask(person)
        assert queries.people([person]) == {}
        with pytest.raises(PersonNotFound):
            actions.correct(person, "given_name", "Eve", reason="Curious.", by=stranger)


def test_nobody_but_the_system_finds_whether_a_number_is_in_the_record(north):  # noqa: F811
    kept(north, chi=CHI)

    with acting(north.actor("Ailsa")):
        assert Key.objects.count() == 0
        assert queries.candidates(PersonDetails(chi=CHI)) == []


def test_a_joining_shows_nothing_of_one_who_is_hidden(north, south):  # noqa: F811
    seen, hidden = kept(north), kept(south, given_name="Annie", phone="07700 900123")
    with acting(north.actor("Ailsa")):
        before = queries.person(seen), queries.statements(seen), queries.joinings(seen)
    with acting(INTAKE):
        joining = actions.join(seen, hidden, reason="The number is the same.", by=INTAKE).pk

    worker = north.actor("Blair")
    with acting(worker):
        assert (queries.person(seen), queries.statements(seen), queries.joinings(seen)) == before
        assert Joining.objects.count() == 0
        with pytest.raises(JoiningNotFound):
            actions.separate(joining, reason="Curious.", by=worker)
        with pytest.raises(PersonNotFound):
            actions.join(seen, hidden, reason="Curious.", by=worker)


def test_a_row_for_one_who_is_hidden_is_refused_by_the_database(north, south):  # noqa: F811
    person = kept(north)

    with acting(south.actor("Blair")):
        for table, columns in ((Statement, {"told_by": "Blair"}), (Key, {"value": 7})):
            names = columns if table is Key else {**columns, "by_name": "Blair"}
            with pytest.raises(DatabaseError, match="row-level security"), transaction.atomic():
                table.objects.create(person_id=person, **names)


def test_every_table_of_the_record_is_guarded_and_a_bare_one_is_seen(db):
    with connection.cursor() as cursor:
        assert cursor.execute(UNGUARDED).fetchall() == []
        cursor.execute("create table people_bare (person_id uuid)")
        assert cursor.execute(UNGUARDED).fetchall() == [("people_bare",)]
        cursor.execute("alter table people_person no force row level security")
        assert ("people_person",) in cursor.execute(UNGUARDED).fetchall()


def test_the_serving_role_cannot_get_round_it(owner_address, serving_role):
    if serving_role is None:
        pytest.skip("no role can serve here")
    secret = {"password": serving_role.password} if serving_role.password else {}
    with psycopg.connect(owner_address, user=serving_role.name, **secret) as session:
        assert session.execute("select count(*) from people_statement").fetchone() == (0,)
        for attempt in (
            "alter table people_person disable row level security",
            "drop policy people_key_read on people_key",
            "alter table people_statement disable trigger all",
            "truncate people_key",
            "set row_security = off; select count(*) from people_person",
            "insert into people_person (id, by_name) values (gen_random_uuid(), 'nobody')",
            "update people_person set by_name = 'nobody'",
            "delete from people_statement",
        ):
            with pytest.raises(psycopg.Error), session.transaction():
                session.execute(attempt)
