"""The draft of an annual report: a page for each year, and the same as PDF/UA."""

from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from tideturn.engines.plans.version import version
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.joint.reporting.draft import said_of
from tideturn.interfaces.joint.reporting.paper import NoPdf, pdf_of
from tideturn.interfaces.joint.reporting.year import NoSuchYear, Year, year_of, years
from tideturn.interfaces.website.data.kept import KeptFiles
from tideturn.interfaces.website.errors import AskedBadly, NotHere, NotNow
from tideturn.interfaces.website.pages.data import marked, unchanged
from tideturn.interfaces.website.pages.page import page

ROWS_SHOWN = 50
FORM_OF_A_YEAR = 4
# Kept apart from the other files, because making one takes seconds, and nobody who wants a table waits for it.
papers = KeptFiles()


@page
def reports(request: HttpRequest) -> HttpResponse:
    """Offer the draft of a year, and show it where one is asked for."""
    moment: Moment = request.moment  # type: ignore[attr-defined]
    written = request.GET.get("year", "").strip()
    known = {"years": list(reversed(years(moment.day))), "asked": written}
    if not written:
        return render(request, "website/report.html", known)
    found = _year(written, moment)
    shown = {**known, **said_of(found, ROWS_SHOWN), "pdf": f"/report/{found.year}.pdf"}
    return render(request, "website/report.html", shown)


def _year(written: str, moment: Moment) -> Year:
    if not (written.isascii() and written.isdigit() and len(written) == FORM_OF_A_YEAR):
        raise AskedBadly(_("“%(written)s” is not a year. Write it as four digits.") % {"written": written[:40]})
    try:
        return year_of(int(written), moment.day)
    except NoSuchYear as error:
        raise NotHere(str(error)) from None


@page
def report_pdf(request: HttpRequest, year: str) -> HttpResponseBase:
    """Give the draft of a year as PDF/UA; it is made once for a version of the register.

    It is always as known today: a PDF of every year and every day would keep a server busy for ever.
    """
    asked: Moment = request.moment  # type: ignore[attr-defined]
    moment = Moment(asked.today, asked.today)
    known = version(moment.today)
    answer = unchanged(request, known)
    if answer is None:
        found = _year(year, moment)
        try:
            path = papers.made(
                ("report", year, moment.day.isoformat(), known.mark), lambda out: out.write_bytes(pdf_of(found)) > 0
            )
        except NoPdf as error:
            raise NotNow(str(error)) from None
        if path is None:
            raise NotHere(_("There is no report of %(year)s.") % {"year": year})
        answer = FileResponse(path.open("rb"), content_type="application/pdf", filename=f"tideturn-report-{year}.pdf")
    return marked(answer, known)
