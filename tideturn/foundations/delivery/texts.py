"""The text of each kind of message: plain words that are the same whoever it is about, and a link to sign in at."""

from dataclasses import dataclass

from django.conf import settings

from tideturn.foundations.delivery.signed_links import signed
from tideturn.foundations.delivery.words import Kind

SIGN_IN = "Sign in to see it"


@dataclass(frozen=True)
class Text:
    """A subject line and what follows it; `leads` stands before the link, which is signed where it asks no password."""

    subject: str
    sentence: str
    leads: str = SIGN_IN
    is_signed: bool = False


TEXTS = {
    Kind.CLOCK_RAISED: Text(
        "A clock has run out",
        "Something that was to be done by now has not been recorded as done. Please look at once.",
    ),
    Kind.CLOCK_WARNING: Text(
        "A clock is about to run out", "Something is to be done soon and has not been recorded as done."
    ),
    Kind.CASE_ASSIGNED: Text("A case is now yours", "You or your team are responsible for a case from now on."),
    Kind.CASE_NEWS: Text(
        "Something waits for you in a case", "Something happened in a case that you or your team should look at."
    ),
    Kind.BREAK_GLASS_USED: Text(
        "A case was opened in an emergency",
        "Somebody who may not usually see it opened a case, with a reason and for a limited time. Please review it.",
    ),
    Kind.ODD_READING: Text(
        "A reading stands out",
        "How somebody of your agency read cases stands out. That is a question and no finding. Please ask them.",
    ),
    Kind.REVIEW_DUE: Text(
        "An emergency opening waits for its review",
        "A case was opened in an emergency and nobody has reviewed that yet.",
    ),
    Kind.REPORT_UNROUTABLE: Text(
        "A report found no team", "A report came in that no team's area covers. Please give it to a team."
    ),
    Kind.POISON_CLOCK: Text(
        "A clock could not be raised", "A clock ran out and could not be raised by itself. Please look at it by hand."
    ),
    Kind.SIGN_IN_RESET: Text(
        "Your signing in was reset",
        "Your password and second step no longer work. An administrator has a link for you, which is good for a day "
        "and is not sent by e-mail. If you did not ask for this, tell your agency and whoever runs Tideturn at once.",
    ),
    Kind.STILL_RIGHT: Text(
        "Is it still right? An entry in the directory of help",
        "Nobody has said for a while that an entry of yours in the directory of help is right. If nobody does, it will "
        "be shown as not checked, and later not at all.",
        leads="See it, and say by one button that it is still right; no password is needed",
        is_signed=True,
    ),
    Kind.CHANGE_WAITS: Text(
        "A change to the directory waits to be decided",
        "Somebody proposed a change to an entry of the directory of help in your areas. It is in the directory once "
        "you or a colleague bring it in.",
    ),
    Kind.REPORTS_WAIT: Text(
        "Somebody found an entry of the directory wrong",
        "People who looked for help found something wrong with entries that you keep or answer for, and come back for "
        "an answer. Please look, mend what is wrong, and answer.",
    ),
    Kind.CHANGE_DECIDED: Text(
        "Your change to the directory was decided about",
        "A change that you proposed to an entry in the directory of help was approved, refused or taken back.",
    ),
    Kind.STATEMENT_WAITS: Text(
        "A word on a commitment waits to be published",
        "Somebody handed in what a body says of a commitment in the register of plans. It is public once you or a "
        "colleague publish it; you may send it back with a word.",
    ),
    Kind.STATEMENT_DECIDED: Text(
        "What you handed in was published or sent back",
        "Somebody looked at what you handed in for the register of plans. It is public now, or sent back with a word.",
    ),
    Kind.OWNER_ASKED: Text(
        "A question about a commitment of yours",
        "A body that scrutinises asks about a commitment that one of your bodies owns. Please answer it.",
    ),
    Kind.OWNER_ANSWERED: Text(
        "Your question about a commitment was answered",
        "An owner answered what you asked. Please say whether that will do.",
    ),
    Kind.PLANS_DIGEST: Text(
        "What waits in the register of plans",
        "This week something in the register of plans waits for you: a date has passed or is near, nothing was heard, "
        "or somebody waits for your word. You asked for this letter, and can end it on the page it leads to.",
    ),
    Kind.MESSAGE_GIVEN_UP: Text(
        "A message could not be delivered",
        "A message was tried for hours and could not be delivered. Please see to it that its recipient knows.",
    ),
    Kind.WORKER_SILENT: Text(
        "Urgent: nothing is being raised or sent",
        "The part of Tideturn that raises clocks and sends messages is silent, or messages have been waiting too long. "
        "Whoever runs it must look at once; until it speaks again, look at your cases by hand.",
    ),
    Kind.WORKER_SPEAKS_AGAIN: Text(
        "Raising and sending go on", "The part of Tideturn that was silent speaks again. What was due is caught up."
    ),
}
NOBODY_ANSWERS = "This message was sent by itself; nobody reads an answer to it."


def address_of(link: str) -> str:
    """Return the whole address of a link, or the link alone where the site's own address is not known."""
    return f"{settings.SITE_ADDRESS.rstrip('/')}{link}" if link else settings.SITE_ADDRESS


def body(kind: Kind, link: str) -> str:
    """Return the text of a message."""
    text = TEXTS[kind]
    address = address_of(signed(link) if text.is_signed else link)
    sign_in = [f"{text.leads}: {address}"] if address else []
    return "\n\n".join([TEXTS[kind].sentence, *sign_in, NOBODY_ANSWERS]) + "\n"
