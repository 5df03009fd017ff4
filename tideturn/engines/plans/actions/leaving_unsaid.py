"""Throw away what an agency had begun to say as a body that it speaks for no more."""

from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import Organisation, Statement, Upload
from tideturn.engines.plans.saying import as_values, said_in
from tideturn.engines.plans.words import OPEN_STATES, StatementState, UploadState
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.access.words import System
from tideturn.foundations.audit import actions as audit


def leave_unsaid(body: Organisation, *, besides: str = "", by: Actor) -> None:
    """Throw away what all agencies besides one have begun to say as a body, with the whole tables that it stands in.

    The words stay kept. Asked by nobody but whoever has changed who speaks for the body.
    """
    # A draft is there for its own agency and for this part of the system alone.
    with acting(system_actor(System.PLANS)):
        others = Statement.objects.filter(body=body, area_code="", state__in=OPEN_STATES).exclude(agency=besides)
        left = list(others)
        tables = {one.upload_id for one in left if one.upload_id}
        left += Statement.objects.filter(upload__in=tables, state__in=OPEN_STATES).exclude(body=body)
        decided = {"decided_at": timezone.now(), "decided_by": by.name[:200], "answer": _why(body)}
        Statement.objects.filter(pk__in=[one.pk for one in left]).update(state=StatementState.DROPPED, **decided)
        Upload.objects.filter(pk__in=tables).update(state=UploadState.RETURNED, **decided)
    for one in left:
        detail = {"body": one.body_id, "before": as_values(said_in(one)), "after": None, "why": _why(body)}
        audit.record(actor=by, action="plans.statement-left", kind="plans-statement", subject=one.pk, detail=detail)


def _why(body: Organisation) -> str:
    return _("Your agency does not speak for %(body)s any more.") % {"body": body.name}
