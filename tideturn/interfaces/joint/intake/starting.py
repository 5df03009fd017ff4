"""Starting a case of any pathway of the pack: who may, by the kind of their agency, and how it is received."""

import json
import uuid
from collections.abc import Mapping
from typing import Any

from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.errors import PermissionMissing
from tideturn.foundations.access.kinds import known_kind
from tideturn.foundations.access.models import Agency
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission
from tideturn.interfaces.joint.intake import receiving
from tideturn.interfaces.joint.intake.report import NearFatalOverdose, digest_of
from tideturn.packs.pathways import load_pathways
from tideturn.packs.schema.pathway import Pathway

DOOR = "start"


def startable(by: Actor) -> tuple[Pathway, ...]:
    """Return the pathways that somebody may start: those that name the kind of their agency."""
    if not has_permission(by, Permission.REPORT):
        return ()
    kind = _kind_of(by)
    # What begins at a listing begins nowhere else: nobody would know which service it asks.
    here = (pathway for pathway in load_pathways() if not pathway.may_start.from_listing)
    return tuple(pathway for pathway in here if kind in pathway.may_start.agency_kinds)


def check_may_start(pathway: Pathway, by: Actor) -> None:
    """Raise PermissionMissing unless somebody may start a pathway."""
    if pathway not in startable(by):
        raise PermissionMissing(by.name, f"start “{pathway.title}”: it is for agencies of other kinds")


def start(
    pathway: Pathway, body: Mapping[str, Any], answers: Mapping[str, Any], *, key: uuid.UUID, by: Actor
) -> dict[str, Any]:
    """Return the receipt of a start, once the case is kept for good; the same again for the same key and body."""
    check_may_start(pathway, by)
    told = NearFatalOverdose.model_validate(body)
    digest = digest_of({"pathway": pathway.id, "answers": answers, "report": told.model_dump(mode="json")})
    sending = receiving.Sending(told, key, digest, DOOR, pathway=pathway.id, answers=answers)
    receipt: dict[str, Any] = json.loads(receiving.receive(sending, sender=by))
    return receipt


def _kind_of(by: Actor) -> str:
    kind = Agency.objects.filter(pk=by.agency_id).values_list("kind", flat=True).first() or ""
    known = known_kind(kind)
    return known.id if known else kind
