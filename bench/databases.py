"""A database of the benchmark's own, with the register of a pack, for as long as it runs."""

import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[1]


@contextmanager
def a_database(name: str, *, pack: Path = REPOSITORY / "packs" / "example") -> Iterator[None]:
    """Give Django a test database of its own, on the server that was given or on one that lives for this run."""
    with ExitStack() as stack:
        if not os.environ.get("DATABASE_OWNER_URL"):
            from house import test, verb

            product, _ = stack.enter_context(test.temporary_product(verb.begin("bench.log")))
            os.environ.update(product.environment(as_owner=True))
        os.environ["TIDETURN_PACK"] = str(pack)
        os.environ["DATABASE_URL"] = os.environ["DATABASE_OWNER_URL"]
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")
        import django
        from django.conf import settings
        from django.test.utils import setup_databases, setup_test_environment, teardown_databases

        django.setup()
        from tideturn.engines.plans.actions.loading import load_pack
        from tideturn.packs import loading as packs

        setup_test_environment()
        settings.DATABASES["default"]["TEST"] = {
            **settings.DATABASES["default"]["TEST"],
            "NAME": f"test_{name}_{os.getpid()}",
        }
        made = setup_databases(verbosity=0, interactive=False)
        stack.callback(teardown_databases, made, verbosity=0)
        load_pack(pack=packs.load_pack(Path(os.environ["TIDETURN_PACK"])), by="bench")
        yield
