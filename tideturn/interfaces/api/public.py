"""What every address of the API has in common: anyone may read it from anywhere, and nobody may write."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, is_valid_path
from django.utils.cache import set_response_etag

from tideturn.interfaces.api.refusals import refuse

View = Callable[..., HttpResponseBase]
READING = ("GET", "HEAD", "OPTIONS")
ALLOW = ", ".join(READING)
OPEN_TO_ALL = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Allow, Retry-After",
    "Cross-Origin-Resource-Policy": "cross-origin",
    # A minute of old answers is harmless, and one busy page elsewhere then costs us one question a minute.
    "Cache-Control": "public, max-age=60",
}


def public(view: View) -> View:
    """Return a view that answers GET, HEAD and OPTIONS for readers anywhere, and refuses every other method."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _answer(view, request, *args, **kwargs)
        for name, value in OPEN_TO_ALL.items():
            response.headers[name] = value
        if response.status_code >= 500:
            response.headers["Cache-Control"] = "no-store"
        return response

    # Nothing here changes anything, and no cookie is read: a foreign page's request cannot do harm.
    answer.csrf_exempt = True  # type: ignore[attr-defined]
    return answer


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if request.method == "GET":
        return view(request, *args, **kwargs)
    if request.method == "HEAD":
        return _head(view, request, *args, **kwargs)
    if request.method == "OPTIONS":
        return _options()
    response = refuse(405, f"This address is only read: use {ALLOW}.")
    response.headers["Allow"] = ALLOW
    return response


def _head(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    """Return the head of what GET would answer: its status, length and ETag, and no body."""
    request.method = "GET"
    try:
        response = view(request, *args, **kwargs)
    finally:
        request.method = "HEAD"
    if isinstance(response, StreamingHttpResponse):
        # How long it will be, nobody knows before it is read; what it was to be read from is closed with it.
        response.streaming_content = ()
        return response
    return _without_body(response)


def _without_body(response: HttpResponseBase) -> HttpResponseBase:
    if response.status_code == 200:
        set_response_etag(response)
    if isinstance(response, HttpResponse):
        response.headers["Content-Length"] = str(len(response.content))
        response.content = b""
    return response


def _options() -> HttpResponse:
    response = HttpResponse(status=204)
    del response.headers["Content-Type"]
    response.headers["Allow"] = ALLOW
    response.headers["Access-Control-Allow-Methods"] = ALLOW
    response.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response.headers["Access-Control-Max-Age"] = "86400"
    return response


def public_pattern(pattern: URLPattern) -> URLPattern:
    """Return an address whose view is public."""
    return URLPattern(pattern.pattern, public(pattern.callback), pattern.default_args, pattern.name)


@public
def unknown_address(request: HttpRequest) -> HttpResponse:
    """Refuse an address that is not in the contract; one that only lacks its last slash is sent there."""
    if not request.path_info.endswith("/") and _is_address(f"{request.path_info}/"):
        return HttpResponsePermanentRedirect(request.get_full_path(force_append_slash=True))
    return refuse(404, "There is no such address. GET /api/v1/ lists them, and each ends in a slash.")


def _is_address(path: str) -> bool:
    found = is_valid_path(path)
    return bool(found) and found.func is not unknown_address  # type: ignore[union-attr]
