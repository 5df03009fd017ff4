"""Sources and their imports in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.engines.directory.differences import Difference
from tideturn.engines.directory.models import Import, Source
from tideturn.engines.directory.words import Change, ImportState
from tideturn.interfaces.workspace import addresses
from tideturn.interfaces.workspace.presenters.directory.fields import label
from tideturn.interfaces.workspace.presenters.times import day_words

HOW = {
    Change.ADDED: gettext_lazy("New"),
    Change.CHANGED: gettext_lazy("Changed"),
    Change.VANISHED: gettext_lazy("No longer listed"),
}
KINDS = {
    "organization": gettext_lazy("organisation"),
    "service": gettext_lazy("service"),
    "location": gettext_lazy("place"),
    "service_at_location": gettext_lazy("service at a place"),
    "taxonomy": gettext_lazy("list of terms"),
    "taxonomy_term": gettext_lazy("term"),
}
STATES = {
    ImportState.PROPOSED: gettext_lazy("Waits for a person"),
    ImportState.APPLIED: gettext_lazy("In the directory"),
    ImportState.REFUSED: gettext_lazy("Refused"),
    ImportState.UNDONE: gettext_lazy("Taken back"),
}


@dataclass(frozen=True)
class ActWords:
    """What is asked before something is done to a source."""

    title: object
    what: object
    button: object


ACTS = {
    "apply": ActWords(
        gettext_lazy("Bring it into the directory?"),
        gettext_lazy("Everybody sees it at once. It can be taken back as one."),
        gettext_lazy("Bring it in"),
    ),
    "refuse": ActWords(
        gettext_lazy("Refuse it?"),
        gettext_lazy("What arrived is thrown away, and the directory stays as it is. The source can send it again."),
        gettext_lazy("Refuse it"),
    ),
    "undo": ActWords(
        gettext_lazy("Take it back?"),
        gettext_lazy("The directory says again what it said of this source before. Services that only it told of go."),
        gettext_lazy("Take it back"),
    ),
}


@dataclass(frozen=True)
class SourceRow:
    """A source in a list."""

    href: str
    title: str
    said: str
    is_waiting: bool
    trouble: str


@dataclass(frozen=True)
class ImportRow:
    """One time that a source told us."""

    number: int
    state: str
    said: str
    counts: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class ArrivedRow:
    """One thing that an import would change."""

    how: str
    what: str
    fields: str


def source_rows(sources: Iterable[Source]) -> tuple[SourceRow, ...]:
    """Return sources as rows."""
    return tuple(map(_source_row, sources))


def import_row(arrived: Import) -> ImportRow:
    """Return one import in words."""
    counts = {name: getattr(arrived, name) for name in ("added", "changed", "vanished", "same")}
    words = _("%(added)s new, %(changed)s changed, %(vanished)s no longer listed, %(same)s the same")
    return ImportRow(
        number=arrived.number,
        state=str(STATES[ImportState(arrived.state)]),
        said=_said(arrived),
        counts=words % counts,
        problems=tuple(arrived.problems[:20]),
    )


def arrived_rows(changes: Iterable[Difference]) -> tuple[ArrivedRow, ...]:
    """Return what an import would change as rows."""
    return tuple(
        ArrivedRow(
            how=str(_("Listed again") if one.is_back else HOW[one.change]),
            what=f"{one.name or one.feed_id} ({KINDS.get(one.kind, one.kind.replace('_', ' '))})",
            fields=", ".join(map(label, one.fields)),
        )
        for one in changes
    )


def _source_row(source: Source) -> SourceRow:
    last = source.imports.order_by("-number").first()
    return SourceRow(
        href=addresses.of("directory-source", feed_id=source.pk),
        title=source.title,
        said=f"{STATES[ImportState(last.state)]}. {_said(last)}" if last else _("Has told of nothing yet"),
        is_waiting=last is not None and last.state == ImportState.PROPOSED,
        trouble=source.trouble,
    )


def _said(arrived: Import) -> str:
    began = day_words(timezone.localtime(arrived.begun_at).date())
    words = _("“%(name)s”, brought by %(who)s on %(day)s") % {
        "name": arrived.name,
        "who": arrived.begun_by,
        "day": began,
    }
    if arrived.ended_at is None:
        return words
    ended = day_words(timezone.localtime(arrived.ended_at).date())
    return words + "; " + _("decided by %(who)s on %(day)s") % {"who": arrived.ended_by, "day": ended}
