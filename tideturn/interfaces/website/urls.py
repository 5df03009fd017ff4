"""The addresses of the public pages; they are for ever."""

from django.urls import path, re_path

from tideturn.interfaces.website.pages import commitments, home, notices, owners, plans, search, self_referral

PLAN = r"^plans/(?P<plan_id>[a-zA-Z0-9_-]{1,80})/"

urlpatterns = [
    path("", home.home, name="home"),
    path("summary.csv", home.summary, name="summary"),
    path("plans/", plans.plans, name="plans"),
    re_path(PLAN + r"$", plans.plan, name="plan"),
    re_path(PLAN + r"commitments\.csv$", plans.plan_table, name="plan-table"),
    re_path(PLAN + r"(?P<local_id>[a-zA-Z0-9._-]{1,40})/$", commitments.commitment, name="commitment"),
    path("owners/", owners.owners, name="owners"),
    path("owners/<slug:owner_id>/", owners.owner, name="owner"),
    path("owners/<slug:owner_id>/commitments.csv", owners.owner_table, name="owner-table"),
    path("search/", search.search, name="search"),
    path("search/results.csv", search.search_table, name="search-table"),
    path("about-the-data/", notices.about_the_data, name="about-the-data"),
    path("accessibility/", notices.accessibility, name="accessibility"),
    path("privacy/", notices.privacy, name="privacy"),
    path("sources/", notices.sources, name="sources"),
    path("help-after-an-overdose/", self_referral.self_referral_page, name="self-referral"),
    path("robots.txt", notices.robots, name="robots"),
]
