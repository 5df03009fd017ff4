"""A site of the invented country with its directory, for journeys of people who look for help."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.conftest import REPOSITORY, a_filled_database, serve
from tests.journeys.staff import StaffSite

# Where to keep pictures of the pages, for whoever wants to look at them.
PICTURES = os.environ.get("TIDETURN_PICTURES", "")
FILL = (
    "import django; django.setup(); "
    "from tideturn.interfaces.joint.demonstration.directory import fill_directory; fill_directory()"
)


@contextmanager
def a_helping_site(name: str, serving_role, served_files: Path, fill: str = FILL) -> Iterator[StaffSite]:
    """Serve the invented country with its invented directory, filled by a few lines of Python."""
    from django.db import connection

    pack = REPOSITORY / "packs" / "example"
    with a_filled_database(connection, name, pack, serving_role) as owner:
        environment = {**os.environ, "DATABASE_URL": owner, "TIDETURN_PACK": str(pack)}
        environment["DJANGO_SETTINGS_MODULE"] = "tideturn.config.settings"
        # The same as the server, which reads what somebody who signs in keeps under it.
        environment["SECRET_KEY"] = "only-for-tests"
        environment.pop("DATABASE_OWNER_URL", None)
        subprocess.run([sys.executable, "-c", fill], env=environment, cwd=REPOSITORY, check=True)
        with serve(owner, serving_role, pack, served_files) as address:
            yield StaffSite(address, owner)


def picture(page: Page, name: str) -> None:
    """Keep a picture of a page, where pictures are wanted."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
