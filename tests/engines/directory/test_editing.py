"""A change is written, looked at, decided by the partnership and taken back; a confidential address gets in nowhere."""

import uuid
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.engines.directory.conftest import BY, at
from tests.engines.directory.upkeep import WARM, keepers, kept
from tests.foundations.conftest import make_place
from tideturn.engines.directory import keeping
from tideturn.engines.directory.actions import editing
from tideturn.engines.directory.actions.applying import undo
from tideturn.engines.directory.actions.withdrawing import keep
from tideturn.engines.directory.describing import describing
from tideturn.engines.directory.entering import Address, Entry, Standing, content_of, entry_of, new_content
from tideturn.engines.directory.errors import EditDecided, EditNotFound, NothingChanged, TellsWhere
from tideturn.engines.directory.hours_here import with_hours
from tideturn.engines.directory.models import Edit, Listing, Record, Service, Version
from tideturn.engines.directory.previewing import differences, preview
from tideturn.engines.directory.week import Stretch, Week, week_of
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.models import Membership, User
from tideturn.foundations.audit.models import Entry as Audited
from tideturn.foundations.delivery.models import Message

__all__ = ["make_place"]
NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
HARBOUR_ID = "6f1d6a52-0000-4000-8000-2c1f2f0a9d11"
NEW_MAIL = {"email": "new@harbour.example"}


@pytest.fixture
def people(make_place):
    return keepers(make_place)


@pytest.fixture
def warm(bring, people):
    return kept(bring, people)


def drafted(people, service, content=NEW_MAIL, **more):
    with acting(people.editor):
        return editing.draft(content=content, why="We moved.", by=people.editor, service=service, **more)


def approved(people, edit):
    with acting(people.editor):
        editing.send(edit_id=edit.pk, by=people.editor)
    with acting(people.approver):
        return editing.approve(edit_id=edit.pk, by=people.approver)


def test_a_change_is_seen_by_its_agency_until_it_is_sent_and_then_by_the_partnership(people, warm):
    edit = drafted(people, warm)
    with acting(people.approver):
        assert list(keeping.waiting(people.approver)) == []
        with pytest.raises(EditNotFound):
            editing.approve(edit_id=edit.pk, by=people.approver)
    with acting(people.editor):
        editing.send(edit_id=edit.pk, by=people.editor)
    with acting(people.approver):
        assert list(keeping.waiting(people.approver)) == [edit]
    with acting(people.elsewhere):
        assert list(Edit.objects.all()) == []
        with pytest.raises(EditNotFound):
            editing.approve(edit_id=edit.pk, by=people.elsewhere)
    assert Service.objects.get(pk=warm.pk).document["email"] == "old@harbour.example"


def test_what_is_approved_is_what_the_preview_showed_and_says_whose_word_it_is(people, warm):
    edit = drafted(people, warm)
    with acting(people.editor):
        shown = preview(edit).merged.document
        [difference] = differences(edit)
    approved(people, edit)

    after = Service.objects.get(pk=warm.pk)
    assert {**shown, "assured_date": after.document["assured_date"]} == after.document
    assert (difference.old, difference.new) == ("old@harbour.example", "new@harbour.example")
    assert difference.said_by == "Northmark Partnership (invented)"
    assert after.provenance["email"]["source"] == "own"
    assert after.provenance["name"]["source"] == "northmark"
    assert after.checked_on.isoformat() == after.document["assured_date"] > "2026-01-15"
    assert after.unlisted_since is None


def test_a_feed_that_comes_again_does_not_undo_what_was_written(people, warm, bring):
    approved(people, drafted(people, warm))

    bring({**WARM, "email": "third@harbour.example", "fees": "free"})

    after = Service.objects.get(pk=warm.pk).document
    assert (after["email"], after["fees"]) == ("new@harbour.example", "free")


def test_a_word_of_ours_alone_lists_nothing(people, warm, bring):
    approved(people, drafted(people, warm))

    bring()

    after = Service.objects.get(pk=warm.pk)
    assert after.unlisted_since is not None
    assert (after.name, after.document["email"]) == (WARM["name"], "new@harbour.example")


def test_kept_by_us_is_listed_again_as_it_stood(people, warm, bring):
    bring()
    with acting(people.approver):
        keep(service_id=warm.pk, by=people.approver)

    after = Service.objects.get(pk=warm.pk)
    assert after.unlisted_since is None
    assert after.document["service_at_locations"] == warm.document["service_at_locations"]


def test_what_was_written_of_a_service_that_is_gone_counts_again_when_it_comes_back(people, warm, bring, source):
    approved(people, drafted(people, warm))
    with acting(BY):
        undo(source_id=source.pk, by=BY)
    assert not Service.objects.exists()

    bring(WARM)

    assert Service.objects.get(name=WARM["name"]).document["email"] == "new@harbour.example"


def test_taking_back_leaves_the_entry_as_it_was(people, warm):
    edit = approved(people, drafted(people, warm))
    with acting(people.approver):
        taken = editing.take_back_edit(edit_id=edit.pk, by=people.approver)

    assert taken.state == "taken-back"
    assert Service.objects.get(pk=warm.pk).document == warm.document


def test_what_something_newer_was_said_after_is_not_taken_back(people, warm):
    first = approved(people, drafted(people, warm))
    approved(people, drafted(people, warm, {"fees": "free"}))

    with acting(people.approver), pytest.raises(EditDecided, match="newer"), transaction.atomic():
        editing.take_back_edit(edit_id=first.pk, by=people.approver)


def test_refused_with_a_word_and_the_proposer_is_told(people, warm):
    edit = drafted(people, warm)
    with acting(people.editor):
        editing.send(edit_id=edit.pk, by=people.editor)
    with acting(people.approver):
        editing.refuse(edit_id=edit.pk, answer="Ring us first.", by=people.approver)
        with pytest.raises(EditDecided), transaction.atomic():
            editing.approve(edit_id=edit.pk, by=people.approver)

    with acting(people.editor):
        assert Edit.objects.get(pk=edit.pk).answer == "Ring us first."
        [message] = Message.objects.filter(kind="change-decided")
    assert message.link == f"/workspace/directory/changes/{edit.pk}/"
    assert not Record.objects.filter(source_id="own").exists()


def test_whoever_decides_there_is_told_once_and_of_nothing_that_it_says(people, warm):
    edit = drafted(people, warm)
    with acting(system_actor("delivery")):
        assert not Message.objects.exists()
    with acting(people.editor):
        editing.send(edit_id=edit.pk, by=people.editor)
        with pytest.raises(EditDecided), transaction.atomic():
            editing.send(edit_id=edit.pk, by=people.editor)

    with acting(system_actor("delivery")):
        [message] = Message.objects.filter(kind="change-waits")
    assert message.recipient == User.objects.get(pk=people.approver.user_id).email
    assert message.link == f"/workspace/directory/changes/{edit.pk}/"
    assert message.agency == people.approver.agency_id


def test_where_nobody_decides_the_country_is_told(make_place, people, warm):
    national = make_place("National", kind="national").actor("Nan National", "directory-approver")
    with acting(system_actor("set-up")):
        Membership.objects.filter(user_id=people.approver.user_id).update(until=timezone.now())
    edit = drafted(people, warm)
    with acting(people.editor):
        editing.send(edit_id=edit.pk, by=people.editor)

    with acting(system_actor("delivery")):
        [message] = Message.objects.filter(kind="change-waits")
    assert message.recipient == User.objects.get(pk=national.user_id).email


def test_an_editor_approves_nothing(people, warm):
    edit = drafted(people, warm)
    with acting(people.editor), pytest.raises(PermissionMissing), transaction.atomic():
        editing.approve(edit_id=edit.pk, by=people.editor)


def test_each_step_is_audited_by_its_fields_and_never_by_what_stands_in_them(people, warm):
    approved(people, drafted(people, warm))
    with acting(BY):
        entries = list(Audited.objects.filter(action__startswith="directory.edit").order_by("at"))

    actions = {entry.action: entry.detail for entry in entries}
    assert set(actions) == {"directory.edit-written", "directory.edit-sent", "directory.edit-approved"}
    assert all(detail["fields"] == ["email"] for detail in actions.values())
    assert "harbour.example" not in str(actions)


def test_a_form_changes_only_what_was_changed_in_it(warm):
    now = Standing(str(warm.pk), warm.document, warm.ours)
    entry = entry_of(now, describing())

    assert content_of(entry, now, describing(), at=NOW) == {}
    changed = content_of(replace(entry, phone="01999 123456", terms=frozenset({"kinds-of-help:naloxone"})), now,
                         describing(), at=NOW)  # fmt: skip
    assert set(changed) == {"phones", "attributes"}
    assert describing().tags_of(changed) == {"kinds-of-help:naloxone"}


def test_nothing_changed_is_no_change(people, warm):
    with acting(people.editor), pytest.raises(NothingChanged):
        editing.draft(content={}, why="", by=people.editor, service=warm)


def test_hours_of_one_door_leave_those_of_another(people, bring):
    hill = at("Hill Road", 50.7, -25.2, addresses=[{"id": "a", "address_1": "1 Hill Road", "postal_code": "NMK2 1AA"}])
    warm = kept(bring, people)
    bring({**WARM, "service_at_locations": [*WARM["service_at_locations"], hill]})
    warm.refresh_from_db()
    night = Week((*[()] * 4, (Stretch(time(20), time(2)),), (), ()))
    number = [one["location"]["name"] for one in warm.document["service_at_locations"]].index("Hill Road")

    approved(people, drafted(people, warm, with_hours(warm.document, number, night)))

    hours = {row.place_name: week_of(row.hours) for row in Listing.objects.filter(service=warm)}
    assert hours["Hill Road"] == night
    assert hours["Quay Street"] == week_of(WARM["schedules"])


def test_a_new_service_is_there_once_approved_and_gone_once_taken_back(people, db):
    made = uuid.uuid4()
    entry = Entry(name="New Door (invented)", address=Address("3 New Row", "Northmark", "NMK1 2BB"))
    edit = drafted(
        people, None, new_content(entry, made, {"id": HARBOUR_ID, "name": "New House"}, describing(), at=NOW)
    )
    edit = approved(people, edit)

    assert Service.objects.get(pk=made).name == "New Door (invented)"
    assert Listing.objects.get(service_id=made).area == "EM-A01"
    with acting(people.editor):
        assert [one.pk for one in keeping.kept(people.editor)] == [made]
    with acting(people.approver):
        editing.take_back_edit(edit_id=edit.pk, by=people.approver)
    assert not Service.objects.exists()


def everything_kept() -> str:
    """Return all that the tables of the directory hold, as text."""
    with acting(BY), connection.cursor() as cursor:
        tables = [name for name in connection.introspection.table_names(cursor) if name.startswith("directory_")]
        found = []
        for table in tables:
            cursor.execute(f"select row_to_json(one)::text from {table} as one")  # noqa: S608 - our own tables
            found += [row for (row,) in cursor.fetchall()]
    return "\n".join(found)


def test_made_confidential_the_address_is_in_nothing_kept_whoever_wrote_it(people, warm):
    old = drafted(people, warm, {"description": "Come to 7 Quay Street."})
    drafted(people, warm, with_hours(warm.document, 0, Week((((Stretch(time(9), time(10))),),) + ((),) * 6)))
    assert "7 Quay Street" in everything_kept()
    approved(people, old)

    approved(people, drafted(people, warm, {"fees": "free"}, conceals=True))

    left = everything_kept()
    assert "7 Quay Street" not in left
    assert "NMK1 1AA" not in left
    assert Service.objects.get(pk=warm.pk).is_confidential


def test_a_new_service_is_decided_where_it_is_and_not_where_its_provider_is(people, make_place):
    afar = make_place("Far Lights", kind="drug-and-alcohol-service").actor("Fay Far", "directory-editor")
    entry = Entry(name="Far Door (invented)", address=Address("3 New Row", "Northmark", "NMK1 2BB"))
    content = new_content(entry, uuid.uuid4(), {"id": HARBOUR_ID, "name": "Far House"}, describing(), at=NOW)
    with acting(afar):
        edit = editing.draft(content=content, why="", by=afar)
        editing.send(edit_id=edit.pk, by=afar)

    with acting(people.approver):
        assert list(keeping.waiting(people.approver)) == [edit]
        editing.approve(edit_id=edit.pk, by=people.approver)
    with acting(people.elsewhere):
        assert list(keeping.waiting(people.elsewhere)) == []
    with acting(afar):
        assert keeping.kept(afar).count() == 1


def test_a_preview_of_what_is_to_be_confidential_shows_no_address(people, warm):
    edit = drafted(people, warm, {"fees": "free"}, conceals=True)
    with acting(people.editor):
        assert "Quay" not in str(preview(edit).merged.document["service_at_locations"])


def test_no_change_brings_a_confidential_address_back(people, warm, bring):
    approved(people, drafted(people, warm, {"fees": "free"}, conceals=True))
    service = Service.objects.get(pk=warm.pk)

    with pytest.raises(TellsWhere):
        drafted(people, service, {"description": "Ring at NMK1 1AA."})
    edit = drafted(people, service, {"service_at_locations": WARM["service_at_locations"]})
    approved(people, edit)
    bring(WARM)

    assert "7 Quay Street" not in everything_kept()
    assert Version.objects.filter(record__source_id="own").exists()
