"""Reading cases: on the ground of whoever acts, for the purpose of the pathway, and never without a trace.

What is read is written down last, in the transaction that reads it: the chain of an agency is held from then until the
end. Where it cannot be written down, nothing of what was read leaves the server.
"""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import DatabaseError, OperationalError

from tideturn.engines.pathways import queries
from tideturn.engines.pathways.content import pathway_of
from tideturn.engines.pathways.errors import CaseNotFound
from tideturn.engines.pathways.models import Case
from tideturn.engines.pathways.relations import relations_of
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.models import Team
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.audit.errors import AuditError
from tideturn.foundations.sharing import queries as sharing
from tideturn.foundations.sharing.queries import Ground
from tideturn.foundations.sharing.words import GroundKind
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.pathway import Pathway

# Who answers for a case, looks at it in a meeting or has opened it in an emergency sees how it is handled, too.
SEES_HANDLING = frozenset({GroundKind.HOLDER, GroundKind.MEETING, GroundKind.BREAK_GLASS})


class NotWrittenDown(OperationalError):
    """A read could not be written down; the door answers as when the database is away, and shows nothing of it."""


@dataclass(frozen=True)
class Opened:
    """A case as one may see it: who looks, for which purpose, and on what ground."""

    case: Case
    by: Actor
    pathway: Pathway
    ground: Ground

    @property
    def sees_handling(self) -> bool:
        """Return whether the team's own business is theirs to see; it is not where only a part was shared with them."""
        return self.ground.kind in SEES_HANDLING

    @property
    def relations(self) -> frozenset[str]:
        """Return how they stand to the case; nothing for one with whom it was only shared."""
        return relations_of(self.by, self.case)


@contextmanager
def opened(by: Actor, case_id: uuid.UUID) -> Iterator[Opened]:
    """Give a case to the one who acts, for its purpose; raise NotHere alike where it is hidden and where it is not."""
    for purpose in purposes():
        with acting(by.for_purpose(purpose)) as actor:
            found = _found(case_id, purpose, actor)
            if found:
                yield found
                return
    raise NotHere


def purposes() -> tuple[str, ...]:
    """Return the purposes for which the country's pathways keep cases."""
    return tuple(sorted({pathway.purpose for pathway in load_pathways()}))


def _found(case_id: uuid.UUID, purpose: str, actor: Actor) -> Opened | None:
    try:
        case = queries.case(case_id)
    except CaseNotFound:
        return None
    pathway, ground = pathway_of(case.pathway), sharing.ground(case_id)
    return Opened(case, actor, pathway, ground) if ground and pathway.purpose == purpose else None


def team_ids_of(actor: Actor) -> tuple[uuid.UUID, ...]:
    """Return the teams whose cases are the actor's to see: their own, or all of the agency."""
    if not actor.sees_whole_agency:
        return actor.team_ids
    return tuple(Team.objects.filter(agency_id=actor.agency_id).order_by("name", "pk").values_list("pk", flat=True))


def write_down_case(found: Opened, page: str, person: uuid.UUID | None = None) -> None:
    """Write down that a case was read, and its person where the page tells who it is."""
    detail = {"page": page, "ground": found.ground.kind.value}
    with or_nothing():
        audit.record(actor=found.by, action="read case", kind="case", subject=found.case.id, detail=detail)
        if person:
            audit.record(actor=found.by, action="read person", kind="person", subject=person, detail=detail)


def write_down_list(by: Actor, page: str, case_ids: Iterable[uuid.UUID], people: Iterable[uuid.UUID] = ()) -> None:
    """Write down each case that a list showed, on which ground, and each person whom it showed by name."""
    by_ground, named = _by_ground(by, list(case_ids)), list(people)
    with or_nothing():
        for ground, shown in by_ground.items():
            detail = {"page": page, **({"ground": ground} if ground else {})}
            audit.record_each(actor=by, action="read in a list", kind="case", subjects=shown, detail=detail)
        if named:
            audit.record_each(actor=by, action="read name", kind="person", subjects=named, detail={"page": page})


def _by_ground(by: Actor, case_ids: Sequence[uuid.UUID]) -> dict[str, list[uuid.UUID]]:
    """Return cases by the ground on which they are seen; nothing for those of which only a notice told."""
    grounds = sharing.kinds_of_grounds(case_ids) if case_ids else {}
    for purpose in purposes():
        # Whoever answers for a case needs no purpose to be seen to; all others see it for its own.
        if others := [one for one in case_ids if one not in grounds]:
            with acting(by.for_purpose(purpose)):
                grounds |= sharing.kinds_of_grounds(others)
    found: dict[str, list[uuid.UUID]] = {}
    for one in case_ids:
        found.setdefault(grounds[one].value if one in grounds else "", []).append(one)
    return found


@contextmanager
def or_nothing() -> Iterator[None]:
    """Answer as when the database is away, and show nothing, where what is done here cannot be written down."""
    try:
        yield
    except (DatabaseError, AuditError) as error:
        raise NotWrittenDown("A read could not be written down, so nothing is shown of it.") from error
