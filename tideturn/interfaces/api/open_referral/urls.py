"""The addresses of the standard; they end without a slash, as its readers ask for them."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path, re_path

from tideturn.interfaces.api.open_referral.contract import api
from tideturn.interfaces.api.open_referral.package import package
from tideturn.interfaces.api.public import public, public_pattern
from tideturn.interfaces.api.refusals import refuse

_found, _application, _namespace = api.urls
_addresses = [public_pattern(found) for found in _found if isinstance(found, URLPattern)]


@public
def _unknown(request: HttpRequest) -> HttpResponse:
    return refuse(404, "There is no such address. The standard's are services, service_at_locations, organizations, …")


urlpatterns = [
    path("package.zip", public(package), name="open-referral-package"),
    path("", include((_addresses, _application), namespace=_namespace)),
    re_path(r"", _unknown, name="open-referral-nowhere"),
]
