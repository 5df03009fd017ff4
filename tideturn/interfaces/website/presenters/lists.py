"""The short lists of the first page: what is due, past its date, never accepted, longest unheard of."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.interfaces.design.moment import Moment
from tideturn.interfaces.website.presenters.rows import Row, rows_of
from tideturn.methods.promises.standing import Timing

SHORT, LONGEST_SILENT = 5, 10


@dataclass(frozen=True)
class ShortList:
    """The first few of a list, how many there are in all, and where the rest stands."""

    id: str
    title: str
    meaning: str
    nothing: str
    rows: tuple[Row, ...]
    total: int
    href: str
    hides_tag: bool = True
    counts_more: bool = False

    @property
    def more(self) -> str:
        """Return the words of the link to the whole list, if there is more than is shown."""
        if self.total <= len(self.rows):
            return ""
        if self.counts_more:
            return _("See all %(total)s without a word, those of ended plans too") % {"total": self.total}
        return _("See all %(total)s") % {"total": self.total}


def attention_lists(moment: Moment, numbers: queries.Counts) -> tuple[ShortList, ...]:
    """Return what someone who must ask questions on the day would ask about first."""
    return (
        ShortList(
            "due-soon",
            _("Due within 90 days"),
            _("Everything whose date is near, accepted or not."),
            _("Nothing that is held has a date in the 90 days from %(day)s.") % {"day": moment.words},
            _timed(moment, Timing.DUE_SOON, numbers.due_soon),
            numbers.due_soon,
            moment.link("/search/", timing=Timing.DUE_SOON),
        ),
        ShortList(
            "overdue",
            _("Accepted, and its date has passed"),
            _("Accepted or promised, past its date, and not reported complete in any document held."),
            _("Nothing that was accepted is past its date."),
            _timed(moment, Timing.OVERDUE, numbers.overdue),
            numbers.overdue,
            moment.link("/search/", timing=Timing.OVERDUE),
        ),
        ShortList(
            "window-passed",
            _("Asked for, its date has passed, no acceptance held"),
            _(
                "Asked is not promised: nobody is late with what they did not accept. "
                "The question is what will be answered."
            ),
            _("Nothing that was asked for has passed its date without an acceptance."),
            _timed(moment, Timing.WINDOW_PASSED, numbers.window_passed),
            numbers.window_passed,
            moment.link("/search/", timing=Timing.WINDOW_PASSED),
        ),
        ShortList(
            "longest-silent",
            _("Longest without a word"),
            _("In plans that are still current. Not heard of is not undone: the documents held do not say."),
            _("Nothing in a current plan is without a word."),
            rows_of(queries.longest_silent(moment.day, LONGEST_SILENT), moment),
            numbers.silent,
            moment.link("/search/", silent="yes"),
            hides_tag=False,
            counts_more=True,
        ),
    )


def _timed(moment: Moment, timing: Timing, total: int) -> tuple[Row, ...]:
    if not total:
        return ()
    found = queries.register(moment.day).filter(timing=timing).order_by("current_due_date", "plan_id", "order")
    return rows_of(found[:SHORT], moment)
