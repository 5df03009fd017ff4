"""The part of loading that concerns commitments themselves and who is named in them."""

from collections.abc import Iterator, Mapping

from tideturn.engines.plans.actions.synchronising import Changes, Row, synchronise
from tideturn.engines.plans.errors import CommitmentsVanished
from tideturn.engines.plans.models import Commitment, Deadline, Party, Section
from tideturn.engines.plans.words import Role
from tideturn.methods.promises.due_windows import DueWindow, WordRule, due_window
from tideturn.packs.schema import plan as shape
from tideturn.packs.schema.pack import Pack

Numbers = Mapping[tuple[str, str], int]


def load_commitments(pack: Pack) -> Changes:
    """Make the register hold the pack's commitments, their tree, the organisations named and the dates in the text."""
    plans = [plan.id for plan in pack.plans]
    for plan in pack.plans:
        _refuse_vanished(plan)
    sections = {(item.plan_id, item.slug): item.pk for item in Section.objects.filter(plan__in=plans)}
    rows = [row for plan in pack.plans for row in _rows(pack, plan, sections)]
    changes = synchronise(Commitment.objects.filter(plan__in=plans), rows, key=("plan_id", "local_id"))
    numbers = numbers_of(pack)
    _hang_on_parents(pack, numbers)
    parties = [row for plan in pack.plans for row in _party_rows(pack, plan, numbers)]
    held = Party.objects.filter(commitment__plan__in=plans)
    changes += synchronise(held, parties, key=("commitment_id", "organisation_id", "role"))
    deadlines: list[Row] = [
        {"commitment_id": numbers[plan.id, item.id], "as_written": deadline.as_written, "due_date": deadline.due}
        for plan in pack.plans
        for item in plan.commitments
        for deadline in item.deadlines
    ]
    dated = Deadline.objects.filter(commitment__plan__in=plans)
    return changes + synchronise(dated, deadlines, key=("commitment_id", "as_written"))


def _refuse_vanished(plan: shape.Plan) -> None:
    held = Commitment.objects.filter(plan=plan.id).values_list("local_id", flat=True)
    vanished = sorted(set(held) - {item.id for item in plan.commitments})
    if vanished:
        raise CommitmentsVanished(plan.id, vanished)


def numbers_of(pack: Pack) -> Numbers:
    """Return the database number of each commitment by plan and local id."""
    rows = Commitment.objects.filter(plan__in=[plan.id for plan in pack.plans])
    return {(plan, local_id): pk for plan, local_id, pk in rows.values_list("plan_id", "local_id", "pk")}


def _rows(pack: Pack, plan: shape.Plan, sections: Mapping[tuple[str, str], int]) -> Iterator[Row]:
    rules = _word_rules(pack, plan)
    for order, item in enumerate(plan.commitments):
        window = _window(plan, item, rules)
        yield {
            "plan_id": plan.id,
            "local_id": item.id,
            "kind": item.kind.value,
            "number": item.number or "",
            "section_id": sections[plan.id, item.section] if item.section else None,
            "title": item.title,
            "order": order,
            "timescale": list(item.timescale),
            "start_date": window.start,
            "due_date": window.due,
            "is_open_ended": window.is_open_ended,
            "due_reasoning": window.reasoning,
            "condition": item.condition,
            "is_new": item.new,
            "is_for_every_area": item.every_area,
            "has_measure": item.measure.exists if item.measure else None,
            "measure_note": item.measure.note if item.measure else "",
            "doubts": list(item.doubts),
        }


def _word_rules(pack: Pack, plan: shape.Plan) -> dict[str, WordRule]:
    table = pack.timescale_rules.get(plan.timescale_rules or "", ())
    return {
        rule.word: WordRule(
            start_months=rule.start.months if rule.start else None,
            due_months=rule.due.months if rule.due else None,
            reason=rule.reason,
        )
        for rule in table
    }


def _window(plan: shape.Plan, item: shape.Commitment, rules: Mapping[str, WordRule]) -> DueWindow:
    return due_window(
        timescale=item.timescale,
        deadlines=tuple(deadline.due for deadline in item.deadlines if deadline.due),
        published=plan.published,
        rules=rules,
    )


def _hang_on_parents(pack: Pack, numbers: Numbers) -> None:
    wanted = {
        numbers[plan.id, item.id]: numbers[plan.id, item.parent] if item.parent else None
        for plan in pack.plans
        for item in plan.commitments
    }
    moved = [item for item in Commitment.objects.filter(pk__in=wanted) if item.parent_id != wanted[item.pk]]
    for item in moved:
        item.parent_id = wanted[item.pk]
    Commitment.objects.bulk_update(moved, ["parent_id"])


def _party_rows(pack: Pack, plan: shape.Plan, numbers: Numbers) -> Iterator[Row]:
    for item in plan.commitments:
        named = {
            Role.MADE_BY: item.made_by or plan.made_by,
            Role.ASKED_OF: item.asked_of,
            Role.OWNER: item.owners,
            Role.OTHER: item.others,
        }
        for role, names in named.items():
            organisations = dict.fromkeys(pack.organisation_by_name[name].id for name in names)
            for order, organisation in enumerate(organisations):
                yield {
                    "commitment_id": numbers[plan.id, item.id],
                    "organisation_id": organisation,
                    "role": role.value,
                    "order": order,
                }
