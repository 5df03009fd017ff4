"""Who tells of services: made known, altered, and what came of asking."""

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from tideturn.engines.directory.errors import SourceInvalid, SourceIsOurs, SourceNotFound
from tideturn.engines.directory.models import OUR_OWN, Source
from tideturn.foundations.access.acting import Actor
from tideturn.foundations.audit import actions as audit

FIELDS = ("title", "address", "licence", "rank", "partnership", "every_hours", "is_trusted", "mapping")


@transaction.atomic
def keep_source(*, source_id: str, by: Actor, **given: Any) -> Source:
    """Return a source with the fields that are given; it is made where there is none and a title is given.

    Fields are those of Source; one that is None is left as it is. Raise SourceNotFound, SourceInvalid, SourceIsOurs.
    """
    if source_id == OUR_OWN:
        raise SourceIsOurs(source_id)
    told = {name: value for name, value in given.items() if value is not None}
    source = Source.objects.select_for_update().filter(pk=source_id).first()
    if source is None and not told.get("title"):
        raise SourceNotFound(source_id)
    is_new = source is None
    source = source or Source(pk=source_id)
    changed = {name: value for name, value in told.items() if is_new or getattr(source, name) != value}
    for name in changed:
        if name not in FIELDS:
            raise TypeError(name)
        setattr(source, name, changed[name])
    if changed:
        _check(source)
        source.save()
        action = "directory.source-made" if is_new else "directory.source-altered"
        detail = {"source": source_id} | {name: value for name, value in changed.items() if name != "mapping"}
        audit.record(actor=by, action=action, kind="directory-source", subject=None, detail=detail)
    return source


def note_asked(source: Source, *, at: datetime) -> None:
    """Keep when a source was asked."""
    Source.objects.filter(pk=source.pk).update(asked_at=at)


def note_answer(source: Source, *, at: datetime, trouble: str = "") -> None:
    """Keep when a source answered, and what of its answer a person has to look at."""
    Source.objects.filter(pk=source.pk).update(answered_at=at, trouble=trouble[:500])


def note_trouble(source: Source, trouble: str) -> None:
    """Keep why a source gave nothing; what it said before stays as it is."""
    Source.objects.filter(pk=source.pk).update(trouble=trouble[:500])


def _check(source: Source) -> None:
    try:
        source.full_clean(exclude=["mapping", "every_hours", "asked_at", "answered_at"], validate_unique=False)
    except ValidationError as error:
        field, said = next(iter(error.message_dict.items()))
        raise SourceInvalid(field, said[0]) from None
