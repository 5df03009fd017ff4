"""Every kind of public page, by an address on which it says much."""

PAGES = (
    "/",
    "/?as_of=2020-06-30",
    "/plans/",
    "/plans/changing-lives-2022/",
    "/plans/changing-lives-2022/T-062/",
    "/plans/taskforce-response-2022/R-09/",
    "/plans/rights-respect-recovery-2019-21/RRR-8a/",
    "/owners/",
    "/owners/nhs-health-scotland/",
    "/search/?q=naloxne&acceptance=under_consideration",
    "/search/?q=qqqqqqqq",
    "/about-the-data/",
    "/accessibility/",
    "/privacy/",
    "/sources/",
    "/help-after-an-overdose/",
    "/nowhere/",
    "/?as_of=someday",
)
