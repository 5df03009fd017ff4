"""What stands above every page about a case: its reference, where it stands, who it is about, and the way back."""

import uuid
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.engines.people.record import queries as people
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.rows import name_of
from tideturn.interfaces.workspace.reading import Opened


@dataclass(frozen=True)
class Crumb:
    """One step of the way back."""

    label: str
    href: str


@dataclass(frozen=True)
class Head:
    """A case in one line; `person` is whose name that line tells, for the audit."""

    reference: str
    href: str
    stage: str
    who: str
    person: uuid.UUID | None
    trail: tuple[Crumb, ...]


def head_of(found: Opened) -> Head:
    """Return the line of a case. Audit the read."""
    case = found.case
    known = people.people([case.person]) if case.person else {}
    identity = known.get(case.person) if case.person else None
    href = addresses.of_case(case.id)
    return Head(
        reference=case.reference,
        href=href,
        stage=found.pathway.stage(case.stage).title,
        who=name_of(identity),
        person=case.person if identity else None,
        trail=(Crumb(_("My cases"), reverse("my-cases")), *((Crumb(case.reference, href),) if href else ())),
    )
