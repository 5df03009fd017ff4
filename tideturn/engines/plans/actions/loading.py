"""Load a country's pack into the register; running it again changes only what the pack changed."""

from collections.abc import Callable, Iterator, Mapping

from django.db import transaction

from tideturn.engines.plans.actions.loading_commitments import load_commitments
from tideturn.engines.plans.actions.loading_details import load_details, refresh_search_text
from tideturn.engines.plans.actions.synchronising import Changes, Row, synchronise
from tideturn.engines.plans.errors import PlanIsStaffs
from tideturn.engines.plans.history import because
from tideturn.engines.plans.models import (
    Document,
    Link,
    LinkSuggestion,
    Organisation,
    OrganisationName,
    Plan,
    Section,
    Succession,
)
from tideturn.engines.plans.models.commitment import Commitment
from tideturn.engines.plans.words import Origin
from tideturn.packs.schema.link import Origin as Judged
from tideturn.packs.schema.pack import Pack

# What a load says of itself as it goes, for whoever watches.
STEPS = ("organisations", "plans", "documents", "commitments", "answers, positions and money", "lineage", "search")


@transaction.atomic
def load_pack(*, pack: Pack, by: str, on_step: Callable[[str], None] = lambda words: None) -> Changes:
    """Make the register hold what a pack says, in one transaction; what staff wrote is left alone.

    `on_step` is called with each of STEPS as it begins.
    """
    parts = (
        _load_organisations,
        _load_plans,
        _load_documents,
        load_commitments,
        load_details,
        _load_links,
        refresh_search_text,
    )
    changes = Changes()
    with because(by=by, reason=f"loaded from the pack {pack.description.id}"):
        for words, part in zip(STEPS, parts, strict=True):
            on_step(words)
            changes += part(pack)
    return changes


def _load_organisations(pack: Pack) -> Changes:
    # Organisations are only added and changed, never removed: staff's own rows may point at them.
    held = Organisation.objects.filter(id__in=[item.id for item in pack.organisations])
    changes = synchronise(held, list(_organisation_rows(pack)), key=("id",))
    names: list[Row] = [
        {"organisation_id": item.id, "name": name} for item in pack.organisations for name in item.aliases
    ]
    successions: list[Row] = [
        {"predecessor_id": item.id, "successor_id": heir.id, "on": heir.on, "source": heir.source}
        for item in pack.organisations
        for heir in item.successors
    ]
    changes += synchronise(OrganisationName.objects.all(), names, key=("name",))
    return changes + synchronise(Succession.objects.all(), successions, key=("predecessor_id", "successor_id"))


def _organisation_rows(pack: Pack) -> Iterator[Row]:
    for item in pack.organisations:
        yield {
            "id": item.id,
            "name": item.name,
            "kind": item.kind,
            "is_generic": item.generic,
            "is_proposed": item.is_proposed,
            "exists_from": item.exists_from,
            "exists_until": item.exists_until,
            "note": item.note,
            "address": item.address or "",
        }


def _load_plans(pack: Pack) -> Changes:
    _refuse_plans_of_staff(pack)
    ids = [plan.id for plan in pack.plans]
    changes = synchronise(Plan.objects.filter(id__in=ids), list(_plan_rows(pack)), key=("id",))
    sections: list[Row] = [
        {"plan_id": plan.id, "slug": section.id, "title": section.title, "order": order}
        for plan in pack.plans
        for order, section in enumerate(plan.sections)
    ]
    return changes + synchronise(Section.objects.filter(plan__in=ids), sections, key=("plan_id", "slug"))


def _plan_rows(pack: Pack) -> Iterator[Row]:
    for plan in pack.plans:
        yield {
            "id": plan.id,
            "title": plan.title,
            "short_title": plan.short_title,
            "publisher_id": pack.organisation_by_name[plan.publisher].id,
            "nature": plan.nature.value,
            "state": plan.state.value,
            "state_since": plan.state_since,
            "state_reason": plan.state_reason,
            "published": plan.published,
            "published_precision": plan.published_precision.value,
            "position_as_at": plan.position_as_at,
            "layout": plan.layout,
        }


def _load_documents(pack: Pack) -> Changes:
    rows = [
        {
            "id": item.id,
            "plan_id": item.plan,
            "title": item.title,
            "publisher_id": pack.organisation_by_name[item.publisher].id,
            "address": item.address or "",
            "published": item.published,
            "published_precision": item.published_precision.value,
            "licence": item.licence,
            "is_held": item.held,
            "note": item.note,
        }
        for item in pack.documents
    ]
    return synchronise(Document.objects.filter(id__in=[row["id"] for row in rows]), rows, key=("id",))


def _refuse_plans_of_staff(pack: Pack) -> None:
    ids = [plan.id for plan in pack.plans]
    found = Plan.objects.filter(origin=Origin.STAFF, id__in=ids).values_list("id", flat=True).first()
    if found is not None:
        raise PlanIsStaffs(found)


def _load_links(pack: Pack) -> Changes:
    """Make the register hold the pack's judged links; what staff accepted stays, unless the pack now says the same."""
    numbers = dict(Commitment.objects.filter(plan__in=[plan.id for plan in pack.plans]).values_list("local_id", "id"))
    rows = list(_link_rows(pack, numbers))
    said = {(row["later_id"], row["earlier_id"], row["relation"]) for row in rows}
    staffs = Link.objects.filter(entered=Origin.STAFF, later__in=numbers.values(), earlier__in=numbers.values())
    doubled = [link.pk for link in staffs if (link.later_id, link.earlier_id, link.relation) in said]
    Link.objects.filter(pk__in=doubled).delete()
    _load_suggestions(pack, numbers)
    return synchronise(Link.objects.filter(entered=Origin.PACK), rows, key=("id",))


def _link_rows(pack: Pack, numbers: Mapping[str, int]) -> Iterator[Row]:
    for link in pack.links:
        if link.origin is Judged.CURATED:
            yield {
                "id": link.id,
                "kind": link.kind.value,
                "later_id": numbers[link.from_],
                "earlier_id": numbers[link.to],
                "relation": link.relation.value,
                "rank": link.rank,
                "confidence": link.confidence.value,
                "why": link.why,
                "origin": link.origin.value,
            }


def _load_suggestions(pack: Pack, numbers: Mapping[str, int]) -> None:
    """Keep what the pack proposes and nobody judged for a person to decide; what was decided stays decided."""
    for link in pack.links:
        if link.origin is Judged.SUGGESTED:
            LinkSuggestion.objects.get_or_create(
                later_id=numbers[link.from_],
                earlier_id=numbers[link.to],
                defaults={"rank": link.rank or 1, "words": link.why[:500]},
            )
