"""Files that were made once for a version of the register, and are sent until there is another version.

They lie on the disk of the process that made them, so that however long the register is, no more than some rows of it
are in memory.
"""

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from django.utils.translation import gettext as _

from tideturn.interfaces.website.data.scope import Scope
from tideturn.interfaces.website.data.writing import write_file
from tideturn.interfaces.website.errors import NotNow

FILES_AT_MOST = 64
# Each day that is asked for is another file, made one after the other. Whoever waits for one holds a thread that
# answers pages: some of them must always be left.
WAITING_AT_MOST = 3
Key = tuple[str, str, str, str]
Write = Callable[[Path], bool]


class KeptFiles:
    """The files made last, the oldest of which makes room for the next."""

    def __init__(self) -> None:
        """Begin with none."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._paths: OrderedDict[Key, Path] = OrderedDict()
        self._making, self._looking = threading.Lock(), threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING_AT_MOST)

    def file(self, name: str, scope: Scope, mark: str) -> Path | None:
        """Return a file of a scope, made where it is not there; nothing where there is none of this name."""
        key = (scope.folder, name, scope.moment.day.isoformat(), mark)
        return self.made(key, lambda path: write_file(name, scope, path))

    def made(self, key: Key, write: Write) -> Path | None:
        """Return the file of a key, written where it is not there; nothing where the writer says that there is none.

        Raise NotNow where as many wait for files as may.
        """
        if path := self._held(key):
            return path
        if not self._places.acquire(blocking=False):
            raise NotNow(_("Other files are being made just now. Ask for this one again in a minute."))
        try:
            with self._making:
                return self._held(key) or self._made(key, write)
        finally:
            self._places.release()

    def _held(self, key: Key) -> Path | None:
        with self._looking:
            if path := self._paths.get(key):
                self._paths.move_to_end(key)
            return path

    def _made(self, key: Key, write: Write) -> Path | None:
        self._folder = self._folder or tempfile.TemporaryDirectory(prefix="tideturn-data-")
        with tempfile.NamedTemporaryFile(dir=self._folder.name, delete=False) as file:
            path = Path(file.name)
        try:
            is_made = write(path)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        if not is_made:
            path.unlink(missing_ok=True)
            return None
        with self._looking:
            self._paths[key] = path
            while len(self._paths) > FILES_AT_MOST:
                # Whoever is being sent it keeps it open.
                self._paths.popitem(last=False)[1].unlink(missing_ok=True)
        return path


kept = KeptFiles()
