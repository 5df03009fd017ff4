"""The entry of the web server; it refuses rights too many, a database that may lose things, and nobody's secret."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")

from django.core.wsgi import get_wsgi_application

from tideturn.config.readiness import make_ready
from tideturn.config.serving import check_before_serving

application = get_wsgi_application()
check_before_serving()
make_ready()
