"""How evidence is asked for: what it is, and either its address on the web or a file."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext as _

from tideturn.engines.plans.kept_files import GivenFile, given_as_evidence
from tideturn.interfaces.design.forms import Day, Form, Reading, Text
from tideturn.interfaces.design.forms.choosing_files import File
from tideturn.sources.documents.errors import DocumentRefused
from tideturn.sources.documents.exhibits import LARGEST, TAKEN
from tideturn.sources.fetching.addresses import is_host

Shown = Reading[dict[str, Any]]
ON_THE_WEB = URLValidator(schemes=["https", "http"])
TITLE_AT_MOST, ADDRESS_AT_MOST = 200, 500


def evidence_fields(*, is_required: bool = True) -> tuple[Text | File | Day, ...]:
    """Return the fields of a piece of evidence."""
    hint = _("%(kinds)s, of %(size)s megabytes at most. Everybody can take it away once it is published.")
    return (
        Text(
            name="title", label=_("What the evidence is"), hint=_("As a reader would call it."),
            at_most=TITLE_AT_MOST, is_required=is_required,
        ),
        Text(
            name="address", label=_("Its address on the web"), kind="url", at_most=ADDRESS_AT_MOST,
            is_required=False, hint=_("Beginning with https://. Or choose a file below."),
        ),
        File(
            name="file", label=_("A file"), is_required=False,
            hint=hint % {"kinds": TAKEN[0].upper() + TAKEN[1:], "size": LARGEST // 1_000_000},
        ),
        Day(name="dated", label=_("Of which day the evidence is"), is_required=False),
    )  # fmt: skip


def evidence_form() -> Form[dict[str, Any]]:
    """Return a form that asks for evidence and nothing else."""
    return Form(evidence_fields(), dict)


def blank_evidence() -> Shown:
    """Return the form as it is first shown."""
    return evidence_form().blank()


def read_evidence(posted: Mapping[str, object], file: Any) -> tuple[Shown, dict[str, Any] | None]:
    """Return the form as it was filled in, and the piece of evidence where nothing is wrong with it.

    `file` is what came with the form, or nothing.
    """
    form = evidence_form()
    read = form.read(posted)
    if read.value is None:
        return read, None
    exhibit, said = read_evidence_in(read.value, file, is_required=True)
    return (form.refused(posted, said), None) if said else (read, exhibit)


def read_evidence_in(
    given: Mapping[str, Any], file: Any, *, is_required: bool
) -> tuple[dict[str, Any] | None, dict[str, str]]:
    """Return the piece of evidence among some answers, not yet kept, and what is wrong with it, by its field."""
    if not (given["address"] or file or given["title"] or is_required):
        return None, {}
    if bool(given["address"]) == bool(file):
        return None, {"address": _("Give an address or choose a file: one of the two.")}
    if not given["title"]:
        return None, {"title": _("Say what the evidence is.")}
    if given["dated"] and given["dated"] > timezone.localdate():
        return None, {"dated": _("That day is still to come. Give the day that the evidence is of, or leave it out.")}
    shown = {"title": given["title"], "dated": given["dated"].isoformat() if given["dated"] else ""}
    try:
        return shown | (_filed(file) if file else {"address": _checked(given["address"])}), {}
    except ValidationError as error:
        return None, {"address": str(error.message)}
    except DocumentRefused as error:
        return None, {"file": str(error)}


def _checked(address: str) -> str:
    """Return an address that every reader can open; raise ValidationError for one that is none, or leads inside."""
    try:
        ON_THE_WEB(address)
    except ValidationError:
        raise ValidationError(_("Write the whole address, beginning with https://.")) from None
    if not _is_on_the_open_web(address):
        inside = _("Readers cannot open that address: it is of no site of the open web. Choose the file instead.")
        raise ValidationError(inside)
    return address


def _is_on_the_open_web(address: str) -> bool:
    try:
        return is_host((urlsplit(address).hostname or "").encode("idna").decode())
    except ValueError:
        return False


def _filed(file: Any) -> dict[str, GivenFile]:
    # One byte more than is taken says that it is too large, and no more is read.
    return {"file": given_as_evidence(str(file.name), file.read(LARGEST + 1))}
