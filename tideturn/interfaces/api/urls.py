"""The addresses of the API; they are for ever."""

from django.urls import URLPattern, include, path, re_path

from tideturn.interfaces.api.contract import api
from tideturn.interfaces.api.public import public_pattern, unknown_address

_found, _application, _namespace = api.urls
_addresses = [public_pattern(found) for found in _found if isinstance(found, URLPattern)]

urlpatterns = [
    path("v1/intake/", include("tideturn.interfaces.api.intake.urls")),
    path("v1/", include((_addresses, _application), namespace=_namespace)),
    re_path(r"", unknown_address),
]
