"""Whether two in the record cannot well be the same person, whatever else brought them together."""

from uuid import UUID

from tideturn.engines.people.record.matching.comparing import compared
from tideturn.engines.people.record.matching.traits import traits_of
from tideturn.engines.people.record.queries import person


def speaks_against(one: UUID, other: UUID) -> bool:
    """Return whether what is known of two persons contradicts their being one: number, birth date or given name."""
    first, second = (traits_of(person(person_id).details) for person_id in (one, other))
    found = compared(first, second)
    has_other_number = bool(first.chi and second.chi and first.chi != second.chi)
    has_other_name = found.given is False and not found.is_name_swapped
    return has_other_number or found.is_birth_date_contrary or has_other_name
