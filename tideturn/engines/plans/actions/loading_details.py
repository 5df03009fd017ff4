"""The part of loading that concerns what became of commitments: answers, positions and money."""

from collections.abc import Iterable, Iterator
from operator import attrgetter

from tideturn.engines.plans.actions.loading_commitments import Numbers, numbers_of
from tideturn.engines.plans.actions.synchronising import Changes, Row, synchronise
from tideturn.engines.plans.letters import without_accents
from tideturn.engines.plans.models import Acceptance, Commitment, Money, Position, Response
from tideturn.engines.plans.words import OWN_PROMISE, AcceptanceValue, Basis, Origin
from tideturn.packs.schema import plan as shape
from tideturn.packs.schema.pack import Pack


def load_details(pack: Pack) -> Changes:
    """Make the register hold the pack's answers, positions and sums."""
    numbers = numbers_of(pack)
    plans = [plan.id for plan in pack.plans]
    ours = {"commitment__plan__in": plans, "origin": Origin.PACK}
    changes = synchronise(
        Acceptance.objects.filter(**ours),
        _rows(pack, numbers, _acceptance_rows),
        key=("commitment_id", "stated_on", "value"),
    )
    changes += synchronise(
        Response.objects.filter(**ours),
        _rows(pack, numbers, _response_rows),
        key=("commitment_id", "by_id", "document_id"),
    )
    changes += synchronise(
        Position.objects.filter(**ours),
        _rows(pack, numbers, _position_rows),
        key=("commitment_id", "stated_on", "source"),
    )
    return changes + _load_money(pack, numbers)


def _rows(pack: Pack, numbers: Numbers, rows_of) -> list[Row]:  # type: ignore[no-untyped-def]
    return [
        {"commitment_id": numbers[plan.id, item.id]} | row
        for plan in pack.plans
        for item in plan.commitments
        for row in rows_of(pack, plan, item)
    ]


def _acceptance_rows(pack: Pack, plan: shape.Plan, item: shape.Commitment) -> Iterator[Row]:
    answer = item.acceptance
    if answer is None and _is_the_makers_own(plan, item):
        yield _makers_own_acceptance(pack, plan, item)
    elif answer is not None:
        yield {
            "value": answer.value.value,
            "by_id": pack.organisation_by_name[answer.by].id if answer.by else None,
            "stated_on": answer.on,
            "document_id": answer.document,
            "basis": answer.basis.value,
            "reason": answer.reason,
            "origin": Origin.PACK.value,
        }


def _is_the_makers_own(plan: shape.Plan, item: shape.Commitment) -> bool:
    """Return whether the maker promised it: in a promising plan, or as a promise inside an answer."""
    quoted_from_others = bool(item.made_by) and item.made_by != plan.made_by
    return (
        not quoted_from_others and plan.nature is not shape.Nature.ASKED and item.kind is not shape.Kind.RECOMMENDATION
    )


def _makers_own_acceptance(pack: Pack, plan: shape.Plan, item: shape.Commitment) -> Row:
    maker = (item.made_by or plan.made_by)[0]
    return {
        "value": AcceptanceValue.ACCEPTED.value,
        "by_id": pack.organisation_by_name[maker].id,
        "stated_on": plan.published,
        "document_id": plan.documents[0],
        "basis": Basis.STATED.value,
        "reason": OWN_PROMISE.format(maker=maker),
        "origin": Origin.PACK.value,
    }


def _response_rows(pack: Pack, plan: shape.Plan, item: shape.Commitment) -> Iterator[Row]:
    answer = item.acceptance
    if item.kind is shape.Kind.RECOMMENDATION and answer and answer.by and answer.reason:
        yield {
            "by_id": pack.organisation_by_name[answer.by].id,
            "stated_on": answer.on,
            "document_id": answer.document,
            "summary": answer.reason,
            "origin": Origin.PACK.value,
        }


def _position_rows(pack: Pack, plan: shape.Plan, item: shape.Commitment) -> Iterator[Row]:
    documents = {document.id: document for document in pack.documents}
    if item.status:
        # What is asked of others is answered in their document: the position is its publisher's, not the asker's.
        printed_in = documents[item.status.document]
        yield _position(
            status=item.status.value.value,
            as_written=item.status.as_written,
            stated_on=item.status.as_at,
            by_id=pack.organisation_by_name[printed_in.publisher].id,
            source=printed_in.title,
            document_id=printed_in.id,
        )
    for position in item.positions:
        yield _position(
            status=position.status.value if position.status else "",
            stated_on=position.on,
            by_id=pack.organisation_by_name[position.by].id if position.by else None,
            note=position.note,
            source=position.source,
            document_id=position.document,
            address=position.address or "",
        )


def _position(**values: object) -> Row:
    blank = {"as_written": "", "note": "", "address": "", "origin": Origin.PACK.value}
    return blank | values


def _load_money(pack: Pack, numbers: Numbers) -> Changes:
    held = Money.objects.filter(commitment__plan__in=[plan.id for plan in pack.plans])
    changes = synchronise(held, _rows(pack, numbers, _money_rows), key=("commitment_id", "key"))
    keys = {(money.commitment_id, money.key): money for money in held.all()}
    moved = []
    for plan in pack.plans:
        for item in plan.commitments:
            for sum_named in item.money:
                money = keys[numbers[plan.id, item.id], sum_named.id]
                whole = keys[money.commitment_id, sum_named.part_of].pk if sum_named.part_of else None
                if money.part_of_id != whole:
                    money.part_of_id = whole
                    moved.append(money)
    Money.objects.bulk_update(moved, ["part_of_id"])
    return changes


def _money_rows(pack: Pack, plan: shape.Plan, item: shape.Commitment) -> Iterator[Row]:
    for money in item.money:
        yield {
            "key": money.id,
            "as_written": money.as_written,
            "amount": money.amount,
            "currency": money.currency,
            "per": money.per or "",
            "bound": money.bound.value if money.bound else "",
            "not_added": money.not_added,
            "recipient_id": pack.organisation_by_name[money.to].id if money.to else None,
            "purpose": money.purpose,
            "period_start": money.period_start,
            "period_end": money.period_end,
            "document_id": money.document or plan.documents[0],
        }


def refresh_search_text(pack: Pack) -> Changes:
    """Rewrite what a pack's commitments can be found by; it follows from the rows and is no change of its own."""
    rewrite_search_text(plan.id for plan in pack.plans)
    return Changes()


def rewrite_search_text(plan_ids: Iterable[str]) -> None:
    """Rewrite what the commitments of some plans can be found by, where it differs.

    A commitment is found by its title, wording, section, condition and everybody named in it.
    """
    rows = Commitment.objects.filter(plan__in=list(plan_ids)).select_related("section", "plan")
    changed = []
    for item in rows.prefetch_related("quotations", "parties__organisation__other_names"):
        text = _search_text(item)
        if text != item.search_text:
            item.search_text = text
            changed.append(item)
    Commitment.objects.bulk_update(changed, ["search_text"], batch_size=500)


def _search_text(item: Commitment) -> str:
    parts = [item.local_id, item.title, item.plan.short_title, item.condition]
    parts += [item.section.title] if item.section else []
    # In an order of their own: that of the database is another from day to day, and would be written as a change.
    parts += [quotation.wording for quotation in sorted(item.quotations.all(), key=attrgetter("pk"))]
    for party in sorted(item.parties.all(), key=attrgetter("role", "order", "pk")):
        parts += [party.organisation.name, *sorted(name.name for name in party.organisation.other_names.all())]
    return without_accents(" ".join(part for part in dict.fromkeys(parts) if part))
