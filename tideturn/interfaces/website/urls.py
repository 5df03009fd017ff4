"""The addresses of the public pages; they are for ever."""

from django.urls import path, re_path

from tideturn.interfaces.website.pages import (
    changes,
    commitments,
    data,
    due,
    find_help,
    help_service,
    help_widget,
    home,
    notices,
    owners,
    plans,
    search,
    self_referral,
)

SERVICE = r"^help/(?P<code>[a-zA-Z0-9-]{8,40})/"
PLAN = r"^plans/(?P<plan_id>[a-zA-Z0-9_-]{1,80})/"
FILE = r"(?P<file>[a-z-]{1,40}\.(?:csv|json|zip))$"

urlpatterns = [
    path("", home.home, name="home"),
    path("summary.csv", home.summary, name="summary"),
    path("plans/", plans.plans, name="plans"),
    re_path(PLAN + r"$", plans.plan, name="plan"),
    re_path(PLAN + r"commitments\.csv$", plans.plan_table, name="plan-table"),
    re_path(PLAN + r"(?P<local_id>[a-zA-Z0-9._-]{1,40})/$", commitments.commitment, name="commitment"),
    re_path(PLAN + r"due\.ics$", due.due_of_plan, name="plan-due"),
    path("owners/", owners.owners, name="owners"),
    path("owners/<slug:owner_id>/", owners.owner, name="owner"),
    path("owners/<slug:owner_id>/commitments.csv", owners.owner_table, name="owner-table"),
    path("owners/<slug:owner_id>/due.ics", due.due_of_owner, name="owner-due"),
    path("search/", search.search, name="search"),
    path("search/results.csv", search.search_table, name="search-table"),
    path("changes/", changes.changes, name="changes"),
    path("changes/changes.csv", changes.changes_table, name="changes-table"),
    path("changes/feed.atom", changes.changes_feed, name="changes-feed"),
    path("due.ics", due.due_of_all, name="due"),
    path("data/", data.data, name="data"),
    path("data/catalogue.jsonld", data.catalogue, name="data-catalogue"),
    re_path(r"^data/register/" + FILE, data.data_file, name="data-file"),
    re_path(r"^data/" + PLAN.removeprefix("^") + FILE, data.data_file, name="data-plan-file"),
    path("about-the-data/", notices.about_the_data, name="about-the-data"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("privacy/", notices.privacy, name="privacy"),
    path("sources/", notices.sources, name="sources"),
    path("help-after-an-overdose/", self_referral.self_referral_page, name="self-referral"),
    path("help/", find_help.find_help, name="help"),
    path("help/results.csv", find_help.help_table, name="help-table"),
    path("help/districts.json", find_help.districts, name="help-districts"),
    path("help/code/", find_help.by_code, name="help-code"),
    path("help/widget/", help_widget.help_widget, name="help-widget"),
    re_path(r"^help/reports/(?P<reference>[a-zA-Z0-9-]{8,20})/$", help_service.help_report, name="help-report"),
    re_path(SERVICE + r"$", help_service.help_service, name="help-service"),
    re_path(SERVICE + r"wrong/$", help_service.help_wrong, name="help-wrong"),
    path("robots.txt", notices.robots, name="robots"),
]
