"""What a reader asks of the register, read from an address and checked; and the form that asks it."""

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tideturn.engines.plans import queries
from tideturn.engines.plans.words import AcceptanceValue, Kind, Status
from tideturn.interfaces.website.errors import AskedBadly
from tideturn.interfaces.website.presenters import labels
from tideturn.methods.promises.standing import ANSWERED_YES, Timing

if TYPE_CHECKING:
    from tideturn.engines.plans.register import CommitmentQuerySet

LONGEST_WORDS = 200
YES = "yes"
NO_STATUS = "none"

LABELS = {
    "plan": gettext_lazy("Plan"),
    "owner": gettext_lazy("Who answers for it"),
    "kind": gettext_lazy("What the plan calls it"),
    "acceptance": gettext_lazy("Answer"),
    "status": gettext_lazy("How far, as reported"),
    "timing": gettext_lazy("Against its date"),
    "silent": gettext_lazy("Heard of"),
    "checked": gettext_lazy("Checked"),
    "section": gettext_lazy("Section"),
}

Choices = Mapping[str, str]


@dataclass(frozen=True)
class Asked:
    """What was asked for; an empty value asks for everything."""

    q: str = ""
    plan: str = ""
    owner: str = ""
    kind: str = ""
    acceptance: str = ""
    status: str = ""
    timing: str = ""
    silent: str = ""
    checked: str = ""
    section: str = ""

    def parameters(self) -> dict[str, str]:
        """Return what was asked as the parameters of an address."""
        given = {field.name: getattr(self, field.name) for field in fields(self)}
        return {name: value for name, value in given.items() if value}


@dataclass(frozen=True)
class Field:
    """One choice of the form."""

    name: str
    label: str
    options: tuple[tuple[str, str, bool], ...]


def choices(name: str, *, on: date, plan: str = "") -> Choices:
    """Return what may be asked in a field, with the words for it; a plan's page offers the sections of that plan."""
    return CHOICES[name](on, plan)


def _owners(on: date, plan: str) -> Choices:
    owners = queries.owners(on).values_list("id", "name")
    return dict(sorted(owners, key=lambda owner: owner[1].casefold()))


CHOICES: Mapping[str, Callable[[date, str], Choices]] = {
    "plan": lambda on, plan: dict(queries.published(on).values_list("id", "short_title")),
    "owner": _owners,
    "kind": lambda on, plan: {kind.value: str(kind.label) for kind in Kind},
    "acceptance": lambda on, plan: (
        {YES: _("Accepted, in full or in part")} | {v.value: str(v.label) for v in AcceptanceValue}
    ),
    "status": lambda on, plan: {v.value: str(v.label) for v in Status} | {NO_STATUS: _("No status held")},
    "timing": lambda on, plan: {timing.value: labels.timing_label(timing) for timing in Timing},
    "silent": lambda on, plan: {YES: _("Nothing heard since it was made"), "no": _("Heard of since")},
    "section": lambda on, plan: {section.slug: section.title for section in queries.sections(plan)} if plan else {},
    "checked": lambda on, plan: {YES: _("Checked by someone else"), "claimed": _("Reported complete, not checked")},
}


def asked(parameters: Mapping[str, str], offered: Mapping[str, Choices]) -> Asked:
    """Return what an address asks for, or raise AskedBadly with what may be asked."""
    given = {name: parameters.get(name, "").strip() for name in offered}
    for name, value in given.items():
        if value and value not in offered[name]:
            raise AskedBadly(_unknown(name, value, offered[name]))
    return Asked(q=plain_words(parameters.get("q", "")), **given)


def _unknown(name: str, value: str, offered: Choices) -> str:
    listed = ", ".join(list(offered)[:12])
    return _("“%(value)s” is not something that “%(name)s” can be. It can be: %(listed)s.") % {
        "value": value[:40],
        "name": name,
        "listed": listed,
    }


def plain_words(written: str) -> str:
    """Return words to search for: without accents, control characters and more than a sentence."""
    decomposed = unicodedata.normalize("NFKD", written[: LONGEST_WORDS * 4])
    kept = (
        " " if unicodedata.category(c).startswith(("C", "Z")) else c for c in decomposed if not unicodedata.combining(c)
    )
    return " ".join("".join(kept).split())[:LONGEST_WORDS]


def found(what: Asked, on: date) -> "CommitmentQuerySet":
    """Return the commitments asked for, as they stood on a day."""
    filters = queries.RegisterFilters(
        plan=what.plan or None,
        owner=what.owner or None,
        kind=what.kind or None,
        acceptance=what.acceptance if what.acceptance not in ("", YES) else None,
        status=what.status if what.status not in ("", NO_STATUS) else None,
        silent={YES: True, "no": False}.get(what.silent),
        unverified=True if what.checked == "claimed" else None,
        words=what.q,
    )
    return queries.register(on, filters).filter(**_beyond(what))


def narrowed_to(what: Asked, fixed: Mapping[str, str]) -> Asked:
    """Return what was asked, held to what a page is about."""
    return replace(what, **fixed)


def _beyond(what: Asked) -> dict[str, Any]:
    """Return the conditions that the register's own filters do not know."""
    wanted: dict[str, Any] = {}
    if what.acceptance == YES:
        wanted["acceptance_value__in"] = sorted(ANSWERED_YES)
    if what.status == NO_STATUS:
        wanted["status_value"] = ""
    if what.timing:
        wanted["timing"] = what.timing
    if what.section:
        wanted["section__slug"] = what.section
    if what.checked == YES:
        wanted["verdict_value__gt"] = ""
    return wanted


def form(what: Asked, offered: Mapping[str, Choices]) -> tuple[Field, ...]:
    """Return the fields of the form, each with what was asked already chosen."""
    return tuple(_field(name, offered[name], getattr(what, name)) for name in offered)


def _field(name: str, offered: Choices, chosen: str) -> Field:
    any_of = (("", _("Any"), not chosen),)
    return Field(name, str(LABELS[name]), any_of + tuple((v, label, v == chosen) for v, label in offered.items()))


def narrowed_words(what: Asked, offered: Mapping[str, Choices]) -> tuple[str, ...]:
    """Return what the list was narrowed to, in words: “Plan: Changing Lives”."""
    given = what.parameters()
    return tuple(f"{LABELS[name]!s}: {offered[name][value]}" for name, value in given.items() if name in offered)
