"""The addresses of FHIR; they end without a slash, as its readers ask for them."""

from django.urls import path, re_path

from tideturn.interfaces.api.fhir import endpoints

urlpatterns = [
    path("metadata", endpoints.metadata, name="fhir-metadata"),
    path("HealthcareService", endpoints.healthcare_services, name="fhir-healthcare-services"),
    path("HealthcareService/<str:key>", endpoints.healthcare_service, name="fhir-healthcare-service"),
    path("Organization", endpoints.organizations, name="fhir-organizations"),
    path("Organization/<str:key>", endpoints.organization, name="fhir-organization"),
    path("Location", endpoints.locations, name="fhir-locations"),
    path("Location/<str:key>", endpoints.location, name="fhir-location"),
    re_path(r"", endpoints.nowhere, name="fhir-nowhere"),
]
