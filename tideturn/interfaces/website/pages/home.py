"""The first page: is it being done?"""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import counts
from tideturn.interfaces.website.presenters.lists import attention_lists


@page
def home(request: HttpRequest) -> HttpResponse:
    """Answer the question in the order asked, accepted, done, checked; then what to ask about first."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    plans = list(queries.plans(moment.day))
    numbers = queries.counts(moment.day)
    steps = counts.steps(numbers, queries.coverage(moment.day), moment)
    return render(
        request,
        "website/home.html",
        {
            "steps": steps,
            "chart": counts.chart(steps, moment),
            "coverage": counts.coverage_words(plans, numbers, moment),
            "plans": _lines(plans, moment),
            "lists": attention_lists(moment, numbers),
            "download": moment.link("/summary.csv"),
        },
    )


@page
def summary(request: HttpRequest) -> HttpResponseBase:
    """Give the table behind the chart, plan by plan, as a download."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    heading = (
        _("plan"), _("published"), _("state"), _("asked or promised"), _("accepted"), _("answers held"),
        _("reported complete"), _("statuses held"),
        _("checked by someone else"), _("nothing heard since made"), _("documents reach to"), _("as at"),
    )  # fmt: skip
    rows = (
        (line.title, line.published, line.state, line.asked, line.accepted, line.answers_held,
         line.claimed, line.statuses_held, line.checked, line.silent, line.reaches, moment.day.isoformat())
        for line in _lines(list(queries.plans(moment.day)), moment)
    )  # fmt: skip
    return table(f"summary-{moment.day}", heading, rows)


def _lines(plans: list, moment: Moment) -> list[counts.PlanLine]:  # type: ignore[type-arg]
    return [
        counts.plan_line(plan, queries.counts(moment.day, plan.id), queries.coverage(moment.day, plan.id), moment)
        for plan in plans
    ]
