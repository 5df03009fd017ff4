"""Clear away what nobody refers to any more: documents that were left, and files of drafts that were thrown away."""

from datetime import datetime, timedelta

from django.apps import apps
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from tideturn.engines.plans.models import Evidence, KeptFile, ReadingIn, StatementFile
from tideturn.engines.plans.words import ReadingState, StatementState
from tideturn.foundations.access.acting import acting, system_actor
from tideturn.foundations.audit import actions as audit

# Somebody may think better of it; after that nobody looks for a document that was left.
LEFT_KEPT_FOR = timedelta(days=30)
# A file is given and referred to in one transaction, and none lasts so long.
UNUSED_KEPT_FOR = timedelta(days=1)
AT_ONCE = 50


def clear_away() -> int:
    """Clear away documents left a month ago and files to which nothing refers; return how many were cleared away.

    What was public once stays, also where its row is gone: the history speaks of it.
    """
    now = timezone.now()
    _let_go()
    return _documents(now - LEFT_KEPT_FOR) + _files(now - UNUSED_KEPT_FOR)


def unused(before: datetime) -> "QuerySet[KeptFile]":
    """Return the files that no document, statement or evidence refers to, or ever did in public, given before then."""
    named = [Evidence.objects, apps.get_model("plans", "EvidenceEvent").objects]
    found = KeptFile.objects.filter(kept_at__lt=before, readings=None, shown=None)
    for rows in named:
        found = found.exclude(Exists(rows.filter(sha256=OuterRef("pk"))))
    return found


def _let_go() -> None:
    """Let go the files of statements thrown away by whatever way; what one does not see, one does not let go."""
    with acting(system_actor("plans")):
        StatementFile.objects.filter(statement__state=StatementState.DROPPED).delete()


@transaction.atomic
def _files(before: datetime) -> int:
    # Held fast, and asked once more when held: one that is just being given again is passed over.
    going = unused(before).select_for_update(skip_locked=True, of=("self",)).values_list("pk", flat=True)
    return KeptFile.objects.defer("content").filter(pk__in=list(going[:AT_ONCE])).delete()[0]


def _documents(before: datetime) -> int:
    with acting(system_actor("plans")) as me:
        left = ReadingIn.objects.filter(state=ReadingState.LEFT, left_at__lt=before)
        going = list(left.select_for_update(skip_locked=True).only("pk", "file_id").order_by("pk")[:AT_ONCE])
        for one in going:
            detail = {"sha256": one.file_id}
            audit.record(
                actor=me, action="plans.document-cleared", kind="plans-document", subject=one.pk, detail=detail
            )
            one.delete()
    return len(going)
