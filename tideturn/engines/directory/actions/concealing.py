"""Take what tells where a confidential place is out of everything that is kept."""

import uuid
from collections.abc import Callable, Iterable, Mapping
from functools import reduce
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from tideturn.engines.directory.actions.projecting import project_services
from tideturn.engines.directory.canonical import text_of
from tideturn.engines.directory.models import Arriving, Concealed, Edit, Record, Service, Source, Version
from tideturn.engines.directory.withholding import Scrubber, withhold
from tideturn.engines.directory.words import BESIDE
from tideturn.foundations.access.acting import Actor, acting, system_actor
from tideturn.foundations.audit import actions as audit
from tideturn.sources.open_referral.entities import Entity

AT_ONCE = 500
# Whatever marks a place holds one of these words, whichever way it is written.
MARKED = ("confidential", "withheld")
ANYWHERE = "strict $.**"


class Hidden:
    """The confidential places met so far, and the words that told where they are; these are never kept."""

    def __init__(self, source: Source, places: Iterable[str] = ()) -> None:
        of_source = Record.objects.filter(source=source, service__is_confidential=True)
        self.services = frozenset(of_source.values_list("feed_id", flat=True))
        self.places = {*places, *source.concealed.values_list("location", flat=True)}
        self.secrets: set[str] = set()
        self._scrub: Scrubber | None = None

    def taken_from(self, content: Mapping[str, Any], *, kind: str, feed_id: str) -> dict[str, Any]:
        """Return an object without what tells where its confidential places are, and remember what that was."""
        is_confidential = kind == "service" and feed_id in self.services
        left = withhold(content, known=frozenset(self.places), is_confidential=is_confidential)
        self.places |= left.places
        if left.secrets - self.secrets:
            self.secrets |= left.secrets
            self._scrub = None
        return left.content

    def left_of(self, entity: Entity, text: str) -> str:
        """Return the text of what is kept of an entity of a feed; most say nothing of confidential places at all."""
        if not (may_be_marked(text) or any(known in text for known in (*self.places, *self.services))):
            return text
        return text_of(self.taken_from(entity.content, kind=entity.kind, feed_id=entity.id))

    def scrub(self, text: str) -> str:
        """Return a text without the words that were found to be secret."""
        return str(self.scrubber(text))

    @property
    def scrubber(self) -> Scrubber:
        """Return what takes all words found so far out of a text."""
        if self._scrub is None:
            self._scrub = Scrubber(self.secrets)
        return self._scrub


def may_be_marked(text: str) -> bool:
    """Return whether a text may mark a place as confidential: the quick look that most entries need alone."""
    folded = text.casefold()
    return any(word in folded for word in MARKED)


def hide_in(rows: "QuerySet[Any]", hidden: Hidden, *, of: Callable[[Any], tuple[str, str]]) -> None:
    """Take confidential places, and words that tell where they are, out of the `content` of rows; `of` names each."""
    changed = []
    for row in rows.order_by("pk").iterator(chunk_size=AT_ONCE):
        kind, feed_id = of(row)
        left = hidden.scrubber(hidden.taken_from(row.content, kind=kind, feed_id=feed_id))
        if left != row.content:
            row.content = left
            changed.append(row)
        if len(changed) >= AT_ONCE:
            rows.model.objects.bulk_update(changed, ["content"])
            changed.clear()
    rows.model.objects.bulk_update(changed, ["content"])


def hide_in_arriving(rows: "QuerySet[Arriving]", hidden: Hidden) -> None:
    """Take them out of what arrives."""
    hide_in(rows.filter(content__isnull=False), hidden, of=lambda row: (row.kind, row.feed_id))


def hide_in_versions(rows: "QuerySet[Version]", hidden: Hidden) -> None:
    """Take them out of what was kept."""
    hide_in(rows.select_related("record"), hidden, of=lambda row: (row.record.kind, row.record.feed_id))


def hide_in_changes(rows: "QuerySet[Edit]", hidden: Hidden) -> None:
    """Take them out of what was proposed, whoever may see it, and of the words about it."""
    with acting(system_actor("directory")):
        hide_in(rows, hidden, of=lambda row: ("service", str(row.about)))
        for edit in rows:
            said = {name: hidden.scrub(getattr(edit, name)) for name in ("name", "why", "answer")}
            rows.filter(pk=edit.pk).exclude(**said).update(**said)


def conceal_places(source: Source, places: Iterable[str], *, by: Actor) -> None:
    """Remember places of a source as confidential, and take them out of all versions that were kept of them before."""
    known = set(source.concealed.values_list("location", flat=True))
    new = [place for place in places if place not in known]
    Concealed.objects.bulk_create(Concealed(source=source, location=place, told_by=by.name[:200]) for place in new)
    if not new:
        return
    hidden = Hidden(source)
    named = reduce(Q.__or__, [_named(place) for place in new])
    hide_in_versions(Version.objects.filter(named, record__source=source), hidden)
    hide_in_changes(Edit.objects.filter(named), hidden)
    if hidden.secrets:
        hide_in_versions(Version.objects.all(), hidden)
        hide_in_changes(Edit.objects.all(), hidden)
        project_services(Service.objects.values_list("pk", flat=True))


@transaction.atomic
def conceal(*, service_id: uuid.UUID, by: Actor) -> None:
    """Make every place of a service confidential, whichever source tells of it, from now on and in what was kept."""
    service = Service.objects.select_for_update().get(pk=service_id)
    service.is_confidential = True
    service.save(update_fields=["is_confidential"])
    for record in Record.objects.filter(service=service):
        for content in _contents(record):
            conceal_places(record.source, withhold(content, is_confidential=True).places, by=by)
    project_services([service_id])
    audit.record(actor=by, action="directory.concealed", kind="directory-service", subject=service_id)


def _contents(record: Record) -> list[Mapping[str, Any]]:
    """Return what a record says now, and what stands beside it in its feed."""
    beside = Q(source=record.source_id, kind=BESIDE, feed_id__startswith=f"service {record.feed_id} ")
    told = Record.objects.filter(Q(pk=record.pk) | beside, version__isnull=False).select_related("version")
    return [one.version.content for one in told if one.version]


def _named(place: str) -> Q:
    quoted = text_of({"id": place})
    return Q(content__holds_path=f"{ANYWHERE} ? (@.id == {quoted[6:-1]})")
