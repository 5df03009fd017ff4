"""The record of people, as Django knows it."""

from django.apps import AppConfig


class PeopleRecordConfig(AppConfig):
    """Identity and contact of a person, and which reports are about the same one."""

    name = "tideturn.engines.people.record"
    label = "people_record"
