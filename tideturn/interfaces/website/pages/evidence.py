"""A file that bears out what was said of a commitment, to be taken away."""

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.errors import FileGone
from tideturn.engines.plans.kept_files import held
from tideturn.interfaces.design.attached import attached
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.page import page


@page
def evidence(request: HttpRequest, plan_id: str, local_id: str, evidence_id: str) -> StreamingHttpResponse:
    """Give a file of evidence as a download of a kind that no browser runs."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    found = queries.evidence_file(plan_id, local_id, int(evidence_id), moment.day)
    try:
        if found is not None:
            return attached(held(found.sha256), media_type=found.media_type, name=found.file_name)
    except FileGone as error:
        raise NotHere(str(error)) from None
    raise NotHere(_("No such file is held of this commitment."))
