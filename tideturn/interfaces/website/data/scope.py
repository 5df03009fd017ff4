"""What a set of files is of: the whole register, or one plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tideturn.engines.plans import queries
from tideturn.interfaces.design.country import country
from tideturn.interfaces.design.moment import Moment

LICENCE = {
    "name": "Apache-2.0",
    "title": "Apache License 2.0",
    "path": "https://www.apache.org/licenses/LICENSE-2.0",
}


@dataclass(frozen=True)
class Source:
    """A document from which facts were taken."""

    title: str
    address: str
    licence: str


@dataclass(frozen=True)
class Scope:
    """The whole register or one plan, on a day: where its files stand, and what they are made from."""

    name: str
    title: str
    plan_id: str | None
    moment: Moment
    sources: tuple[Source, ...]

    @property
    def folder(self) -> str:
        """Return the address under which its files stand."""
        return "/data/register/" if self.plan_id is None else f"/data/plans/{self.plan_id}/"

    @property
    def description(self) -> str:
        """Return what the files hold, and what they do not."""
        return _(
            "What was asked and promised to prevent drug deaths in %(country)s: %(title)s, as it stood on %(day)s. "
            "Facts and short titles are ours; the wording of the documents is their publishers’ and is not here. "
            "An empty cell means that nothing is held, never none."
        ) % {"country": country().title, "title": self.title, "day": self.moment.words}


def whole_register(moment: Moment) -> Scope:
    """Return the scope of everything held."""
    documents = list(queries.documents(moment.day).filter(is_held=True))
    return Scope("register", _("the whole register"), None, moment, _sources(documents))


def one_plan(plan: Any, moment: Moment) -> Scope:
    """Return the scope of a plan that was published by the day."""
    documents = queries.documents(moment.day).filter(is_held=True, plan=plan.id)
    return Scope(plan.id, plan.short_title, plan.id, moment, _sources(documents))


def _sources(documents: Iterable[Any]) -> tuple[Source, ...]:
    return tuple(Source(item.title, item.address, item.licence) for item in documents)
