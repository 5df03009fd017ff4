"""Entries as those who keep them see them: how sure each is, what it says, and whose word that is."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.directory.entering import BESIDE
from tideturn.engines.directory.freshness import State, months_after
from tideturn.engines.directory.models import Service
from tideturn.engines.directory.ours import told_on
from tideturn.engines.directory.sureness import freshness_of
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.directory.fields import label, lines
from tideturn.interfaces.workspace.presenters.times import day_words
from tideturn.packs.loading import load_directory

# In this order an entry is told; what else a source says is given out and not shown here.
TOLD = ("organization", "attributes", "description", "eligibility_description", "application_process", "phones",
        "email", "url", "fees", "fees_description", "alert", "schedules", "service_at_locations")  # fmt: skip


@dataclass(frozen=True)
class EntryRow:
    """An entry in a list."""

    href: str
    name: str
    code: str
    organisation: str
    said: str
    is_sure: bool
    waiting: str
    is_withdrawn: bool


@dataclass(frozen=True)
class Fact:
    """A field of an entry: its lines, and whose word it is."""

    label: str
    lines: tuple[str, ...]
    said_by: str = ""


def freshness_words(service: Service) -> str:
    """Return how sure an entry is, in words: a state, and the day it rests on."""
    if service.withdrawn_at is not None:
        day = day_words(timezone.localtime(service.withdrawn_at).date())
        return _("Not shown since %(day)s: %(why)s") % {"day": day, "why": service.withdrawn_because}
    found = freshness_of(service)
    if found.checked_on is None:
        return _("Nobody has said when it was checked")
    day = day_words(found.checked_on)
    words = {
        State.CHECKED: _("Checked on %(day)s"),
        State.DUE: _("Checked on %(day)s; to be checked again by %(by)s"),
    }.get(found.state, _("Not checked since %(day)s"))
    by = months_after(found.checked_on, load_directory().freshness.unchecked.months)
    return words % {"day": day, "by": day_words(by)}


def rows_of(services: Iterable[Service], waiting: Mapping[uuid.UUID, int]) -> tuple[EntryRow, ...]:
    """Return entries as rows; `waiting` is how many changes of each wait."""
    return tuple(_row(service, waiting.get(service.pk, 0)) for service in services)


def facts_of(service: Service, titles: Mapping[str, str]) -> tuple[Fact, ...]:
    """Return what an entry says, field by field; `titles` are those of the sources."""
    document = told_on(timezone.localdate(), service.document, service.ours)
    told = [(field, document.get(field), service.provenance.get(field, {})) for field in TOLD]
    told += [(field, service.ours.get(field), {}) for field in BESIDE]
    facts = (Fact(label(field), lines(field, value), _said_by(said, titles)) for field, value, said in told)
    return tuple(fact for fact in facts if fact.lines)


def would_be(document: Mapping[str, object], ours: Mapping[str, object]) -> tuple[Fact, ...]:
    """Return what an entry would say, as whoever seeks help would read it."""
    told = [(field, document.get(field)) for field in ("name", *TOLD)] + [(field, ours.get(field)) for field in BESIDE]
    facts = (Fact(label(field), lines(field, value)) for field, value in told)
    return tuple(fact for fact in facts if fact.lines)


def _row(service: Service, waiting: int) -> EntryRow:
    is_waiting = ngettext("%(count)s change waits", "%(count)s changes wait", waiting) % {"count": waiting}
    return EntryRow(
        href=addresses.of("directory-service", service_id=service.pk),
        name=service.name or _("Without a name"),
        code=service.code,
        organisation=service.organisation.name if service.organisation else "",
        said=freshness_words(service),
        is_sure=service.withdrawn_at is None and freshness_of(service).is_sure,
        waiting=is_waiting if waiting else "",
        is_withdrawn=service.withdrawn_at is not None,
    )


def _said_by(said: Mapping[str, object], titles: Mapping[str, str]) -> str:
    source = str(said.get("source") or "")
    if not source:
        return ""
    checked = lines("assured_date", said.get("checked_on"))
    return ", ".join([titles.get(source, source), *(_("checked on %(day)s") % {"day": day} for day in checked)])
