"""The entry of the web server; it refuses more rights than reading and writing rows, and to serve without a secret."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tideturn.config.settings")

from django.core.wsgi import get_wsgi_application

from tideturn.config.secret_key import check_secret_key
from tideturn.config.serving_role import check_serving_role

application = get_wsgi_application()
check_serving_role()
check_secret_key()
