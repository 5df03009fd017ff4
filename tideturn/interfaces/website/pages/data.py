"""The data to take away: the page that lists it, and the files at addresses that stay."""

from datetime import datetime

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.version import Version, version
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.data.catalogue import catalogue_of
from tideturn.interfaces.website.data.kept import kept
from tideturn.interfaces.website.data.scope import Scope, one_plan, whole_register
from tideturn.interfaces.website.data.shown import plan_files, table_files
from tideturn.interfaces.website.data.writing import CONTENT_TYPES
from tideturn.interfaces.website.errors import NotHere
from tideturn.interfaces.website.pages.addresses import site_address
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.pages.paging import paged
from tideturn.interfaces.website.pages.plans import published_plan


@page
def data(request: HttpRequest) -> HttpResponse:
    """List every file, with what is in it, its licence and its sources."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    plans = queries.plans(moment.day)
    paging = paged(request, plans.count())
    whole = whole_register(moment)
    return render(
        request,
        "website/data.html",
        {
            "whole": whole,
            "tables": table_files(moment),
            "plans": plan_files(plans[paging.start : paging.last], moment),
            "paging": paging,
        },
    )


@page
def data_file(request: HttpRequest, file: str, plan_id: str = "") -> HttpResponseBase:
    """Give one file of the register or of a plan; whoever has this version already is told so."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    scope = one_plan(published_plan(plan_id, moment), moment) if plan_id else whole_register(moment)
    known = version(moment.today)
    answer = unchanged(request, known)
    if answer is None:
        path = kept.file(file, scope, known.mark)
        if path is None:
            raise NotHere(_("There is no file %(name)s. The page “Data” lists those there are.") % {"name": file})
        answer = FileResponse(path.open("rb"), content_type=CONTENT_TYPES[path_suffix(file)])
        if not file.endswith(".json"):
            answer.headers["Content-Disposition"] = f'attachment; filename="tideturn-{scope.name}-{file}"'
    return marked(answer, known)


def path_suffix(name: str) -> str:
    """Return the ending of a file's name, with its dot."""
    return name[name.rindex(".") :]


def unchanged(request: HttpRequest, known: Version) -> HttpResponseBase | None:
    """Return the answer that nothing has changed, where a reader has this version; otherwise nothing."""
    return get_conditional_response(request, f'"{known.mark}"', _seconds(known.changed_at))


def marked(answer: HttpResponseBase, known: Version) -> HttpResponseBase:
    """Return an answer that says which version it is, and that anybody's program may read it."""
    answer.headers["ETag"] = f'"{known.mark}"'
    answer.headers["Last-Modified"] = http_date(_seconds(known.changed_at))
    answer.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


@page
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Give the catalogue of what there is to be had, in JSON-LD."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    known = version(moment.today)
    answer = unchanged(request, known)
    if answer is None:
        scopes: list[Scope] = [whole_register(moment)]
        scopes += [one_plan(plan, moment) for plan in queries.plans(moment.day)]
        said = catalogue_of(scopes, site=site_address(request), changed_at=known.said_at(moment.day))
        answer = JsonResponse(said, content_type="application/ld+json", json_dumps_params={"ensure_ascii": False})
    return marked(answer, known)
