"""Decide what becomes of an entry: it stays and is right, or it is shown no more, for a reason."""

import uuid

from django.db import transaction
from django.utils import timezone

from tideturn.engines.directory.actions.projecting import project_services
from tideturn.engines.directory.actions.saying import say
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.ours import OURS_FIELD, WHOLE
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit

NOBODY_CONFIRMED = "Nobody has said for too long that it is still right."


@transaction.atomic
def confirm(*, service_id: uuid.UUID, by: Actor, how: str = "in the workspace") -> None:
    """Say that an entry is right today; one that was shown no more only for its age is shown again."""
    today = timezone.localdate().isoformat()
    say(service_id=service_id, content={"assured_date": today}, name="still right", by=by)
    _write_down(service_id, "directory.confirmed", by, how=how)


@transaction.atomic
def keep(*, service_id: uuid.UUID, by: Actor) -> None:
    """Keep a service that no source lists any more: from now on we list it ourselves, as it stands, checked today."""
    service = Service.objects.select_for_update().get(pk=service_id)
    today = timezone.localdate().isoformat()
    said = {**service.document, "assured_date": today, OURS_FIELD: {WHOLE: True}}
    say(service_id=service_id, content=said, name="kept", by=by)
    _write_down(service_id, "directory.kept", by)


@transaction.atomic
def withdraw(*, service_id: uuid.UUID, because: str, by: Actor, is_by_age: bool = False) -> None:
    """Show a service no more, for a reason; it stays in the directory's memory and can be brought back."""
    Service.objects.filter(pk=service_id).update(
        withdrawn_at=timezone.now(), withdrawn_because=because[:500], is_withdrawn_by_age=is_by_age
    )
    project_services([service_id])
    _write_down(service_id, "directory.withdrawn", by, by_age=is_by_age)


@transaction.atomic
def bring_back(*, service_id: uuid.UUID, by: Actor) -> None:
    """Show a withdrawn service again, checked today."""
    Service.objects.filter(pk=service_id).update(withdrawn_at=None, withdrawn_because="", is_withdrawn_by_age=False)
    confirm(service_id=service_id, by=by)


def _write_down(service_id: uuid.UUID, action: str, by: Actor, **detail: object) -> None:
    audit.record(actor=by, action=action, kind="directory-service", subject=service_id, detail=detail)
