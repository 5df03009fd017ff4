"""Every address of the product."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("tideturn.interfaces.api.urls")),
    path("open-referral/", include("tideturn.interfaces.api.open_referral.urls")),
    path("fhir/", include("tideturn.interfaces.api.fhir.urls")),
    path("workspace/", include("tideturn.interfaces.workspace.urls")),
    path("", include("tideturn.interfaces.website.urls")),
]

handler400 = "tideturn.interfaces.website.pages.errors.bad_request"
handler404 = "tideturn.interfaces.website.pages.errors.not_found"
handler500 = "tideturn.interfaces.website.pages.errors.server_error"
handler429 = "tideturn.interfaces.workspace.pages.errors.too_often"
