"""The published contract: version 1, described in its own OpenAPI file and served without third parties."""

from types import MappingProxyType

from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from tideturn.interfaces.api.plans.endpoints import commitments, documents, index, organisations, plans
from tideturn.interfaces.api.refusals import add_refusals

DESCRIPTION = (
    "What was asked and promised about drug deaths, by whom, whether it was accepted, by when, and what became of it. "
    "Asked is not promised, and not heard of is not undone. Anyone may read; nothing can be written. "
    "Version 1 is only ever added to: ignore fields you do not know."
)


class Contract(NinjaAPI):
    """An API whose operations are called by the plain names of their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Return the function's own name, which stays when a module moves."""
        return operation.view_func.__name__


class PlainJson(JSONRenderer):
    """JSON that leaves quotation marks and accents readable."""

    json_dumps_params = MappingProxyType({"ensure_ascii": False})


# The documentation page of the library loads its parts from elsewhere, so there is none; see docs/reference/api.md.
api = Contract(
    title="Tideturn",
    version="1",
    description=DESCRIPTION,
    docs_url=None,
    urls_namespace="api-v1",
    renderer=PlainJson(),
)
add_refusals(api)
for room in (index, plans, commitments, organisations, documents):
    api.add_router("", room.router)
