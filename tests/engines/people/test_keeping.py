"""What was told is kept as told, and who somebody is follows from it."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, InternalError, transaction

from tests.engines.people.conftest import STAFF, act_as
from tideturn.engines.people.record import actions, queries
from tideturn.engines.people.record.details import PersonDetails
from tideturn.engines.people.record.errors import DetailsRefused, PersonMustDecide, PersonNotFound, ReasonMissing
from tideturn.engines.people.record.models import Person, Statement

pytestmark = [pytest.mark.django_db, pytest.mark.engine]
CHI = "1904851231"
ANNE = PersonDetails(given_name="Anne", family_name="Example", birth_date=date(1985, 4, 19), phone="07700 900123")


def keep(details, by, **changes):
    return actions.keep_person(details, **{"told_by": "ambulance", "report_id": uuid4(), "by": by, **changes})


def test_keep_person_keeps_what_was_told_and_by_whom(intake):
    report = uuid4()
    person = keep(ANNE, intake, report_id=report)

    (told,) = queries.statements(person.pk)
    assert (told.details, told.told_by, told.report_id, told.by_name) == (ANNE, "ambulance", report, "system: intake")
    assert queries.person(person.pk).details == ANNE


def test_person_takes_the_last_told_of_each_detail_and_says_what_was_told_differently(intake):
    person = keep(ANNE, intake)
    actions.add_statement(
        person.pk, PersonDetails(given_name="Annie", phone="07700 900456"), told_by="police", by=intake
    )

    found = queries.person(person.pk)
    assert (found.details.given_name, found.details.family_name, found.details.phone) == (
        "Annie",
        "Example",
        "07700 900456",
    )
    assert found.told_differently == ("given_name",)
    assert [told.details.given_name for told in queries.statements(person.pk)] == ["Anne", "Annie"]


def test_correct_stands_over_what_was_told_and_leaves_it(intake):
    person = keep(ANNE, intake)

    actions.correct(person.pk, "birth_date", date(1984, 4, 19), reason="She told us herself.", by=STAFF)
    actions.add_statement(person.pk, ANNE, told_by="police", by=intake)

    assert queries.person(person.pk).details.birth_date == date(1984, 4, 19)
    assert {told.details.birth_date for told in queries.statements(person.pk)} == {date(1985, 4, 19)}
    assert [made.reason for made in queries.corrections(person.pk)] == ["She told us herself."]


def test_correct_gives_way_to_a_later_phone_number(intake):
    person = keep(ANNE, intake)

    actions.correct(person.pk, "phone", None, reason="Nobody answers; it is another's.", by=STAFF)
    assert queries.person(person.pk).details.phone is None
    actions.add_statement(person.pk, PersonDetails(phone="07700 900999"), told_by="pharmacy", by=intake)

    assert queries.person(person.pk).details.phone == "07700 900999"


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"by": None}, PersonMustDecide),
        ({"reason": "  "}, ReasonMissing),
        ({"field": "is_admin"}, DetailsRefused),
        ({"field": "chi", "value": "1904851232"}, DetailsRefused),
        ({"reason": "a\x00b"}, DetailsRefused),
    ],
)
def test_correct_refuses_what_nobody_could_answer_for(intake, changes, error):
    person = keep(ANNE, intake)
    asked = {"field": "given_name", "value": "Ann", "reason": "Misspelt.", "by": STAFF, **changes}
    asked["by"] = asked["by"] or intake

    with pytest.raises(error):
        actions.correct(person.pk, asked.pop("field"), asked.pop("value"), **asked)


def test_is_unknown_until_something_is_known(intake):
    nobody = keep(PersonDetails(sex="male", area="S12000042", given_name="Unknown", family_name="Male"), intake)
    assert queries.person(nobody.pk).is_unknown

    actions.add_statement(nobody.pk, PersonDetails(given_name="Jim"), told_by="hostel", by=intake)
    assert not queries.person(nobody.pk).is_unknown


def test_a_report_states_once(intake):
    report = uuid4()
    person = keep(ANNE, intake, report_id=report)

    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_statement(person.pk, ANNE, told_by="ambulance", report_id=report, by=intake)


def test_person_not_found_reads_the_same_for_hidden_and_for_absent(intake):
    person = keep(ANNE, intake)
    with pytest.raises(PersonNotFound) as absent:
        queries.person(uuid4())
    act_as("")

    with pytest.raises(PersonNotFound) as hidden:
        queries.person(person.pk)
    assert str(hidden.value) == str(absent.value)
    with pytest.raises(PersonNotFound):
        actions.add_statement(person.pk, ANNE, told_by="police", by=STAFF)


@pytest.mark.parametrize("table", [Person, Statement])
def test_rows_of_the_record_are_not_changed_nor_removed(intake, table):
    keep(ANNE, intake)

    with pytest.raises((IntegrityError, InternalError), match="only added to"), transaction.atomic():
        table.objects.update(by_name="Somebody else")
    with pytest.raises((IntegrityError, InternalError), match="only added to"), transaction.atomic():
        table.objects.all()._raw_delete("default")
