"""Opening a case in an emergency by its reference, and the review that follows."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tideturn.engines.pathways.models import Case
from tideturn.foundations.access.acting import Actor, acting
from tideturn.foundations.access.permissions import check_permission
from tideturn.foundations.access.roles import Permission
from tideturn.foundations.audit import actions as audit
from tideturn.foundations.sharing import actions as sharing
from tideturn.foundations.sharing import queries
from tideturn.foundations.sharing.actions.break_glass import MINUTES, MOST, WITHIN_HOURS
from tideturn.foundations.sharing.errors import BreakGlassRefused, OpeningUnknown
from tideturn.foundations.sharing.models import BreakGlass
from tideturn.foundations.sharing.models.break_glass import SHORTEST_REASON
from tideturn.interfaces.design.forms import Form, LongText, Problem, Reading, Text, YesNo
from tideturn.interfaces.joint import emergency
from tideturn.interfaces.joint.looking import done_by
from tideturn.interfaces.workspace import addresses, people, reading
from tideturn.interfaces.workspace.errors import NotHere
from tideturn.interfaces.workspace.pages.opening import GET_OR_POST
from tideturn.interfaces.workspace.pages.page import page, reads_kept
from tideturn.interfaces.workspace.presenters.asked import EmergencyGiven, Reviewed
from tideturn.interfaces.workspace.presenters.readers import DoneRow, done_rows
from tideturn.interfaces.workspace.presenters.times import full_moment_words
from tideturn.methods.identifiers import references

NOT_ONE = gettext_lazy(
    "“%(typed)s” is not the reference of a case. Ask again for each sign: CAS and two groups of four."
)


@page
@GET_OR_POST
def break_glass(request: HttpRequest) -> HttpResponseBase:
    """Ask for the reference of a case and why it cannot wait, say what will happen, and open the case."""
    by = people.actor(request)
    check_permission(by, Permission.BREAK_GLASS)
    form = _form()
    if request.method != "POST":
        return _shown(request, form.blank())
    answer = form.read(request.POST)
    if answer.value is None:
        return _shown(request, answer, status=422)
    given = references.normalise(answer.value.reference)
    if given is None or not given.startswith("CAS-") or not references.check(given):
        said = NOT_ONE % {"typed": answer.value.reference}
        return _shown(request, form.refused(request.POST, {"reference": said}), status=422)
    return _opened(request, by, form, given, answer.value.reason)


def _form() -> Form[EmergencyGiven]:
    return Form(
        (
            Text(
                name="reference",
                label=_("Reference of the case"),
                hint=_("As it was read out to you, for example CAS-7K3M-Q2XD."),
                at_most=30,
                width=20,
            ),
            LongText(
                name="reason",
                label=_("Why can this not wait?"),
                hint=_("At least %(shortest)s characters. Your Caldicott lead reads this.")
                % {"shortest": SHORTEST_REASON},
                rows=4,
            ),
        ),
        EmergencyGiven,
    )


def _opened(
    request: HttpRequest, by: Actor, form: Form[EmergencyGiven], reference: str, reason: str
) -> HttpResponseBase:
    """Open a case; one that somebody sees already is shown without using up an opening."""
    if seen := _seen_already(by, reference):
        return HttpResponseRedirect(addresses.of_case(seen))
    try:
        opening = emergency.open_case(reference, reason=reason, by=by)
    except BreakGlassRefused as error:
        emergency.note_refused(reference, why=type(error).__name__, by=by)
        answer = replace(form.blank(request.POST), problems=(Problem("", "#field-reason", str(error)),))
        return reads_kept(_shown(request, answer, status=422))
    if opening.subject_id is None:
        return _shown(request, form.blank(request.POST), nothing=reference)
    return HttpResponseRedirect(addresses.of_case(opening.subject_id) or reverse("my-cases"))


def _seen_already(by: Actor, reference: str) -> uuid.UUID | None:
    for purpose in reading.purposes():
        with acting(by.for_purpose(purpose)):
            found = Case.objects.filter(reference=reference).values_list("id", flat=True).first()
            if found:
                return found
    return None


def _shown(
    request: HttpRequest, answer: Reading[EmergencyGiven], nothing: str = "", status: int = 200
) -> HttpResponseBase:
    words = {"form": answer, "minutes": MINUTES, "most": MOST, "hours": WITHIN_HOURS, "nothing": nothing}
    return render(request, "workspace/break_glass.html", words, status=status)


@page
@require_safe
def reviews(request: HttpRequest) -> HttpResponseBase:
    """List the emergency openings of the agency that wait for a review, the oldest first."""
    by = people.actor(request)
    check_permission(by, Permission.BREAK_GLASS_REVIEW)
    waiting = list(queries.openings_to_review())
    response = render(request, "workspace/break_glass_reviews.html", {"rows": _rows(waiting)})
    reading.write_down_list(by, "emergency openings", (one.subject_id for one in waiting if one.subject_id))
    return response


@page
@GET_OR_POST
def review(request: HttpRequest, opening_id: int) -> HttpResponseBase:
    """Show one opening and ask whether it was justified; it ends at once if it has not yet."""
    by = people.actor(request)
    check_permission(by, Permission.BREAK_GLASS_REVIEW)
    opening = queries.openings_to_review().filter(pk=opening_id).first()
    if opening is None:
        raise NotHere
    form = Form(
        (
            YesNo(name="was_justified", label=_("Was it justified?")),
            LongText(name="words", label=_("What did you find, and what follows from it?"), rows=4),
        ),
        Reviewed,
    )
    answer = form.read(request.POST) if request.method == "POST" else form.blank()
    if answer.value is None:
        return _asked_of(request, by, opening, answer)
    return _reviewed(by, opening, answer.value)


def _asked_of(request: HttpRequest, by: Actor, opening: BreakGlass, answer: Reading[Reviewed]) -> HttpResponseBase:
    """Show an opening, and write down that it was read: it tells of a case and why somebody opened that."""
    words = {"form": answer, "row": _rows([opening])[0], "done": _done_under(opening, by)}
    status = 422 if answer.problems else 200
    response = render(request, "workspace/break_glass_review.html", words, status=status)
    with reading.or_nothing():
        detail = {"opening": opening.pk}
        audit.record(actor=by, action="read emergency opening", kind="case", subject=opening.subject_id, detail=detail)
    return reads_kept(response)


def _done_under(opening: BreakGlass, by: Actor) -> tuple[DoneRow, ...]:
    """Return what was read and written by virtue of an opening, from its first moment to its last."""
    if opening.subject_id is None:
        return ()
    return done_rows(done_by(opening.user_id, [opening.subject_id], opening.began_at, opening.ends_at, by))


def _reviewed(by: Actor, opening: BreakGlass, found: Reviewed) -> HttpResponseBase:
    try:
        sharing.review_break_glass(opening_id=opening.pk, was_justified=found.was_justified, words=found.words, by=by)
    except OpeningUnknown:
        raise NotHere from None
    detail = {"opening": opening.pk, "was_justified": found.was_justified}
    audit.record(actor=by, action="review break glass", kind="case", subject=opening.subject_id, detail=detail)
    return HttpResponseRedirect(reverse("break-glass-reviews"))


def _rows(openings: list[BreakGlass]) -> list[dict[str, str]]:
    named = emergency.references_of(one.subject_id for one in openings if one.subject_id)
    return [
        {
            "href": reverse("break-glass-review", kwargs={"opening_id": one.pk}),
            "who": one.user.shown_name,
            "reference": named.get(one.subject_id, "") if one.subject_id else "",
            "began": full_moment_words(one.began_at),
            "ends": f"{timezone.localtime(one.ends_at):%H:%M}" if one.subject_id else "",
            "reason": one.reason,
        }
        for one in openings
    ]
