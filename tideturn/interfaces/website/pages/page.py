"""What every page does first: learn which day it speaks of, and turn what cannot be answered into plain words."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import override
from django.views.decorators.http import require_safe

from tideturn.engines.plans.errors import CommitmentNotFound, PlanNotFound
from tideturn.engines.plans.version import version
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.languages import language_of
from tideturn.interfaces.design.moment import NotADay, moment_of
from tideturn.interfaces.website.errors import AskedBadly, NotHere, NotNow
from tideturn.interfaces.website.pages import errors
from tideturn.interfaces.website.pages.kept import kept_pages, key_of

View = Callable[..., HttpResponseBase]


def page(view: View) -> View:
    """Return a view that is given the moment it speaks of, and that answers bad questions with a page of words.

    What it shows is of the register alone, so that it is made once for each state of it. A preview is of a state that
    never was, and is kept by nobody.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        try:
            # Asked once: of a page made at midnight, day and mark are of the same day.
            day = today()
            request.moment = moment_of(request.GET, day)  # type: ignore[attr-defined]
            if getattr(request, "preview", None):
                return view(request, **parts)
            key = key_of(request, version(day).mark)
            return kept_pages.answer(key, lambda: view(request, **parts))
        except (NotADay, AskedBadly) as error:
            return errors.bad_request(request, error)
        except (NotHere, PlanNotFound, CommitmentNotFound) as error:
            return errors.not_found(request, error)
        except NotNow as error:
            return errors.not_now(request, error)

    return answer


def in_its_language(view: View) -> View:
    """Return a view that takes a form, in the language asked for where it is translated."""

    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        with override(language_of(request.GET)):
            return view(request, **parts)

    return answer


def timeless_page(view: View) -> View:
    """Return a view that speaks of now and no other day, in the language asked for where it is translated.

    Bad questions are answered with a page of words.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: str) -> HttpResponseBase:
        with override(language_of(request.GET)):
            try:
                return view(request, **parts)
            except AskedBadly as error:
                return errors.bad_request(request, error)
            except NotHere as error:
                return errors.not_found(request, error)

    return answer
