"""Plans as the contract shows them."""

from dataclasses import asdict
from datetime import date
from typing import Any

from tideturn.engines.plans import money, queries
from tideturn.engines.plans.words import Nature, Precision
from tideturn.interfaces.api.plans.presenters.parts import BASE, document_item, money_totals, organisation_name
from tideturn.interfaces.api.plans.shapes import plan as shape


def plan_item(plan: Any, day: date) -> shape.PlanItem:
    """Return a plan as it was on a day; it needs its `commitment_count`."""
    state = plan.state_on(day)
    return shape.PlanItem(
        id=plan.id,
        title=plan.title,
        short_title=plan.short_title,
        publisher=organisation_name(plan.publisher),
        nature=Nature(plan.nature),
        state=state,
        state_since=plan.state_since if state == plan.state else None,
        published=plan.published,
        published_precision=Precision(plan.published_precision),
        position_as_at=plan.position_as_at,
        commitment_count=plan.commitment_count,
        href=f"/plans/{plan.id}/",
        api_href=f"{BASE}/plans/{plan.id}/",
    )


def plan_answer(plan: Any, day: date) -> shape.PlanAnswer:
    """Return a plan with its sections, documents, counts and money."""
    item = plan_item(plan, day)
    return shape.PlanAnswer(
        **dict(item),
        as_of=day,
        state_reason=(plan.state_reason or None) if item.state_since else None,
        sections=[shape.SectionItem(id=section.slug, title=section.title) for section in plan.sections.all()],
        documents=[document_item(document) for document in queries.documents(day).filter(plan=plan.id)],
        counts=shape.Counts(**asdict(queries.counts(day, plan.id))),
        money=money_totals(money.totals(day, plan_id=plan.id)),
        commitments_href=f"{BASE}/commitments/?plan={plan.id}",
    )
