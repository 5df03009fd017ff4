"""Files that people gave us, handed out so that no browser runs or shows them as a page of ours."""

from collections.abc import Iterator
from typing import Protocol

from django.http import StreamingHttpResponse

from tideturn.sources.documents.exhibits import ENDINGS

# Whatever a row says, nothing else is ever named to a browser: a page least of all.
ANYTHING = "application/octet-stream"


class Held(Protocol):
    """A file that is kept: how long it is, and its bytes piece by piece."""

    @property
    def size(self) -> int:
        """Return its length in bytes."""

    def pieces(self) -> Iterator[bytes]:
        """Yield its bytes."""


def attached(file: Held, *, name: str, media_type: str = ANYTHING) -> StreamingHttpResponse:
    """Return a file as a download under its plain name, of a known kind or of none, a piece in memory at a time."""
    kind = media_type if media_type in ENDINGS else ANYTHING
    answer = StreamingHttpResponse(file.pieces(), content_type=kind)
    answer.headers["Content-Length"] = str(file.size)
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_."))
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain or "evidence"}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
