"""Every change of a row is kept: what it was, what it became, when, and by whom."""

from datetime import date

import pytest
from django.apps import apps
from django.db import connection

from tideturn.engines.plans import models
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import Commitment, Plan, Position


def events(model: type, **conditions):
    """Return the events of a table's rows, oldest first."""
    table = apps.get_model("plans", f"{model.__name__}Event")
    return list(table.objects.filter(**conditions).order_by("pgh_id"))


def test_insert_update_and_delete_are_each_kept_with_who(db):
    with because(by="A. Person (invented)", reason="a test"):
        row = Position.objects.create(
            commitment=Commitment.objects.get(local_id="LR-06"),
            status="under_way",
            stated_on=date(2024, 1, 1),
            source="A visit",
        )
        number = row.pk
        row.status = "complete"
        row.save()
        row.delete()

    kept = events(Position, id=number)
    # An update keeps what the row became; the insert before it keeps what it was.
    assert [(one.pgh_label, one.status) for one in kept] == [
        ("insert", "under_way"),
        ("update", "complete"),
        ("delete", "complete"),
    ]
    assert {one.pgh_context.metadata["by"] for one in kept} == {"A. Person (invented)"}
    assert all(one.pgh_created_at for one in kept)


def test_what_is_changed_afterwards_is_not_kept_as_done_for_the_same_reason(db):
    with because(by="A. Person (invented)", reason="a test"):
        Plan.objects.filter(id="answer-2023").update(short_title="Renamed")
    Plan.objects.filter(id="answer-2023").update(short_title="Renamed again")

    first, second = events(Plan, id="answer-2023")[-2:]
    assert first.pgh_context.metadata == {"by": "A. Person (invented)", "reason": "a test"}
    assert second.pgh_context is None


def test_change_past_the_program_is_kept_too(db):
    with connection.cursor() as cursor:
        cursor.execute("update plans_plan set short_title = 'Renamed' where id = 'answer-2023'")

    assert events(Plan, id="answer-2023")[-1].short_title == "Renamed"


def test_change_of_many_rows_at_once_is_kept_for_each(db):
    Commitment.objects.filter(plan="answer-2023").update(condition="If money allows.")

    last = [one for one in events(Commitment, plan="answer-2023") if one.pgh_label == "update"][-4:]
    assert [one.condition for one in last] == ["If money allows."] * 4


def test_change_of_what_is_only_for_searching_is_not_kept(db):
    item = Commitment.objects.get(local_id="LR-06")
    before = len(events(Commitment, id=item.pk))

    Commitment.objects.filter(pk=item.pk).update(search_text="something else")

    assert len(events(Commitment, id=item.pk)) == before


def test_loading_says_who_loaded_what(db):
    first = events(Plan, id="answer-2023")[0]

    assert first.pgh_label == "insert"
    assert first.pgh_context.metadata == {"by": "tests", "reason": "loaded from the pack example"}


WITHOUT_HISTORY = {
    "AddressCheck": "each check is a row of its own and is never changed",
    "Attachment": "a file is attached once and told apart by its checksum",
    "Deadline": "comes from the pack and is replaced with it",
    "OrganisationName": "comes from the pack and is replaced with it",
    "Section": "comes from the pack and is replaced with it",
    "Succession": "comes from the pack and is replaced with it",
}
# What no reader sees: it is no part of the register yet, or not at all, and the audit says who changed it.
BEHIND_THE_REGISTER = {
    "Challenge": "a question and its answer, between those who work on the register",
    "DigestWish": "who asked for letters",
    "KeptFile": "the bytes of a file, which never change",
    "LinkSuggestion": "a link that nobody has judged",
    "Meeting": "a day on which a body that scrutinises meets",
    "PlanDraft": "what a document may say, until somebody has read it",
    "ReadingIn": "a document that is being read in",
    "Revision": "the mark of the register itself",
    "Statement": "what a body means to say, until it is published",
    "StatementFile": "that a statement shows a file",
    "Upload": "a table of such statements",
    "Voice": "which agency speaks for which body",
}


@pytest.mark.parametrize("name", sorted(set(models.__all__) - set(WITHOUT_HISTORY) - set(BEHIND_THE_REGISTER)))
def test_every_table_of_facts_keeps_its_history(name):
    assert apps.get_model("plans", f"{name}Event")


@pytest.mark.parametrize("name", sorted(WITHOUT_HISTORY | BEHIND_THE_REGISTER))
def test_table_without_history_is_one_of_those_named(name):
    with pytest.raises(LookupError):
        apps.get_model("plans", f"{name}Event")
