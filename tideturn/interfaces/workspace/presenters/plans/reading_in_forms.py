"""What is asked while a document is read in: the file, the plan, each draft, and what is corrected afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.text import slugify
from django.utils.translation import gettext as _

from tideturn.engines.plans.models import PlanDraft, ReadingIn
from tideturn.engines.plans.reading_in.beginning import About
from tideturn.engines.plans.reading_in.correcting import Words as Right
from tideturn.engines.plans.reading_in.deciding import Words
from tideturn.engines.plans.reading_in.sums import as_text, sums_in
from tideturn.engines.plans.words import Kind, Nature, Status
from tideturn.interfaces.design.country import today
from tideturn.interfaces.design.forms import Choice, Day, Form, LongText, Number, Reading, Text, day_values, options_of
from tideturn.interfaces.design.forms.field import Field
from tideturn.interfaces.workspace.presenters.plans.labels import ANSWERS
from tideturn.interfaces.workspace.presenters.plans.reading_in_fields import (
    DocumentFile,
    OwnWords,
    Slug,
    Sums,
    WebAddress,
)
from tideturn.methods.reading.commitments import Money

SAID_OF_IT = ("response", "acceptance", "status", "status_as_written", "progress", "outcome")


@dataclass(frozen=True)
class Named:
    """The name of a file that was sent."""

    document: str


@dataclass(frozen=True)
class Reason:
    """A word on why."""

    reason: str


@dataclass(frozen=True)
class Lines:
    """Lines of a document, counted from 1."""

    first: int
    last: int


@dataclass(frozen=True)
class SecondPart:
    """Where a draft is to be split."""

    second_begins: str


@dataclass(frozen=True)
class DraftWords:
    """A draft as its form has it."""

    kind: str
    title: str
    wording: str
    number: str
    section: str
    owners: str
    timescale: str
    start_date: date | None
    due_date: date | None
    response: str
    acceptance: str
    status: str
    status_as_written: str
    progress: str
    outcome: str
    money: tuple[Money, ...]

    @property
    def words(self) -> Words:
        """Return what the engine keeps."""
        return Words(**{**vars(self), "kind": Kind(self.kind), "owners": names_in(self.owners)})


@dataclass(frozen=True)
class Mended:
    """A published commitment as somebody corrects it, and why."""

    title: str
    wording: str
    owners: str
    start_date: date | None
    due_date: date | None
    reason: str

    @property
    def words(self) -> Right:
        """Return what the engine keeps."""
        return Right(self.title, self.wording, names_in(self.owners), self.start_date, self.due_date)


Dated = TypeVar("Dated", DraftWords, Mended)


def names_in(text: str) -> tuple[str, ...]:
    """Return the names of a text that has one on each line, each once."""
    return tuple(dict.fromkeys(" ".join(line.split())[:200] for line in text.splitlines() if line.strip()))


def upload_form() -> Form[Named]:
    """Return the form that asks for a document."""
    hint = _("A PDF with text in it, a Word document (.docx), a web page saved as HTML, Markdown or plain text.")
    missing = _("Choose the document.")
    return Form((DocumentFile(name="document", label=_("The document"), hint=hint, missing=missing),), Named)


def about_form(publishers: tuple[tuple[str, str], ...], plans: tuple[tuple[str, str], ...]) -> Form[About]:
    """Return the form that asks what plan a document is."""
    is_new = _("It is a plan of its own")
    return Form(
        (
            Text(name="title", label=_("Title of the plan, as published"), at_most=500),
            Text(name="short_title", label=_("What its pages call it"), at_most=120, hint=_("A few words.")),
            Slug(
                name="plan_slug",
                label=_("Its id"),
                at_most=80,
                hint=_("It stands in addresses and is for ever, for example harbour-plan-2026."),
            ),
            Choice(name="publisher", label=_("Who published it"), options=options_of(publishers), is_dropped_down=True),
            Choice(name="nature", label=_("What its words do"), options=options_of(Nature.choices)),
            Day(name="published", label=_("When was it published?"), earliest=date(1990, 1, 1), latest=today()),
            WebAddress(
                name="address",
                label=_("Where the publisher has it"),
                at_most=500,
                is_required=False,
                hint=_("Its address on the web, beginning with https://."),
            ),
            Text(name="licence", label=_("Its licence"), at_most=60, is_required=False),
            Choice(
                name="edition_of",
                label=_("Is it a new edition of a plan that is here?"),
                options=options_of(plans),
                is_dropped_down=True,
                is_required=False,
                nothing=is_new,
                hint=_("Then you see what was added, dropped, reworded or postponed before you publish."),
            ),
        ),
        lambda **values: About(**{**values, "nature": Nature(values["nature"])}),
    )


def about_values(reading: ReadingIn) -> Mapping[str, object]:
    """Return what is known of a plan, for its form."""
    return {
        "title": reading.title,
        "short_title": reading.short_title or reading.title[:120],
        "plan_slug": reading.plan_slug or _slug_of(reading),
        "publisher": reading.publisher_id or "",
        "nature": reading.nature,
        **day_values("published", reading.published),
        "address": reading.address,
        "licence": reading.licence,
        "edition_of": reading.edition_of_id or "",
    }


def _slug_of(reading: ReadingIn) -> str:
    year = f"-{reading.published.year}" if reading.published else ""
    return f"{slugify(reading.title)[:60].strip('-')}{year}" if reading.title else ""


def draft_form() -> Form[DraftWords]:
    """Return the form of one draft."""
    return Form(
        (
            OwnWords(name="title", label=_("Title"), hint=_("At most twelve plain words of your own.")),
            LongText(name="wording", label=_("Wording, as published"), at_most=12_000, rows=6),
            Choice(
                name="kind",
                label=_("What the document calls it"),
                options=options_of(Kind.choices),
                is_dropped_down=True,
            ),
            Text(name="number", label=_("Number"), at_most=20, is_required=False, width=10),
            Text(name="section", label=_("Heading"), at_most=200, is_required=False),
            LongText(
                name="owners",
                label=_("Who answers for it"),
                at_most=4_000,
                rows=3,
                is_required=False,
                hint=_("One on each line, by the name that the register has."),
            ),
            Text(name="timescale", label=_("Timescale, as published"), at_most=200, is_required=False),
            Day(name="start_date", label=_("From when"), is_required=False),
            Day(name="due_date", label=_("Due at the latest"), is_required=False),
            *_said_of_it(),
        ),
        DraftWords,
    )


def _said_of_it() -> tuple[Field, ...]:
    """Return the fields of what the document says of a commitment beside its words; most plans say none of it."""
    return (
        LongText(name="response", label=_("The answer, as published"), at_most=12_000, rows=3, is_required=False),
        Choice(
            name="acceptance", label=_("What that answer comes to"), options=options_of(ANSWERS), is_dropped_down=True,
            is_required=False, nothing=_("No answer stands there"),
            hint=_("As whoever published the document answers what was asked. It is shown as a reading of the words."),
        ),
        Choice(
            name="status", label=_("How far it is, by the document"), options=options_of(Status.choices),
            is_dropped_down=True, is_required=False, nothing=_("It does not say"),
            hint=_("It becomes a position of the publisher, as at the day the document was published."),
        ),
        Text(name="status_as_written", label=_("In the document's own words"), at_most=200, is_required=False),
        LongText(name="progress", label=_("Progress, as published"), at_most=12_000, rows=3, is_required=False),
        LongText(
            name="outcome", label=_("The outcome hoped for, as published"), at_most=4_000, rows=2, is_required=False
        ),
        Sums(
            name="money", label=_("Sums of money that it names"), at_most=4_000, rows=4, is_required=False,
            hint=_("One on each line, as printed; “of which £1 million” below a sum that counts it already."),
        ),
    )  # fmt: skip


def read_in_order(form: Form[Dated], posted: Mapping[str, object]) -> Reading[Dated]:
    """Return a form as it was filled in; one by which something would be due before it begins is refused."""
    read = form.read(posted)
    value = read.value
    if value and value.start_date and value.due_date and value.due_date < value.start_date:
        return form.refused(posted, {"due_date": _("It would be due before it begins. Mend one of the two days.")})
    return read


def draft_values(draft: PlanDraft) -> Mapping[str, object]:
    """Return what a draft says, for its form."""
    return {
        "title": draft.title,
        "wording": draft.wording,
        "kind": draft.kind,
        "number": draft.number,
        "section": draft.section,
        "owners": "\n".join(draft.owners),
        "timescale": draft.timescale,
        **day_values("start_date", draft.start_date),
        **day_values("due_date", draft.due_date),
        "money": as_text(sums_in(draft.money)),
        **{name: getattr(draft, name) for name in SAID_OF_IT},
    }


def correction_form() -> Form[Mended]:
    """Return the form that corrects a published commitment."""
    fields = draft_form().fields
    asked = [field for field in fields if field.name in ("title", "wording", "owners", "start_date", "due_date")]
    hint = _("Everybody reads this at once, and no second person looks at it first. Name nobody in it.")
    return Form((*asked, LongText(name="reason", label=_("What was wrong?"), at_most=1_000, rows=2, hint=hint)), Mended)


def correction_values(words: Right) -> Mapping[str, object]:
    """Return what a commitment says, for its form."""
    return {
        "title": words.title,
        "wording": words.wording,
        "owners": "\n".join(words.owners),
        **day_values("start_date", words.start_date),
        **day_values("due_date", words.due_date),
    }


def lines_form() -> Form[Lines]:
    """Return the form that asks which lines a draft is to be made of."""
    return Form(
        (
            Number(name="first", label=_("First line")),
            Number(name="last", label=_("Last line")),
        ),
        lambda first, last: Lines(int(first), int(last)),
    )


def drop_form() -> Form[Reason]:
    """Return the form that asks why a draft is left out."""
    return Form((Text(name="reason", label=_("Why is it no commitment of this plan?"), at_most=500),), Reason)


def split_form() -> Form[SecondPart]:
    """Return the form that asks where a draft is split."""
    hint = _("Copy the first words of the second part from the wording.")
    return Form((Text(name="second_begins", label=_("The second part begins with"), hint=hint),), SecondPart)
