"""Which persons of the record are one at present: those that standing joinings lead to."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from tideturn.engines.people.record.history import Amendment, History, Telling
from tideturn.engines.people.record.models import Correction, Joining, Person, Statement
from tideturn.engines.people.record.values import value_of


def histories(person_ids: Iterable[UUID]) -> list[History]:
    """Return the history of everybody whom these persons are parts of, as far as whoever acts may see."""
    pairs = standing_pairs(person_ids)
    ids = {*person_ids, *(person_id for pair in pairs for person_id in pair)}
    people = {person.pk: person for person in Person.objects.filter(pk__in=ids)}
    tellings = [telling_of(row) for row in Statement.objects.filter(person_id__in=people)]
    amendments = [amendment_of(row) for row in Correction.objects.filter(person_id__in=people)]
    return [_history(group, people, tellings, amendments) for group in _groups(people, pairs)]


def standing_pairs(person_ids: Iterable[UUID]) -> set[tuple[UUID, UUID]]:
    """Return every pair that a standing joining makes one, starting from some persons and going on from each."""
    pairs: set[tuple[UUID, UUID]] = set()
    known: set[UUID] = set()
    new = set(person_ids)
    while new:
        known |= new
        touching = Joining.objects.filter(Q(person_a__in=new) | Q(person_b__in=new), separation=None)
        found = set(touching.values_list("person_a_id", "person_b_id"))
        pairs |= found
        new = {person_id for pair in found for person_id in pair} - known
    return pairs


def _groups(people: dict[UUID, Person], pairs: set[tuple[UUID, UUID]]) -> list[list[Person]]:
    """Return the persons in groups of one identity each, the eldest first in each: it lends the identity its id."""
    group_of = {person_id: {person_id} for person_id in people}
    for one, other in pairs:
        if one in group_of and other in group_of and group_of[one] is not group_of[other]:
            group_of[one] |= group_of[other]
            group_of.update(dict.fromkeys(group_of[other], group_of[one]))
    distinct = {id(group): group for group in group_of.values()}.values()
    return [sorted((people[i] for i in group), key=lambda person: (person.made_at, person.pk)) for group in distinct]


def _history(
    group: list[Person], people: dict[UUID, Person], tellings: list[Telling], amendments: list[Amendment]
) -> History:
    ids = tuple(person.pk for person in group)
    return History(
        person_id=ids[0],
        part_ids=ids,
        created_at=group[0].made_at,
        tellings=tuple(telling for telling in tellings if telling.person_id in ids),
        amendments=tuple(amendment for amendment in amendments if amendment.person_id in ids),
    )


def telling_of(row: Statement) -> Telling:
    """Return a kept statement as a value."""
    return Telling(
        id=row.pk,
        person_id=row.person_id,
        details=row.details(),
        told_by=row.told_by,
        told_at=row.made_at,
        report_id=row.report_id,
        occurred_at=row.occurred_at,
        by_name=row.by_name,
    )


def amendment_of(row: Correction) -> Amendment:
    """Return a kept correction as a value."""
    return Amendment(
        id=row.pk,
        person_id=row.person_id,
        field=row.field,
        value=value_of(row.field, row.value),
        made_at=row.made_at,
        by_name=row.by_name,
        reason=row.reason,
    )
