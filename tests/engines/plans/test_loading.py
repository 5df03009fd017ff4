"""Loading a pack: once, again, after a change, and with a fault in the middle."""

from datetime import date

import pytest
from django.db import IntegrityError
from pghistory.models import Context

from tideturn.engines.plans import models
from tideturn.engines.plans.actions import loading
from tideturn.engines.plans.actions.loading import load_pack
from tideturn.engines.plans.actions.synchronising import Changes
from tideturn.engines.plans.errors import CommitmentsVanished
from tideturn.engines.plans.words import Origin
from tideturn.packs.schema.pack import Pack

DAY = date(2024, 8, 1)


def changed(pack: Pack, **changes) -> Pack:
    """Return a pack with whole lists replaced."""
    from dataclasses import replace

    return replace(pack, **changes)


def with_commitment(pack: Pack, local_id: str, **changes) -> Pack:
    """Return a pack in which one commitment is changed, or left out where nothing is given."""
    plans = []
    for plan in pack.plans:
        items = []
        for item in plan.commitments:
            if item.id != local_id:
                items.append(item)
            elif changes:
                items.append(item.model_copy(update=changes))
        plans.append(plan.model_copy(update={"commitments": tuple(items)}))
    return changed(pack, plans=tuple(plans))


def everything() -> dict[str, list]:
    """Return every row of every table of the register."""
    tables = [getattr(models, name) for name in models.__all__]
    return {table.__name__: list(table.objects.order_by("pk").values()) for table in tables}


def test_load_pack_holds_what_the_pack_says(register, example_pack):
    assert models.Organisation.objects.count() == len(example_pack.organisations)
    assert models.Document.objects.count() == len(example_pack.documents)
    judged = [link for link in example_pack.links if link.origin == "curated"]
    assert models.Link.objects.count() == len(judged) < len(example_pack.links)
    for plan in example_pack.plans:
        held = models.Commitment.objects.filter(plan=plan.id).order_by("order")
        assert [(item.local_id, item.title) for item in held] == [(item.id, item.title) for item in plan.commitments]
    parents = dict(models.Commitment.objects.filter(parent__isnull=False).values_list("local_id", "parent__local_id"))
    assert parents == {"OD-1a": "OD-1", "OD-1b": "OD-1", "OD-1b-i": "OD-1b"}


def test_load_pack_again_touches_nothing(register, example_pack):
    before, history = everything(), Context.objects.count()

    changes = load_pack(pack=example_pack, by="tests")

    assert changes == Changes(0, 0, 0)
    assert everything() == before
    assert Context.objects.count() == history


def test_load_pack_again_touches_nothing_in_the_real_country(scottish_register, scottish_pack):
    assert load_pack(pack=scottish_pack, by="tests").total == 0


def test_load_pack_writes_only_what_the_pack_changed(register, example_pack):
    before = everything()

    changes = load_pack(pack=with_commitment(example_pack, "LR-08", title="Look again at fines"), by="tests")

    assert changes == Changes(added=0, changed=1, removed=0)
    after = everything()
    differing = [row for row in after["Commitment"] if row not in before["Commitment"]]
    assert [row["local_id"] for row in differing] == ["LR-08"]
    others = before.keys() - {"Commitment", "Revision"}
    assert {name: after[name] for name in others} == {name: before[name] for name in others}
    assert after["Revision"] != before["Revision"]


def test_load_pack_makes_what_changed_findable(register, example_pack):
    load_pack(pack=with_commitment(example_pack, "LR-08", title="Look again at penalties"), by="tests")

    found = register.register(DAY, register.RegisterFilters(words="penalty"))

    assert [item.local_id for item in found] == ["LR-08"]


def test_load_pack_refuses_to_lose_a_commitment(register, example_pack):
    with pytest.raises(CommitmentsVanished, match="no longer holds LR-08"):
        load_pack(pack=with_commitment(example_pack, "LR-08"), by="tests")

    assert models.Commitment.objects.filter(local_id="LR-08").exists()


@pytest.mark.parametrize("step", ["load_commitments", "load_details", "_load_links", "refresh_search_text"])
def test_load_pack_with_a_fault_in_the_middle_leaves_nothing(register, example_pack, monkeypatch, step):
    def fail(*args, **kwargs):
        raise RuntimeError("in the middle")

    before = everything()
    organisations = (
        *example_pack.organisations[:-1],
        example_pack.organisations[-1].model_copy(update={"kind": "desk"}),
    )
    monkeypatch.setattr(loading, step, fail)

    with pytest.raises(RuntimeError, match="in the middle"):
        load_pack(pack=changed(example_pack, organisations=organisations), by="tests")

    assert everything() == before


def test_load_pack_whose_rows_the_database_refuses_leaves_nothing(register, example_pack):
    before = everything()
    links = (*example_pack.links, example_pack.links[0].model_copy(update={"id": "X-99"}))

    with pytest.raises(IntegrityError, match="link_is_once"):
        load_pack(pack=changed(example_pack, links=links), by="tests")

    assert everything() == before


def test_load_pack_leaves_alone_what_staff_wrote(register, example_pack):
    item = models.Commitment.objects.get(local_id="LR-01")
    by = {"by_id": "estmark-health-service", "stated_on": date(2024, 7, 1)}
    models.Position.objects.create(commitment=item, status="paused", source="A visit", origin=Origin.STAFF, **by)
    models.Acceptance.objects.create(commitment=item, value="declined", document_id="answer", origin=Origin.STAFF, **by)
    models.Response.objects.create(
        commitment=item, document_id="answer", summary="No longer.", origin=Origin.STAFF, **by
    )
    models.Verdict.objects.create(
        commitment=item,
        value="not_met",
        author="A. Auditor (invented)",
        organisation_id="estmark-audit-office",
        stated_on=date(2024, 7, 2),
        reason="Seen.",
    )
    models.DueDateRevision.objects.create(
        commitment=item,
        due_date=date(2025, 1, 1),
        decided_on=date(2024, 7, 1),
        by_id="government-of-estmark",
        reason="More time",
        source="A letter",
    )
    models.Organisation.objects.create(id="added-by-staff", name="Added by staff", kind="charity")
    before = everything()

    changes = load_pack(pack=example_pack, by="tests")

    assert changes.total == 0
    assert everything() == before


def test_load_pack_does_not_write_over_staff_when_the_pack_changes(register, example_pack):
    item = models.Commitment.objects.get(local_id="LR-05")
    models.Acceptance.objects.create(
        commitment=item,
        value="accepted",
        by_id="government-of-estmark",
        stated_on=date(2024, 7, 1),
        document_id="answer",
        origin=Origin.STAFF,
    )

    load_pack(pack=with_commitment(example_pack, "LR-05", acceptance=None), by="tests")

    assert register.commitment("listening-report-2022", "LR-05", DAY).acceptance_value == "accepted"


def test_position_printed_in_an_answer_is_the_answerers_and_not_the_askers(register):
    printed = models.Position.objects.get(commitment__local_id="LR-01", as_written="Under way")

    assert printed.by_id == "government-of-estmark"


@pytest.mark.parametrize(
    ("local_id", "value", "by", "on"),
    [
        ("FS-001", "accepted", "government-of-estmark", date(2010, 5, 10)),  # its maker's own promise
        ("EA-01", "accepted", "government-of-estmark", date(2023, 2, 1)),  # a promise in an answer
        ("EA-00", "accepted", "government-of-estmark", date(2023, 2, 1)),  # asked by others, answered in words
        ("LR-05", "no_answer_held", None, None),
    ],
)
def test_acceptance_is_stated_or_the_makers_own(register, local_id, value, by, on):
    answer = models.Acceptance.objects.get(commitment__local_id=local_id)

    assert (answer.value, answer.by_id, answer.stated_on) == (value, by, on)


def test_nothing_is_accepted_that_was_only_asked(register):
    assert not models.Acceptance.objects.filter(commitment__local_id__in=["LR-06", "LR-08"]).exists()
    assert register.commitment("listening-report-2022", "LR-08", DAY).acceptance_value == "no_answer_held"
