"""The first page: is it being done?"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.engines.plans.happenings import happenings
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.pages.downloads import table
from tideturn.interfaces.website.pages.page import page
from tideturn.interfaces.website.presenters import counts
from tideturn.interfaces.website.presenters.happenings import lately_words
from tideturn.interfaces.website.presenters.lists import attention_lists

LATELY = timedelta(days=30)


@page
def home(request: HttpRequest) -> HttpResponse:
    """Answer the question in the order asked, accepted, done, checked; then what to ask about first."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    by_plan = queries.counts_by_plan(moment.day)
    numbers, held = counts.in_all(by_plan.values())
    plans = list(queries.plans(moment.day))
    steps = counts.steps(numbers, held, moment)
    since = moment.day - LATELY
    return render(
        request,
        "website/home.html",
        {
            "changed": lately_words(happenings(moment.day, since).count(), since, moment),
            "changed_since": since.isoformat(),
            "steps": steps,
            "chart": counts.chart(steps, moment),
            "coverage": counts.coverage_words(plans, numbers, moment),
            "plans": [counts.plan_line(plan, *by_plan[plan.id], moment) for plan in plans if plan.id in by_plan],
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
    by_plan = queries.counts_by_plan(moment.day)
    lines = (
        counts.plan_line(plan, *by_plan[plan.id], moment) for plan in queries.plans(moment.day) if plan.id in by_plan
    )
    rows = (
        (line.title, line.published, line.state, line.asked, line.accepted, line.answers_held, line.claimed,
         line.statuses_held, line.checked, line.silent, line.reaches, moment.day.isoformat())
        for line in lines
    )  # fmt: skip
    return table(f"summary-{moment.day}", heading, rows)
