"""The product's own server on the database of a benchmark."""

import tempfile
from contextlib import AbstractContextManager
from pathlib import Path


def served(pack: Path, *, workers: int = 1) -> AbstractContextManager[str]:
    """Return the server, to be entered; what is entered is its address."""
    from django.db import connection

    from tests.conftest import SERVING, ServingRole, address, collected, let_role_read_and_write, serve

    owner, role = address(connection), ServingRole(SERVING)
    let_role_read_and_write(owner, role)
    return serve(owner, role, pack, collected(Path(tempfile.mkdtemp(prefix="bench-served-"))), workers=workers)
