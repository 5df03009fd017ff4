"""What every word of the register means, for the page about the data."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tideturn.engines.plans.words import AcceptanceValue, Status, VerdictValue
from tideturn.interfaces.website.presenters import labels
from tideturn.methods.promises.standing import Timing


@dataclass(frozen=True)
class Definition:
    """A word and its meaning."""

    word: str
    meaning: str


@dataclass(frozen=True)
class WordGroup:
    """Words that answer the same question."""

    id: str
    title: str
    words: tuple[Definition, ...]


def word_groups() -> tuple[WordGroup, ...]:
    """Return every word that the pages use of commitments, with its meaning."""
    return (
        WordGroup("words-answer", _("What was answered"), _acceptance()),
        WordGroup("words-status", _("How far it is, as reported"), _status()),
        WordGroup("words-timing", _("Against its date"), _timing()),
        WordGroup("words-verdict", _("What an independent check found"), _verdict()),
        WordGroup("words-other", _("Other words"), _other()),
    )


def _acceptance() -> tuple[Definition, ...]:
    meanings = {
        AcceptanceValue.ACCEPTED: _("Those who were asked said yes. What a body promises in its own plan counts as "
                                    "accepted by it, and reads “Promised by its maker”."),
        AcceptanceValue.IN_PART: _("They said yes to part of it."),
        AcceptanceValue.DECLINED: _("They said no."),
        AcceptanceValue.UNDER_CONSIDERATION: _("They said that they are thinking about it. That is not a yes."),
        AcceptanceValue.NO_ANSWER_HELD: _("No document held answers it. An answer may exist elsewhere."),
    }  # fmt: skip
    return tuple(Definition(labels.acceptance_label(value), meaning) for value, meaning in meanings.items())


def _status() -> tuple[Definition, ...]:
    meanings = {
        Status.NOT_STARTED: _("Work is reported not to have begun."),
        Status.UNDER_CONSIDERATION: _("Whether or how to do it is reported to be still open."),
        Status.IN_EARLY_DEVELOPMENT: _("Work is reported to be taking shape."),
        Status.UNDER_WAY: _("Work is reported to be going on."),
        Status.COMPLETE: _("It is reported as done. That is a claim until someone independent has checked."),
        Status.PAUSED: _("Work is reported to have stopped for now."),
        Status.SUPERSEDED: _("Something else is reported to have taken its place."),
        "": _("No document held gives a status. It is not the same as “not started”."),
    }
    return tuple(Definition(labels.status_label(value), meaning) for value, meaning in meanings.items())


def _timing() -> tuple[Definition, ...]:
    return tuple(Definition(labels.timing_label(timing), labels.timing_meaning(timing)) for timing in Timing)


def _verdict() -> tuple[Definition, ...]:
    meanings = {
        VerdictValue.MET: _("It was done as asked."),
        VerdictValue.PARTLY_MET: _("Some of it was done."),
        VerdictValue.NOT_MET: _("It was not done."),
        VerdictValue.CANNOT_TELL: _("What can be seen does not settle it."),
        "": _("No verdict by anyone other than the owner is held."),
    }
    return tuple(Definition(labels.verdict_label(value), meaning) for value, meaning in meanings.items())


def _other() -> tuple[Definition, ...]:
    return (
        Definition(_("Owner"), _("Whoever the document names as the one to act. Where a sentence names nobody, nobody "
                                 "is shown.")),
        Definition(_("A class of bodies"), _("Words such as “all services”: many bodies at once, none of them in "
                                             "particular.")),
        Definition(_("Nothing in the documents held, to a day"), _("Silence. The documents that were read say nothing "
                   "of it after the plan itself, and they reach to that day. It does not mean that nothing was done.")),
        Definition(_("Reported complete, not checked"), _("It is reported as done and no independent check is held.")),
        Definition(_("Our reading"), _("A judgement of ours on what a source means, where the source does not say it "
                                       "in so many words.")),
        Definition(_("Continues, restates, supersedes, fulfils, responds to, pays for"), _("What a later commitment "
                   "does to an earlier one. Along these links the story of a promise is told.")),
        Definition(_("Runs parallel to, is read as underpinning, depends on, overlaps with"), _("Links that are no "
                   "continuity. They stand beside the story.")),
    )  # fmt: skip
