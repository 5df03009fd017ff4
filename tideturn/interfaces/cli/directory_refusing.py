"""How the verbs of `directory` say no: one sentence, whatever the feed, the address or the database."""

from collections.abc import Iterator
from contextlib import contextmanager

from tideturn.interfaces.cli.database import open_register
from tideturn.interfaces.cli.refusal import Refusal
from tideturn.sources.fetching.errors import FetchRefused
from tideturn.sources.open_referral.errors import FeedRefused


@contextmanager
def saying_no(*, unless_kept: str = "") -> Iterator[None]:
    """Open the register; what cannot be done ends the command with a sentence, and says that nothing was kept."""
    open_register()
    from django.db import DatabaseError, InterfaceError

    from tideturn.engines.directory.errors import DirectoryError
    from tideturn.packs.errors import PackError

    try:
        yield
    except (DirectoryError, FeedRefused, FetchRefused, PackError) as error:
        said = str(error)
        raise Refusal(said if unless_kept in said else f"{said}\n{unless_kept}") from None
    except (DatabaseError, InterfaceError):
        raise Refusal("The database could not do that just now. Nothing was kept; try again.") from None
