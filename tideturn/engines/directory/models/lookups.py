"""What these tables are asked that Django has no word for."""

from typing import Any

from django.db.models import JSONField, Lookup


@JSONField.register_lookup
class HoldsPath(Lookup):
    """Whether a path of JSON leads anywhere: `hours__holds_path`, the database's `@?`."""

    lookup_name = "holds_path"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Return the condition and what it is told."""
        column, told = self.process_lhs(compiler, connection)
        return f"{column} @? %s::jsonpath", (*told, self.rhs)
