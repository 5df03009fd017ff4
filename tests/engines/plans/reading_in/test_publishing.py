"""A plan is published whole once every draft is decided, stands beside the pack's, and outlives a load of these."""

import re
from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from string import ascii_uppercase

import pytest
from django.apps import apps
from django.db import transaction
from django.utils import timezone

from tests.engines.plans.reading_in.conftest import ABOUT, PLAN
from tideturn.engines.plans import models, queries
from tideturn.engines.plans.actions.loading import load_pack
from tideturn.engines.plans.errors import PlanIsStaffs
from tideturn.engines.plans.reading_in import beginning, deciding, publishing
from tideturn.engines.plans.reading_in.bodies import body_of
from tideturn.engines.plans.reading_in.comparing import comparison_of
from tideturn.engines.plans.reading_in.errors import NotReadyToPublish, PublishedUnread, ReadingOver
from tideturn.interfaces.api.plans.values import KEBAB
from tideturn.methods.wording.likeness.editions import Change

TODAY = date(2026, 6, 1)


def test_publish_refuses_while_a_draft_is_undecided(read_in, accept_all, publisher):
    """The planted fault: everything was accepted, and one draft comes to be undecided again behind the page's back."""
    reading = read_in()
    accept_all(reading)
    models.PlanDraft.objects.filter(reading_in=reading, order=3).update(decision="", decided_by="", decided_at=None)

    with pytest.raises(PublishedUnread, match="1 draft is"), transaction.atomic():
        publishing.publish(reading_id=reading.pk, by=publisher)

    assert not models.Plan.objects.filter(pk=ABOUT.plan_slug).exists()


def test_doubts_of_the_reading_are_settled_by_whoever_accepts_and_are_not_published(read_in, accept_all, publisher):
    reading = read_in()
    accept_all(reading)
    assert models.PlanDraft.objects.filter(reading_in=reading).exclude(doubts=[]).exists()

    done = publishing.publish(reading_id=reading.pk, by=publisher)

    assert not models.Commitment.objects.filter(plan=done.plan).exclude(doubts=[]).exists()
    assert models.PlanDraft.objects.filter(reading_in=reading).exclude(doubts=[]).exists(), "the drafts keep theirs"


def test_doubts_published_before_are_taken_from_plans_of_staff_alone(read_in, accept_all, publisher):
    reading = read_in()
    accept_all(reading)
    plan = publishing.publish(reading_id=reading.pk, by=publisher).plan
    models.Commitment.objects.update(doubts=["No owner was found in the words."])

    import_module("tideturn.engines.plans.migrations.0013_doubts_that_were_settled").settle(apps, None)

    doubted = models.Commitment.objects.exclude(doubts=[])
    assert doubted.exists()
    assert not doubted.filter(plan=plan).exists()


def test_publish_makes_a_plan_like_any_other(read_in, accept_all, publisher):
    reading = read_in()
    dropped = models.PlanDraft.objects.get(reading_in=reading, order=3)
    deciding.drop(draft_id=dropped.pk, reason="Said in draft 1.", by=publisher)
    accept_all(reading)

    done = publishing.publish(reading_id=reading.pk, by=publisher)

    assert (done.plan.pk, done.commitments) == (ABOUT.plan_slug, 3)
    item = queries.commitment(ABOUT.plan_slug, "HP-001", TODAY)
    assert (item.title, item.due_date, item.timing) == (
        "The Government of Estmark should give a kit to everyone who asks",
        date(2030, 12, 31),
        "not_yet_due",
    )
    assert item.acceptance_value == "accepted", "its maker promised it"
    quotation = item.quotations.get()
    assert quotation.wording.endswith("at a harbour door by December 2030.")
    assert (quotation.attachment.sha256, quotation.attachment.document.address) == (reading.file_id, ABOUT.address)
    assert (
        queries.commitment(ABOUT.plan_slug, "HP-002", TODAY).parties.get(role="owner").organisation.name == "Quay Watch"
    )
    assert ABOUT.plan_slug in {plan.pk for plan in queries.plans(TODAY)}
    assert queries.register(TODAY, queries.RegisterFilters(words="harbour nurse")).get().local_id == "HP-003"


def test_publish_is_all_or_nothing(read_in, accept_all, publisher, monkeypatch):
    reading = read_in()
    accept_all(reading)
    monkeypatch.setattr(publishing, "suggest", lambda plan: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        publishing.publish(reading_id=reading.pk, by=publisher)

    assert not models.Plan.objects.filter(pk=ABOUT.plan_slug).exists()
    assert not models.Organisation.objects.filter(name="Quay Watch").exists()


def test_publish_says_all_that_is_missing(read_in, accept_all, publisher):
    reading = read_in(PLAN, None)
    accept_all(reading)

    with pytest.raises(NotReadyToPublish) as refused, transaction.atomic():
        publishing.publish(reading_id=reading.pk, by=publisher)

    assert refused.value.missing == ("Say first what plan it is.", "Say when the plan was published.")


def test_publish_refuses_an_id_that_is_taken_and_a_plan_of_nothing(read_in, publisher):
    reading = read_in(PLAN, ABOUT)
    models.ReadingIn.objects.filter(pk=reading.pk).update(plan_slug="answer-2023")
    for draft in models.PlanDraft.objects.filter(reading_in=reading):
        deciding.drop(draft_id=draft.pk, reason="x", by=publisher)

    with pytest.raises(NotReadyToPublish) as refused, transaction.atomic():
        publishing.publish(reading_id=reading.pk, by=publisher)

    assert len(refused.value.missing) == 2


def test_nothing_is_published_before_its_day(read_in, accept_all, publisher):
    reading = read_in(PLAN, replace(ABOUT, published=timezone.localdate() + timedelta(days=1)))
    accept_all(reading)

    with pytest.raises(NotReadyToPublish, match="still to come"), transaction.atomic():
        publishing.publish(reading_id=reading.pk, by=publisher)


@pytest.mark.parametrize(
    ("plan_id", "prefix"),
    [("harbour-plan-2026", "HP"), ("2026", "P"), ("-".join("abcdefghijklmnopqrstuvwxyz"), "ABCDEFGHIJ")],
)
def test_prefix_is_of_the_initials_and_short(register, plan_id, prefix):
    assert publishing.prefix_for(plan_id) == prefix


def test_prefix_that_is_used_goes_on_by_letters_alone(register, monkeypatch):
    used = {"HP", *(f"HP{letter}" for letter in ascii_uppercase)}
    monkeypatch.setattr(publishing, "_is_used", lambda prefix: prefix in used)

    assert publishing.prefix_for("harbour-plan-2026") == "HPAA"


@pytest.mark.parametrize("name", [f"{'w' * 69} House", "Harbour__Watch - of - Quay", "漢字", "_"])
def test_body_that_is_new_gets_an_id_that_the_api_takes(register, name):
    assert re.fullmatch(KEBAB, body_of(name))


def test_what_is_published_is_over(read_in, accept_all, publisher):
    reading = read_in()
    accept_all(reading)
    publishing.publish(reading_id=reading.pk, by=publisher)

    with pytest.raises(ReadingOver):
        deciding.accept(draft_id=models.PlanDraft.objects.filter(reading_in=reading).first().pk, by=publisher)


def test_a_load_of_the_pack_leaves_the_plan_untouched(read_in, accept_all, publisher, example_pack):
    reading = read_in()
    accept_all(reading)
    publishing.publish(reading_id=reading.pk, by=publisher)
    before = rows()

    changes = load_pack(pack=example_pack, by="test")

    assert changes.total == 0
    assert rows() == before


def rows() -> list[list[dict]]:
    held = (
        models.Plan,
        models.Section,
        models.Commitment,
        models.Party,
        models.Quotation,
        models.Link,
        models.Document,
    )
    return [sorted(model.objects.values(), key=repr) for model in (*held, models.LinkSuggestion, models.Organisation)]


def test_a_pack_with_a_plan_of_the_same_id_is_refused(read_in, accept_all, publisher, example_pack):
    models.Plan.objects.filter(pk="answer-2023").update(origin="staff")

    with pytest.raises(PlanIsStaffs):
        load_pack(pack=example_pack, by="test")


def test_parts_hang_on_the_nearest_whole_that_was_accepted(read_in, accept_all, publisher):
    reading = read_in()
    first, second, third = models.PlanDraft.objects.filter(reading_in=reading).order_by("order")[:3]
    models.PlanDraft.objects.filter(pk=second.pk).update(parent=first)
    models.PlanDraft.objects.filter(pk=third.pk).update(parent=second)
    deciding.drop(draft_id=second.pk, reason="x", by=publisher)
    accept_all(reading)

    publishing.publish(reading_id=reading.pk, by=publisher)

    assert queries.commitment(ABOUT.plan_slug, "HP-002", TODAY).parent.local_id == "HP-001"


def test_a_new_edition_is_shown_beside_the_old_and_takes_its_place(read_in, accept_all, publisher):
    reading = read_in()
    accept_all(reading)
    publishing.publish(reading_id=reading.pk, by=publisher)
    newer = PLAN.replace("December 2030", "December 2032").replace("at night and on holidays", "at night")
    newer = newer.replace("## Counting", "- Every captain carries a lamp.\n\n## Counting").replace(
        "- Harbour Lights should publish a count of the kits each year. It should train a nurse in every harbour.\n", ""
    )
    about = beginning.About(
        **{
            **ABOUT.__dict__,
            "plan_slug": "harbour-plan-2-2026",
            "published": date(2026, 3, 1),
            "edition_of": ABOUT.plan_slug,
        }
    )
    later = read_in(newer, about)

    compared = comparison_of(later)

    assert [(row.old and row.old.local_id, row.new and row.new.order, set(row.changes)) for row in compared.rows] == [
        ("HP-001", 1, {Change.REWORDED, Change.POSTPONED}),
        ("HP-002", 2, {Change.REWORDED}),
        ("HP-003", 3, {Change.SAME}),
        (None, 4, {Change.ADDED}),
        ("HP-004", None, {Change.DROPPED}),
    ]
    accept_all(later)
    publishing.publish(reading_id=later.pk, by=publisher)
    links = models.Link.objects.filter(later__plan="harbour-plan-2-2026").order_by("later__order")
    assert [(link.later.local_id, link.relation, link.earlier.local_id) for link in links] == [
        ("HPA-001", "supersedes", "HP-001"),
        ("HPA-002", "supersedes", "HP-002"),
        ("HPA-003", "restates", "HP-003"),
    ]
    assert models.Plan.objects.get(pk=ABOUT.plan_slug).state == "superseded"
