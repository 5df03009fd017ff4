"""The whole directory as a Frictionless data package of CSV tables of HSDS 3.0, in one zip at an address that stays.

Making it takes as long as reading everything. So it is made when somebody asks and something has changed since it was
made last, once in so long, on a thread that answers nobody; everybody is sent what is there. Only of the first one is
nothing there yet: whoever asks for it waits a few seconds, and is then asked to come again.
"""

import logging
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.db import connection
from django.db.models import Count, Max
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from tideturn.engines.directory import queries
from tideturn.interfaces.api.open_referral import objects
from tideturn.interfaces.api.open_referral.pages import each
from tideturn.interfaces.api.refusals import refuse
from tideturn.interfaces.design.country import today
from tideturn.sources.open_referral.entities import Entity, Kind
from tideturn.sources.open_referral.feed import Form, Format, Shape
from tideturn.sources.open_referral.writing import write_feed

NAME = "open-referral-package.zip"
# What was made so lately is sent though something has changed since.
YOUNG_SECONDS = 900.0
# So long a request waits for the first package; of a hundred services it is there in one second.
FIRST_SECONDS = 5.0
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Made:
    """A package that was made: where it lies, what of, and when by the clock of this process."""

    path: Path
    mark: str
    at: float


class Packages:
    """The last package that was made."""

    def __init__(self) -> None:
        """Begin with none."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._last: Made | None = None
        self._making = threading.Lock()
        self._is_there = threading.Event()

    def latest(self) -> Made | None:
        """Return the package, and let it be made anew where it is old; nothing where the first is not there in time."""
        last, mark = self._last, mark_of_the_directory()
        if last and (last.mark == mark or time.monotonic() - last.at < YOUNG_SECONDS):
            return last
        if self._making.acquire(blocking=False):
            begin(partial(self._make, mark))
        if last is None:
            self._is_there.wait(FIRST_SECONDS)
        return self._last

    def _make(self, mark: str) -> None:
        try:
            last, self._last = self._last, self._made(mark)
            self._is_there.set()
            if last:
                # Whoever is being sent the old one keeps it open.
                last.path.unlink(missing_ok=True)
        except Exception as error:
            # Nobody waits for it: the next who asks begins it anew.
            logger.exception("The package could not be made: %s", type(error).__name__)
        finally:
            self._making.release()

    def _made(self, mark: str) -> Made:
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="tideturn-package-")
        with tempfile.NamedTemporaryFile(dir=self._folder.name, suffix=".zip", delete=False) as file:
            path = Path(file.name)
        write_feed(entities(), Form.new(Format.HSDS_TABULAR, Shape.PACKAGE), path)
        return Made(path, mark, time.monotonic())


def begin(make: Callable[[], None]) -> None:
    """Do something on a thread of its own, with a connection to the database that ends with it."""

    def run() -> None:
        with closing(connection):
            make()

    threading.Thread(target=run, name="package", daemon=True).start()


packages = Packages()


def package(request: HttpRequest) -> HttpResponseBase:
    """Return the whole directory as a zip of tables."""
    made = packages.latest()
    if made is None:
        busy: HttpResponse = refuse(503, "The package is being made. Ask again in a minute.")
        busy.headers["Retry-After"] = "60"
        return busy
    answer = FileResponse(made.path.open("rb"), as_attachment=True, filename=NAME, content_type="application/zip")
    answer.headers["ETag"] = f'"{made.mark}"'
    return answer


def entities() -> Iterator[Entity]:
    """Yield all that anybody may see: the services whole, and the words by which they are described."""
    found = queries.shown_services().select_related("organisation").prefetch_related("listings")
    for number, service in enumerate(each(found), 1):
        said = objects.whole_service(service, is_plain=True)
        yield Entity(Kind.SERVICE, said["id"], said, f"services, item {number}")
    for number, taxonomy in enumerate(each(queries.taxonomies()), 1):
        yield Entity(Kind.TAXONOMY, str(taxonomy.pk), objects.taxonomy(taxonomy), f"taxonomies, item {number}")
    for number, term in enumerate(each(queries.terms()), 1):
        yield Entity(Kind.TAXONOMY_TERM, str(term.pk), objects.term(term), f"taxonomy_terms, item {number}")


def mark_of_the_directory() -> str:
    """Return what is another text whenever services have come, gone or changed, and on another day.

    What a day changes by itself is what is said of a closure that is over.
    """
    counted = queries.shown_services().aggregate(
        number=Count("pk"), changed=Max("changed_at"), unlisted=Max("unlisted_since")
    )  # fmt: skip
    return sha256(repr([today(), *sorted(counted.items())]).encode()).hexdigest()[:32]
