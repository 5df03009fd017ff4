"""An entry as it would be once a change is in it, by the same merging as for real, and what differs from now."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tideturn.engines.directory.actions.projecting import told_of
from tideturn.engines.directory.actions.saying import our_record
from tideturn.engines.directory.entering import BESIDE
from tideturn.engines.directory.merging import Merged, Said, merged
from tideturn.engines.directory.models import OUR_OWN, Edit, Source
from tideturn.engines.directory.ours import OURS_FIELD, kept, split
from tideturn.engines.directory.own_word import joined
from tideturn.engines.directory.speaking import spoken_of
from tideturn.engines.directory.withholding import withhold

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Preview:
    """The standard's object and ours, as they would be."""

    merged: Merged
    ours: Object


@dataclass(frozen=True)
class Difference:
    """One field: what the entry says now and who says it, and what it would say.

    `is_kept_by` is who goes on saying something, where a field was emptied and another source still fills it.
    """

    field: str
    old: Any
    new: Any
    said_by: str = ""
    checked_on: str = ""
    is_kept_by: str = ""


def preview(edit: Edit) -> Preview:
    """Return an entry as it would be with a change in it."""
    record = our_record(edit.about)
    now = record.version.content if record and record.version else {"id": str(edit.about)}
    new = joined(now, {**edit.content, "id": now["id"]})
    is_confidential = edit.conceals or (edit.service is not None and edit.service.is_confidential)
    standard, own = split(withhold(new, is_confidential=is_confidential).content)
    spoken = spoken_of([one for one in told_of([edit.about])[edit.about] if one.source != OUR_OWN])
    said = [Said(OUR_OWN, standard), *(spoken.said if spoken.is_listed or not _is_whole(own) else ())]
    shown = merged(str(edit.about), said)
    document = withhold(shown.document, is_confidential=is_confidential).content
    return Preview(Merged(document, shown.provenance), kept(own))


def differences(edit: Edit) -> tuple[Difference, ...]:
    """Return what a change changes, field by field, in the order in which they were written."""
    would_be, service = preview(edit), edit.service
    document, ours = (service.document, service.ours) if service else ({}, {})
    provenance = service.provenance if service else {}
    titles = dict(Source.objects.values_list("id", "title"))
    fields = [field for field in edit.content if field not in ("id", OURS_FIELD)]
    found = [_difference(field, document, would_be, provenance, titles, edit) for field in fields]
    own = [
        Difference(name, ours.get(name), would_be.ours.get(name), titles.get(OUR_OWN, "") if ours.get(name) else "")
        for name in edit.content.get(OURS_FIELD, {})
        if name in BESIDE
    ]
    return (*found, *own)


def _difference(
    field: str, document: Object, would_be: Preview, provenance: Object, titles: Mapping[str, str], edit: Edit
) -> Difference:
    said, new = provenance.get(field, {}), would_be.merged.document.get(field)
    still = would_be.merged.provenance.get(field, {}).get("source", "")
    is_emptied = not edit.content[field] and still not in ("", OUR_OWN)
    return Difference(
        field=field,
        old=document.get(field),
        new=new,
        said_by=titles.get(said.get("source", ""), said.get("source", "")),
        checked_on=said.get("checked_on") or "",
        is_kept_by=titles.get(still, still) if is_emptied else "",
    )


def _is_whole(own: Object) -> bool:
    return bool(own.get("is_whole"))
