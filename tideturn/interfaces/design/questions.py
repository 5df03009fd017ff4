"""How much an address may ask: more than a form could is refused before anything tries to read it."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

# No browser sends longer ones, and a server in front that takes them would let one question fill the memory.
PARAMETERS_AT_MOST, LETTERS_AT_MOST = 100, 65_536
TOO_MANY = (
    f"This address asks more than {PARAMETERS_AT_MOST} things at once, or in more than {LETTERS_AT_MOST} letters. "
    "Ask fewer, one page at a time."
)


class ShortQuestions:
    """Middleware that refuses an endless query string, in the form that the room asked would answer in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return a refusal, or the response."""
        asked = request.META.get("QUERY_STRING", "")
        if len(asked) <= LETTERS_AT_MOST and asked.count("&") < PARAMETERS_AT_MOST:
            return self.get_response(request)
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": TOO_MANY}, status=422)
        return HttpResponse(TOO_MANY, status=400, content_type="text/plain; charset=utf-8")
