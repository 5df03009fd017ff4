"""What every page of the workspace stands behind. Each view wears one of three; a test refuses a view that wears none.

`open_page`: whoever comes, for signing in. `own_account`: someone signed in, for their password and second factor.
`page`: someone who acts for an agency, which is every other page.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.errors import NotAMember, PermissionMissing
from tideturn.interfaces.joint.intake import refusing
from tideturn.interfaces.workspace import inviting, membership, second_factor, sessions, written
from tideturn.interfaces.workspace.errors import AskedBadly, NotHere
from tideturn.interfaces.workspace.pages import errors
from tideturn.interfaces.workspace.people import actor
from tideturn.interfaces.workspace.presenters.shell import shell_of

View = Callable[..., HttpResponseBase]
DOOR = "door"
READS_KEPT = "reads_kept"
BAD_REQUEST = 400


def open_page(view: View) -> View:
    """Return a view for whoever comes."""
    return _worn(view, "open", view)


def own_account(view: View) -> View:
    """Return a view for someone signed in, who may still have to change a password or set up a second factor."""

    def answer(request: HttpRequest, **parts: object) -> HttpResponseBase:
        return _signed_out(request) or _in_words(request, lambda: view(request, **parts))

    return _worn(view, "own account", answer)


def page(view: View) -> View:
    """Return a view for someone who acts for an agency: `request.actor`, of whom the database is told.

    The whole view is one transaction. An answer of 400 or more takes back whatever the view wrote, unless it shows
    what was read (`reads_kept`): then that it was read stays written down.
    """

    def answer(request: HttpRequest, **parts: object) -> HttpResponseBase:
        return (
            _signed_out(request)
            or not_ready(request)
            or _invited(request)
            or _in_words(request, lambda: _acted(request, view, parts))
        )

    return _worn(view, "page", answer)


def reads_kept(response: HttpResponseBase) -> HttpResponseBase:
    """Return a refusal that shows what was read of a case; a view whose writes were taken back says so of it."""
    setattr(response, READS_KEPT, True)
    return response


def _worn(view: View, door: str, answer: View) -> View:
    worn = wraps(view)(answer)
    setattr(worn, DOOR, door)
    return worn


def _signed_out(request: HttpRequest) -> HttpResponseBase | None:
    if request.user.is_authenticated and sessions.is_over(request, request.user):
        logout(request)
    if not request.user.is_authenticated:
        if written.given_back(request):
            return errors.signed_out_meanwhile(request)
        return redirect_to_login(request.get_full_path() if request.method == "GET" else reverse("my-cases"))
    sessions.note(request)
    return None


def not_ready(request: HttpRequest) -> HttpResponseBase | None:
    """Return the way to what somebody must do before anything else: change their password, set up a second factor."""
    if request.user.must_change_password:  # type: ignore[union-attr]
        return HttpResponseRedirect(reverse("account_change_password"))
    if not second_factor.is_set_up(request.user):
        return HttpResponseRedirect(reverse("second-factor"))
    return None


def _invited(request: HttpRequest) -> HttpResponseBase | None:
    return HttpResponseRedirect(reverse("invitation")) if inviting.is_asked(request) else None


def _acted(request: HttpRequest, view: View, parts: dict[str, object]) -> HttpResponseBase:
    acts: Actor = membership.actor_of(request)
    with acting(acts):
        request.actor, request.shell = acts, shell_of(acts, request.path)  # type: ignore[attr-defined]
        response = view(request, **parts)
        if response.status_code >= BAD_REQUEST and not getattr(response, READS_KEPT, False):
            transaction.set_rollback(True)
        return response


def _in_words(request: HttpRequest, answer: Callable[[], HttpResponseBase]) -> HttpResponseBase:
    try:
        return answer()
    except membership.NotChosen:
        return HttpResponseRedirect(reverse("choose-agency"))
    except NotAMember:
        return errors.not_a_member(request)
    except PermissionMissing as error:
        # What the view wrote is taken back by now; that it was refused is kept, in a transaction of its own.
        refusing.note(actor(request), what=f"page:{getattr(request.resolver_match, 'url_name', '')}")
        return errors.refused(request, str(error))
    except NotHere:
        return errors.not_here(request)
    except AskedBadly as error:
        return errors.asked_badly(request, str(error))
