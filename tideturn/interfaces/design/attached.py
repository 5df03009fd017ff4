"""Files that people gave us, handed out so that no browser runs or shows them as a page of ours."""

from django.http import HttpResponse

from tideturn.sources.documents.exhibits import ENDINGS

# Whatever a row says, nothing else is ever named to a browser: a page least of all.
ANYTHING = "application/octet-stream"


def attached(content: bytes, *, media_type: str, name: str) -> HttpResponse:
    """Return a file as a download under its plain name, of a known kind or of none."""
    answer = HttpResponse(content, content_type=media_type if media_type in ENDINGS else ANYTHING)
    plain = "".join(sign for sign in name if sign.isascii() and (sign.isalnum() or sign in "-_."))
    answer.headers["Content-Disposition"] = f'attachment; filename="{plain or "evidence"}"'
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer
