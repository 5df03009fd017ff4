"""The directory of help in FHIR R4, for programs of health care: read and searched, never written."""
