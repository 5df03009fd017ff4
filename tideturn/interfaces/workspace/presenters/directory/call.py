"""What the page of a call says: the box, three sentences to read out, and how to ask for less or for more."""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from tideturn.interfaces.joint.helping.asked import Asked
from tideturn.interfaces.joint.helping.asked_words import choices_of, let_go_words, near_of, understood_words
from tideturn.interfaces.joint.helping.finding import Result, Results
from tideturn.interfaces.joint.helping.lines import always_open, lines_before_all
from tideturn.interfaces.joint.helping.spoken import line_sentence, spoken
from tideturn.interfaces.joint.helping.times import LABELS, When, label_of
from tideturn.interfaces.joint.helping.understanding import Understood

KEYS, OFF = "keys", "off"
# After the question is sent the answers are gone to, past everything that stands before them.
ANSWERS = "#answers"


@dataclass(frozen=True)
class Link:
    """A way to ask a little differently; `is_on` where it takes back what is asked now."""

    label: str
    href: str
    is_on: bool = False


@dataclass(frozen=True)
class Answer:
    """One answer: what is read out, what the handler bears in mind, and where to go on."""

    sentence: str
    cautions: tuple[str, ...]
    about: str
    refer: str
    name: str
    dialled: str
    written: str


@dataclass(frozen=True)
class Found:
    """Three answers, and what was understood of the question."""

    title: str
    answers: tuple[Answer, ...]
    understood: tuple[str, ...]
    choices: tuple[Link, ...]
    unknown_place: str
    let_go: str
    narrower: tuple[Link, ...]


@dataclass(frozen=True)
class Form:
    """What stands in the fields, and the times that can be chosen: value, label, and whether it is chosen."""

    asked: Asked
    times: tuple[tuple[str, str, bool], ...]
    action: str


@dataclass(frozen=True)
class Keys:
    """Whether single keys do something, and the address of the same page with that turned about."""

    are_on: bool
    href: str
    name: str = KEYS
    off: str = OFF


def form(asked: Asked) -> Form:
    """Return the box as it was filled in."""
    times = tuple((each.value, label_of(each), each is asked.when) for each in LABELS)
    return Form(asked, times, f"{reverse('directory-call')}{ANSWERS}")


def keys(asked: Asked, *, has_keys: bool) -> Keys:
    """Return the switch of the single keys."""
    return Keys(has_keys, _address(asked, has_keys=not has_keys))


def lines() -> tuple[str, ...]:
    """Return the lines that answer at every hour, to be read out: those for danger to life last, to stay in the ear."""
    return tuple(line_sentence(line) for line in sorted(always_open(), key=lambda line: line.is_emergency))


def first(asked: Asked) -> tuple[str, ...]:
    """Return the lines that come before all that is found, by what was typed, to be read out."""
    return tuple(line_sentence(line) for line in lines_before_all(asked.need))


def found(asked: Asked, meant: Understood, results: Results, shown: Sequence[Result], *, has_keys: bool) -> Found:
    """Return what is said of what was found."""
    near = near_of(meant)
    return Found(
        title=_("Read out") if shown else _("Nothing that we know of"),
        answers=tuple(_answer(result, near) for result in shown),
        understood=understood_words(meant),
        choices=tuple(Link(where, _address(one, has_keys=has_keys)) for where, one in choices_of(asked, meant)),
        unknown_place=meant.unknown_place,
        let_go=let_go_words(results, meant),
        narrower=tuple(_narrower(asked, has_keys=has_keys)),
    )


def parameters(asked: Asked, *, has_keys: bool) -> dict[str, str]:
    """Return the parameters of an address that asks the same."""
    return asked.parameters() | ({} if has_keys else {KEYS: OFF})


def _answer(result: Result, near: str) -> Answer:
    one = spoken(result, near=near)
    phone = one.card.phones[0] if one.card.phones else None
    return Answer(
        sentence=one.sentence,
        cautions=tuple(filter(None, (one.card.untold, one.card.full))),
        about=reverse("help-service", args=[one.card.code]),
        refer=_refer(result.service.pk),
        name=one.card.name,
        dialled=phone.dialled if phone else "",
        written=phone.written if phone else "",
    )


def _refer(service_id: uuid.UUID) -> str:
    """Return where somebody is referred to a service from a call."""
    return f"{reverse('directory-refer', args=[service_id])}?from=call"


def _narrower(asked: Asked, *, has_keys: bool) -> Iterator[Link]:
    """Yield three ways to ask for less, each of which takes itself back."""
    is_now = asked.when is When.NOW
    told = (
        (_("Open now"), is_now, replace(asked, when=When.ANY if is_now else When.NOW)),
        (_("Without referral"), asked.without_referral, replace(asked, without_referral=not asked.without_referral)),
        (_("Open to families"), asked.families, replace(asked, families=not asked.families)),
    )
    yield from (Link(label, _address(one, has_keys=has_keys), is_on) for label, is_on, one in told)


def _address(asked: Asked, *, has_keys: bool) -> str:
    said = parameters(asked, has_keys=has_keys)
    return f"{reverse('directory-call')}{'?' + urlencode(said) if said else ''}{ANSWERS}"
