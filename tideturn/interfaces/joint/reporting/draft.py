"""The draft in words: headings, sentences and tables, in the order of an annual report."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tideturn.engines.plans.money import Amount
from tideturn.engines.plans.words import PROMISED_BY_ITS_MAKER, AcceptanceValue, Status, VerdictValue, is_promised
from tideturn.interfaces.design.country import country
from tideturn.interfaces.design.moment import in_words
from tideturn.interfaces.joint.reporting.year import PlanYear, Year, owners_of

# Beside the other styles of the design; it is written into the page, which then stands alone.
STYLE = Path(__file__).parents[2] / "design" / "static" / "design" / "report.css"
SIGNS = {"GBP": "£", "EUR": "€"}


@dataclass(frozen=True)
class Table:
    """A table of the draft; the first cell of a row names it."""

    title: str
    heading: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    at_most: int | None = None

    @property
    def shown(self) -> list[list[tuple[str, str]]]:
        """Return the rows that are shown, each cell with the heading of its column."""
        return [list(zip(self.heading, row, strict=True)) for row in self.rows[: self.at_most]]

    @property
    def left_out(self) -> int:
        """Return how many rows are not shown."""
        return len(self.rows) - len(self.shown)


@dataclass(frozen=True)
class Section:
    """One section: what it says, and the tables that bear it out."""

    id: str
    title: str
    sentences: tuple[str, ...]
    tables: tuple[Table, ...] = ()


def html_of(year: Year) -> str:
    """Return the draft as one page of HTML that needs nothing else."""
    style = STYLE.read_text("utf-8")
    return render_to_string("design/report.html", {**said_of(year), "style": mark_safe(style)})  # noqa: S308 - our own file


def said_of(year: Year, rows_at_most: int | None = None) -> dict[str, object]:
    """Return what the templates of the draft print; a page of the site shows the first rows of long tables."""
    return {
        "title": title_of(year),
        "country": country(),
        "year": year,
        "lead": lead_of(year),
        "sections": [_shortened(one, rows_at_most) for one in sections_of(year)],
    }


def _shortened(section: Section, rows_at_most: int | None) -> Section:
    return replace(section, tables=tuple(replace(table, at_most=rows_at_most) for table in section.tables))


def title_of(year: Year) -> str:
    """Return the title of the draft."""
    return _("What was asked and promised in %(country)s: annual report for %(year)s, draft") % {
        "country": country().title,
        "year": year.year,
    }


def lead_of(year: Year) -> str:
    """Return the sentence under the title: what the draft knows of, and what it is for."""
    return _("As known on %(day)s. A draft for a person to edit.") % {"day": in_words(year.day)}


def sections_of(year: Year) -> tuple[Section, ...]:
    """Return every section of the draft; one that has nothing to tell says so."""
    makers = (_in_short, _by_plan, _due, _said, _postponed, _silent, _money, _how)
    return tuple(make(year) for make in makers)


def _in_short(year: Year) -> Section:
    counts, held = year.counts, year.coverage
    sentences = (
        _("By %(day)s, %(asked)s things had been asked or promised in %(plans)s plans.")
        % {"day": in_words(year.day), "asked": counts.asked, "plans": len(year.plans)},
        _("Of these, %(accepted)s were accepted, in full or in part, or promised by their maker. An answer is held "
          "for %(held)s.")
        % {"accepted": counts.accepted, "held": held.answered},
        _("%(claimed)s were reported complete; a status is held for %(held)s.")
        % {"claimed": counts.claimed_complete, "held": held.with_a_status},
        _checked(counts.checked),
        _("%(overdue)s were accepted and past their date. Of %(silent)s nothing was heard since they were made, in "
          "the documents held.")
        % {"overdue": counts.overdue, "silent": counts.silent},
    )  # fmt: skip
    return Section("in-short", _("In short"), sentences)


def _checked(count: int) -> str:
    """Return how many were checked; that no check is held says nothing about whether the work was done."""
    if not count:
        return _("No check by anyone but an owner is held. That says nothing about whether the work was done.")
    return ngettext("%(checked)s was checked by someone else.", "%(checked)s were checked by someone else.", count) % {
        "checked": count
    }


def _by_plan(year: Year) -> Section:
    heading = (
        _("Plan"), _("Published"), _("Asked or promised"), _("Accepted"), _("Reported complete"), _("Checked"),
        _("Accepted, date passed"), _("Nothing heard"),
    )  # fmt: skip
    rows = tuple(_plan_row(one) for one in year.plans)
    return Section("by-plan", _("Plan by plan"), (), (Table(_("Plan by plan"), heading, rows),))


def _plan_row(one: PlanYear) -> tuple[str, ...]:
    counts, held = one.counts, one.coverage
    return (
        one.plan.short_title,
        in_words(one.plan.published, one.plan.published_precision),
        str(counts.asked),
        str(counts.accepted) if held.answered else _("no answer held"),
        str(counts.claimed_complete) if held.with_a_status else _("no status held"),
        str(counts.checked) if counts.checked else _("no check held"),
        str(counts.overdue),
        str(counts.silent),
    )


def _due(year: Year) -> Section:
    rows = tuple(
        (str(one), owners_of(one) or _("nobody is named"), in_words(one.current_due_date), _answer(one), _status(one))
        for one in year.due
    )
    heading = (_("What"), _("Who answers"), _("By when"), _("Answer"), _("How far, as reported"))
    sentence = _("Things with a date in %(year)s: %(count)s. Asked is not promised: what was not accepted is not late.")
    return _listed("due", _("What had a date in the year"), sentence, year, heading, rows)


def _answer(one: Any) -> str:
    is_own = is_promised(one) and one.acceptance_value == AcceptanceValue.ACCEPTED
    return str(PROMISED_BY_ITS_MAKER if is_own else AcceptanceValue(one.acceptance_value).label)


def _status(one: Any) -> str:
    return str(Status(one.status_value).label) if one.status_value else _("no status held")


def _said(year: Year) -> Section:
    said = [
        *((one.stated_on, one.commitment, _answered(one), one.reason) for one in year.answers),
        *((one.stated_on, one.commitment, _reported(one), one.note) for one in year.positions),
        *((one.stated_on, one.commitment, _found(one), one.reason) for one in year.verdicts),
    ]
    rows = tuple(
        (str(commitment), in_words(day), words, note)
        for day, commitment, words, note in sorted(said, key=lambda one: (one[0], one[1].pk))
    )
    heading = (_("What"), _("When"), _("What was said"), _("More"))
    sentence = _(
        "Answers, positions and verdicts dated %(year)s: %(count)s. A position is a claim until it is checked."
    )
    return _listed("said", _("What was said in the year"), sentence, year, heading, rows)


def _answered(one: Any) -> str:
    return _("Answered: %(answer)s") % {"answer": AcceptanceValue(one.value).label}


def _reported(one: Any) -> str:
    return _("Reported: %(status)s") % {"status": Status(one.status).label} if one.status else _("A note")


def _found(one: Any) -> str:
    return _("Checked: %(verdict)s") % {"verdict": VerdictValue(one.value).label}


def _postponed(year: Year) -> Section:
    rows = tuple(
        (str(one.commitment), _first(one.commitment.due_date), in_words(one.due_date), in_words(one.decided_on),
         one.reason)
        for one in year.postponed
    )  # fmt: skip
    heading = (_("What"), _("First due"), _("Now due"), _("Decided"), _("Why"))
    sentence = _("Dates changed in %(year)s: %(count)s.")
    return _listed("postponed", _("Dates that were changed"), sentence, year, heading, rows)


def _first(day: date | None) -> str:
    return in_words(day) if day else _("no date")


def _silent(year: Year) -> Section:
    rows = tuple((str(one), owners_of(one) or _("nobody is named"), in_words(one.silent_since)) for one in year.silent)
    heading = (_("What"), _("Who answers"), _("Nothing heard since"))
    sentence = _(
        "Not heard of is not undone: the documents held do not say. The longest silent in plans still current:"
    )
    return Section("silent", _("Longest without a word"), (sentence,), (Table(_("Longest silent"), heading, rows),))


def _money(year: Year) -> Section:
    rows = tuple(
        (one.plan.short_title, "; ".join(_amount(total) for total in one.money) or _("no sum named"))
        for one in year.plans
    )
    sentence = _(
        "What was said, not what was spent. Parts are counted in their whole, and what two plans name is added once."
    )
    return Section("money", _("Money"), (sentence,), (Table(_("Money by plan"), (_("Plan"), _("In all")), rows),))


def _amount(one: Amount) -> str:
    sign = SIGNS.get(one.currency)
    words = f"{sign}{one.amount:,}" if sign else f"{one.amount:,} {one.currency}"
    words = _("%(sum)s a %(per)s") % {"sum": words, "per": one.per} if one.per else words
    if not one.has_bounds:
        return words
    rough = _("%(sum)s, said only roughly") if one.sums == 1 else _("%(sum)s, some of it said only roughly")
    return rough % {"sum": words}


def _how(year: Year) -> Section:
    sentences = [
        _("Every number here is counted from the register as it stood on %(day)s, by the same questions as its pages.")
        % {"day": in_words(year.day)},
        _("Facts were taken from the documents that the register holds; what stands in others is not counted."),
        _("The draft holds no judgement and no estimate. Whoever publishes it adds what they know, and signs it."),
    ]
    if not year.is_over:
        sentences.insert(0, _("The year goes on: this is how it stands so far."))
    return Section("how", _("How this was made"), tuple(sentences))


def _listed(
    id_: str, title: str, sentence: str, year: Year, heading: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> Section:
    held = tuple(rows)
    said = sentence % {"count": len(held), "year": year.year}
    return Section(id_, title, (said,), (Table(title, heading, held),) if held else ())
