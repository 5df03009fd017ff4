"""Reading pages as a browser does: where their links lead, and which forms stand in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

Values = tuple[tuple[str, str], ...]
CHOSEN_FROM = frozenset({"radio", "checkbox", "submit"})


@dataclass(frozen=True)
class Asked:
    """One name that a form sends: of which kind its box is, what stands in it, and what can be chosen."""

    name: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormOnPage:
    """A form: where it goes, by which method, and what it asks."""

    action: str
    method: str
    asked: tuple[Asked, ...]


@dataclass
class Page(HTMLParser):
    """The forms and links of a page, at an address."""

    address: str
    links: list[str] = field(default_factory=list)
    forms: list[FormOnPage] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._form: dict[str, str] | None = None
        self._asked: dict[str, Asked] = {}
        self._select = self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in a tag."""
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.address, given["href"]).partition("#")[0])
        elif tag == "form":
            self._form, self._asked = given, {}
        elif self._form is not None and given.get("name" if tag != "option" else "value") is not None:
            self._asks(tag, given)

    def handle_data(self, data: str) -> None:
        """Take in what stands in a box of several lines."""
        if self._area:
            self._ask(self._area, "textarea", value=data)

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of a tag."""
        if tag == "form" and self._form is not None:
            action = urljoin(self.address, self._form.get("action", "") or self.address)
            self.forms.append(FormOnPage(action, self._form.get("method", "get").upper(), tuple(self._asked.values())))
            self._form = None
        self._select = "" if tag == "select" else self._select
        self._area = "" if tag == "textarea" else self._area

    def _asks(self, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "option" and self._select:
            self._ask(self._select, "select", option=value)
        elif tag == "select":
            self._select = name
            self._ask(name, tag)
        elif tag == "textarea":
            self._area = name
            self._ask(name, tag)
        elif tag in ("input", "button"):
            kind = given.get("type", "text" if tag == "input" else "submit")
            chosen = kind in CHOSEN_FROM
            self._ask(name, kind, option=value if chosen else None, value="" if chosen else value)

    def _ask(self, name: str, kind: str, *, value: str = "", option: str | None = None) -> None:
        before = self._asked.get(name, Asked(name, kind))
        options = before.options if option is None else (*before.options, option)
        self._asked[name] = Asked(name, kind, before.value or value, options)


def read(address: str, html: str) -> Page:
    """Return what a page at an address holds."""
    page = Page(address)
    page.feed(html)
    return page
