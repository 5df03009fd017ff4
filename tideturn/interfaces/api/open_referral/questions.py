"""What may be asked, in the standard's own words. What the profile does not know is passed over, as programs expect."""

import re
import uuid
from dataclasses import replace
from typing import Annotated, Any

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field

from tideturn.engines.directory.filtering import Filter
from tideturn.interfaces.api.refusals import NotThere
from tideturn.interfaces.design.places import place_meant, point_of

LARGEST_PAGE, LAST_PAGE = 500, 1_000_000
FORMS = ("json", "ndjson")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CLOCK = re.compile(r"([01]\d|2[0-4]):[0-5]\d(:[0-5]\d)?")


def _clean(value: Any) -> Any:
    return value.replace("\x00", "").strip() if isinstance(value, str) else value


def _clock(value: Any) -> Any:
    if value in (None, ""):
        return None
    if not isinstance(value, str) or not CLOCK.fullmatch(value[:8]):
        raise ValueError("write a time as hours and minutes, for example 09:30")
    return value[:5]


def _day(value: Any) -> Any:
    if value in (None, ""):
        return None
    day = str(value).strip()[:2].upper()
    if day not in DAYS:
        raise ValueError(f"write a day as one of {', '.join(DAYS)}")
    return day


def _form(value: Any) -> Any:
    form = str(value).strip().lower() or FORMS[0]
    if form not in FORMS:
        raise ValueError(f"write {' or '.join(FORMS)}")
    return form


def _moment(value: Any) -> Any:
    # A day alone is its beginning; a plus sign that was not escaped arrives as a space.
    text = str(value).strip().replace(" ", "+")
    return f"{text}T00:00:00Z" if len(text) == 10 else text


Text = Annotated[str, BeforeValidator(_clean), Field(max_length=200)]
Clock = Annotated[str | None, BeforeValidator(_clock)]
Form = Annotated[str, BeforeValidator(_form)]
Day = Annotated[str | None, BeforeValidator(_day)]
Moment = Annotated[AwareDatetime, BeforeValidator(_moment)]
PLAIN = Field(False, description="The standard alone, without what we say beside it under `tideturn`.")
WHOLE_SERVICES = Field(False, description="With whole services, not only what tells them.")


class OneQuestion(BaseModel):
    """How one thing is wanted."""

    model_config = ConfigDict(frozen=True)

    plain: bool = PLAIN


class OneOrganisationQuestion(OneQuestion):
    """How one organisation is wanted."""

    full_service: bool = WHOLE_SERVICES


class Paged(BaseModel):
    """Which page, and how many on it."""

    model_config = ConfigDict(frozen=True)

    page: int = Field(1, ge=1, le=LAST_PAGE, description="Which page, counted from one.")
    per_page: int = Field(50, ge=1, le=LARGEST_PAGE, description="How many on a page.")
    format: Form = Field("json", description="`json`, or `ndjson` for everything, one line of JSON each.")
    end: bool = Field(False, description="With `ndjson`, a last line of ours that says how many there were.")

    @property
    def is_lines(self) -> bool:
        """Return whether everything is wanted, a line each."""
        return self.format == "ndjson"


class ServiceQuestion(Paged):
    """Which services; every filter that is given must hold."""

    search: Text = Field("", description="Words to look for in names and texts.")
    taxonomy_term_id: Text = Field("", description="The id or code of a term that the service has.")
    taxonomy_id: Text = Field("", description="The id or name of a taxonomy of which the service has any term.")
    organization_id: Text = Field("", description="The id of the organisation that gives the service.")
    modified_after: Moment | None = Field(None, description="Changed at or after this moment or day.")
    minimum_age: float | None = Field(None, description="With a minimum age of at least so many years.")
    maximum_age: float | None = Field(None, description="With a maximum age of at most so many years.")
    start_time: Clock = Field(None, description="Opening at this time or later.")
    end_time: Clock = Field(None, description="Closing at this time or earlier.")
    day: Day = Field(None, description="Open on this day of the week: MO, TU, WE, TH, FR, SA or SU.")
    minimal: bool = Field(False, description="Only ids and when each last changed.")
    full: bool = Field(False, description="Each with all that hangs on it.")
    plain: bool = PLAIN

    def filter(self) -> Filter:
        """Return what is asked of the directory; raise NotThere for an organisation that cannot be."""
        return Filter(
            words=self.search,
            term=self.taxonomy_term_id,
            taxonomy=self.taxonomy_id,
            organisation=organisation_id(self.organization_id) if self.organization_id else None,
            changed_after=self.modified_after,
            minimum_age=self.minimum_age,
            maximum_age=self.maximum_age,
            opens_from=self.start_time or "",
            closes_by=self.end_time or "",
            day=self.day or "",
        )


class PlaceQuestion(ServiceQuestion):
    """Which services at places; with a postcode and a distance in metres, those so near its middle."""

    postcode: Text = Field("", description="A postcode or its outward part.")
    proximity: float | None = Field(None, gt=0, le=1_000_000, description="How many metres from the postcode's middle.")

    def filter(self) -> Filter:
        """Return what is asked of the directory; a postcode that nobody knows is refused."""
        asked = super().filter()
        if not self.postcode:
            return asked
        place = place_meant(self.postcode)
        return replace(asked, near=point_of(place), within=self.proximity, served=place.area)


class OrganisationQuestion(Paged):
    """Which organisations."""

    search: Text = Field("", description="Words to look for in their names.")
    full: bool = Field(False, description="Each with all that hangs on it.")
    full_service: bool = WHOLE_SERVICES
    plain: bool = PLAIN


class TermQuestion(Paged):
    """Which words of taxonomies."""

    search: Text = Field("", description="Words to look for in names.")
    taxonomy_id: Text = Field("", description="Of this taxonomy.")
    parent_id: Text = Field("", description="Directly below this term.")
    top_only: bool = Field(False, description="Only those that stand below no other.")


class TaxonomyQuestion(Paged):
    """Which taxonomies."""

    search: Text = Field("", description="Words to look for in names.")


def organisation_id(text: str) -> uuid.UUID:
    """Return an id as the country's organisations have it; raise NotThere where nothing can have it."""
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotThere("There is no organisation with this id. See /open-referral/organizations.") from None
