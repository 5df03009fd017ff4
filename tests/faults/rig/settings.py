"""The product's own settings, with the one fault planted that RIG_PLANT names; with none, they are the product's."""

from tideturn.config.settings import *  # noqa: F403
from tideturn.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.rig.plants.Planted"]
# Nothing is collected for the rig, and an error must be able to show its page.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
