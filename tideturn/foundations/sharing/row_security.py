"""How a migration of an engine guards its tables: `enable(table, using="sharing_ground(case_id) is not null")`."""

from tideturn.foundations.access.row_security import enable, force, policy
from tideturn.foundations.access.sql import systems

__all__ = ["enable", "force", "policy", "systems"]
