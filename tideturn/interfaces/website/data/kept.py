"""Files that were made once for a version of the register, and are sent until there is another version.

They lie on the disk of the process that made them, so that however long the register is, no more than some rows of it
are in memory.
"""

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from tideturn.interfaces.website.data.scope import Scope
from tideturn.interfaces.website.data.writing import write_file

FILES_AT_MOST = 64
Key = tuple[str, str, str, str]
Write = Callable[[Path], bool]


class KeptFiles:
    """The files made last, the oldest of which makes room for the next."""

    def __init__(self) -> None:
        """Begin with none."""
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._paths: OrderedDict[Key, Path] = OrderedDict()
        self._making = threading.Lock()

    def file(self, name: str, scope: Scope, mark: str) -> Path | None:
        """Return a file of a scope, made where it is not there; nothing where there is none of this name."""
        key = (scope.folder, name, scope.moment.day.isoformat(), mark)
        return self.made(key, lambda path: write_file(name, scope, path))

    def made(self, key: Key, write: Write) -> Path | None:
        """Return the file of a key, written where it is not there; nothing where the writer says that there is none."""
        with self._making:
            path = self._paths.get(key) or self._made(key, write)
            if path is None:
                return None
            self._paths.move_to_end(key)
            while len(self._paths) > FILES_AT_MOST:
                # Whoever is being sent it keeps it open.
                self._paths.popitem(last=False)[1].unlink(missing_ok=True)
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
        self._paths[key] = path
        return path


kept = KeptFiles()
