"""Who somebody is at present: a pure function of what was told and of what was corrected since."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tideturn.engines.people.record.details import FIELDS, LASTING, PersonDetails
from tideturn.engines.people.record.matching.traits import Traits, traits_of


@dataclass(frozen=True)
class Telling:
    """Details as told once."""

    id: UUID
    person_id: UUID
    details: PersonDetails
    told_by: str
    told_at: datetime
    report_id: UUID | None
    occurred_at: datetime | None
    by_name: str


@dataclass(frozen=True)
class Amendment:
    """One detail as corrected."""

    id: UUID
    person_id: UUID
    field: str
    value: str | date | None
    made_at: datetime
    by_name: str
    reason: str


@dataclass(frozen=True)
class History:
    """All that was told and corrected about one person, in whatever order it is given."""

    person_id: UUID
    part_ids: tuple[UUID, ...]
    created_at: datetime
    tellings: tuple[Telling, ...]
    amendments: tuple[Amendment, ...]

    def present(self) -> PersonDetails:
        """Return the details as they stand: of each the last one told, where no correction stands over it."""
        values: dict[str, Any] = {field: self._present(field) for field in FIELDS}
        if values["chi"] is None and not self._amendment("chi"):
            as_given = _last(telling for telling in self.tellings if telling.details.chi_as_given)
            values |= _chi_as_given(as_given)
        return PersonDetails(**values)

    def told_differently(self) -> tuple[str, ...]:
        """Return the lasting details of which tellings differ and that nobody has put right."""
        told = {field: {getattr(telling.details, field) for telling in self.tellings} - {None} for field in LASTING}
        return tuple(field for field in FIELDS if len(told.get(field, ())) > 1 and not self._amendment(field))

    def versions(self) -> list[Traits]:
        """Return each telling as it is compared once the corrections are made to it."""
        return [traits_of(self._corrected(telling), telling.occurred_at) for telling in self.tellings]

    def _corrected(self, telling: Telling) -> PersonDetails:
        details = telling.details
        for field in FIELDS:
            amendment = self._amendment(field)
            if amendment and _stands_over(amendment, telling):
                details = details.with_value(field, amendment.value)
        return details

    def _present(self, field: str) -> Any:
        telling = _last(telling for telling in self.tellings if getattr(telling.details, field) is not None)
        amendment = self._amendment(field)
        if amendment and (telling is None or _stands_over(amendment, telling)):
            return amendment.value
        return getattr(telling.details, field) if telling else None

    def _amendment(self, field: str) -> Amendment | None:
        of_field = [amendment for amendment in self.amendments if amendment.field == field]
        return max(of_field, key=lambda amendment: (amendment.made_at, amendment.id), default=None)


def _stands_over(amendment: Amendment, telling: Telling) -> bool:
    """Return whether a correction holds against a telling: of what lasts always, of what changes if told before it."""
    return amendment.field in LASTING or telling.told_at <= amendment.made_at


def _last(tellings: Iterable[Telling]) -> Telling | None:
    return max(tellings, key=lambda telling: (telling.told_at, telling.id), default=None)


def _chi_as_given(telling: Telling | None) -> dict[str, str | None]:
    if telling is None:
        return {}
    return {"chi_as_given": telling.details.chi_as_given, "chi_reason": telling.details.chi_reason}
