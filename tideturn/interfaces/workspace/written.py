"""What somebody wrote at length and could not be kept, so that they get it back: an afternoon's work is no draft yet.

Only what is written for the register of plans, meant for everybody. A form about a person is never shown again:
whoever makes a browser send it once more may be somebody else.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

ROOM = "/workspace/plans/"
# Less is a number, a choice or a token, and typed again in a moment.
LETTERS_AT_LEAST = 20
TEXTS_AT_MOST = 12
OURS = ("", "same-origin")
NOT_WRITTEN = ("csrfmiddlewaretoken", "seen", "act")


def given_back(request: HttpRequest) -> tuple[str, ...]:
    """Return the texts of a form that a page of ours sent in the room of plans; nothing of any other request."""
    if request.method != "POST" or not request.path.startswith(ROOM) or not _is_ours(request):
        return ()
    sent = [text for name, texts in request.POST.lists() if name not in NOT_WRITTEN for text in texts]
    return tuple(text for text in sent if len(text.strip()) >= LETTERS_AT_LEAST)[:TEXTS_AT_MOST]


def _is_ours(request: HttpRequest) -> bool:
    """Return whether the browser says that a page of ours sent it: others must not make ours say their words."""
    if request.headers.get("Sec-Fetch-Site", "") not in OURS:
        return False
    try:
        return urlsplit(request.headers.get("Origin", "")).netloc == request.get_host()
    except ValueError:
        return False
