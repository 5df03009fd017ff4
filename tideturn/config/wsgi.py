"""The entry of the web server; it refuses to serve with more rights than reading and writing rows."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")

from django.core.wsgi import get_wsgi_application

from tideturn.config.serving_role import check_serving_role

application = get_wsgi_application()
check_serving_role()
