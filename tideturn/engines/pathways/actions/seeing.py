"""Saying that a notice was seen, by the person or one of the team to whom it was raised."""

import uuid

from django.db import transaction
from django.db.models import Q

from tideturn.engines.pathways.errors import NoticeNotFound
from tideturn.engines.pathways.models import Notice
from tideturn.engines.pathways.moments import database_now
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit


@transaction.atomic
def mark_seen(*, notice_id: uuid.UUID, by: Actor) -> Notice:
    """Take a notice off the list of those to whom it was raised; seen a second time it stays as it was."""
    to_them = Q(to_user=by.user_id) | Q(to_team__in=by.team_ids)
    notice = Notice.objects.select_for_update().filter(to_them, id=notice_id).first()
    if notice is None or by.user_id is None:
        raise NoticeNotFound
    if notice.seen_at is None:
        notice.seen_at, notice.seen_by_id = database_now(), by.user_id
        notice.save(update_fields=["seen_at", "seen_by"])
        audit.record(actor=by, action="notice seen", kind="case", subject=notice.case_id)
    return notice
