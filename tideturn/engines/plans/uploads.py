"""Tables of statements that were handed in, as they are found."""

import uuid

from django.db.models import Q, QuerySet

from tideturn.engines.plans.errors import NotYours
from tideturn.engines.plans.models import Statement, Upload
from tideturn.engines.plans.speaking import of_whom_one_publishes, publishes_for
from tideturn.engines.plans.words import UploadState
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.access.permissions import has_permission
from tideturn.foundations.access.roles import Permission


def uploads(by: Actor) -> "QuerySet[Upload]":
    """Return the tables that somebody may see: of their own agency, and those they may publish."""
    may_see = Q(pk__in=[])
    if has_permission(by, Permission.PLANS_EDIT):
        may_see |= Q(agency=by.agency_id)
    if has_permission(by, Permission.PLANS_PUBLISH):
        may_see |= of_whom_one_publishes(by) & ~Q(state__in=(UploadState.READ, UploadState.DROPPED))
    return Upload.objects.filter(may_see).select_related("agency")


def upload_of(upload_id: uuid.UUID, by: Actor) -> Upload:
    """Return a table that somebody may see; raise NotYours for every other."""
    found = uploads(by).filter(pk=upload_id).first()
    if found is None:
        raise NotYours
    return found


def waiting(by: Actor) -> "QuerySet[Upload]":
    """Return the tables that somebody may publish, the longest waiting first."""
    found = uploads(by).filter(state=UploadState.SUBMITTED).exclude(uploader=by.user_id)
    return found.order_by("handed_in_at", "id")


def may_publish(upload: Upload, by: Actor) -> bool:
    """Return whether somebody may publish a table; that they did not hand it in is asked apart."""
    return upload.state == UploadState.SUBMITTED and publishes_for(upload.agency_id, by)


def statements_in(upload: Upload) -> "QuerySet[Statement]":
    """Return the statements of a table that waits to be published."""
    return Statement.objects.filter(upload=upload).select_related("commitment__plan", "body", "agency")
