"""The addresses of the standard; they end without a slash, as its readers ask for them."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path

from tideturn.interfaces.api.open_referral.contract import api
from tideturn.interfaces.api.public import public, public_pattern
from tideturn.interfaces.api.refusals import refuse

_found, _application, _namespace = api.urls


@public
def _unknown(request: HttpRequest) -> HttpResponse:
    return refuse(404, "There is no such address. The standard's are services, service_at_locations, organizations, …")


# By this name the description of the API finds its own root; the application's is the other API's already.
app_name = _namespace
urlpatterns = [public_pattern(found) for found in _found if isinstance(found, URLPattern)]
urlpatterns.append(re_path(r"", _unknown, name="open-referral-nowhere"))
