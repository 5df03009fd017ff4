"""A register of thousands: the plans of a pack, each as many times as it takes, under names of its own."""

from collections.abc import Iterator
from dataclasses import replace

from tideturn.packs.schema.link import Link
from tideturn.packs.schema.pack import Pack
from tideturn.packs.schema.plan import Plan


def multiplied(pack: Pack, commitments: int) -> Pack:
    """Return a pack with at least so many commitments, made of copies of its plans and of the links between them."""
    times = -(-commitments // sum(len(plan.commitments) for plan in pack.plans))
    plans = (_plan(plan, number) for number in range(times) for plan in pack.plans)
    links = (link for number in range(times) for link in _links(pack, number))
    return replace(pack, plans=tuple(plans), links=tuple(links), editions=(), themes=())


def _plan(plan: Plan, number: int) -> Plan:
    commitments = [
        one.model_copy(update={"id": _called(one.id, number), "parent": one.parent and _called(one.parent, number)})
        for one in plan.commitments
    ]
    return plan.model_copy(update={"id": _called(plan.id, number), "commitments": tuple(commitments)})


def _links(pack: Pack, number: int) -> Iterator[Link]:
    for link in pack.links:
        ends = {"from_": _called(link.from_, number), "to": _called(link.to, number)}
        yield link.model_copy(update={"id": _called(link.id, number), **ends})


def _called(name: str, number: int) -> str:
    return f"{name}-{number}" if number else name
