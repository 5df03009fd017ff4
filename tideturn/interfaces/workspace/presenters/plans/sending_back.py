"""How a word is asked for with which something goes back to whoever wrote it."""

from django.utils.translation import gettext as _

from tideturn.interfaces.design.forms import Form, LongText
from tideturn.interfaces.workspace.presenters.asked import NoteGiven


def send_back_form() -> Form[NoteGiven]:
    """Return the form that asks why a statement or a table goes back."""
    hint, missing = _("Read by whoever wrote it."), _("Say why: whoever wrote it reads that.")
    return Form(
        (LongText(name="note", label=_("Why it goes back"), hint=hint, missing=missing, rows=3, at_most=1000),),
        NoteGiven,
    )
