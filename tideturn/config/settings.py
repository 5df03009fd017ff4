"""Django settings; every value that differs between machines comes from the environment."""

import os
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

REPOSITORY = Path(__file__).resolve().parents[2]
TEST_DATABASE_ADDRESS = "postgresql:///tideturn"


def database(address: str) -> dict[str, object]:
    """Return Django's description of a PostgreSQL address."""
    parts = conninfo_to_dict(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.pop("dbname", ""),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # A dead pool takes thirty seconds to say so by default; five is what a reader will wait.
        "OPTIONS": {**parts, "pool": {"min_size": 1, "max_size": 8, "timeout": 5}},
    }


DEBUG = False
SECRET_KEY_OF_NOBODY = "only-for-tests-and-commands-that-serve-nobody"  # noqa: S105 - refused where anybody is served
SECRET_KEY = os.environ.get("SECRET_KEY", "") or SECRET_KEY_OF_NOBODY
ALLOWED_HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]").split(",") if host]
SITE_ADDRESS = os.environ.get("SITE_ADDRESS", "")
DATABASES = {"default": database(os.environ.get("DATABASE_URL", TEST_DATABASE_ADDRESS))}
AUTH_USER_MODEL = "access.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "pgtrigger",
    "pghistory",
    "procrastinate.contrib.django",
    "tideturn.foundations.access",
    "tideturn.foundations.sharing",
    "tideturn.foundations.audit",
    "tideturn.foundations.delivery",
    "tideturn.engines.plans",
    "tideturn.engines.people.record",
    "tideturn.engines.pathways",
    "tideturn.interfaces.design",
    "tideturn.interfaces.website",
    "tideturn.interfaces.workspace",
    "tideturn.interfaces.api",
    "tideturn.interfaces.schedule",
]
# Static files are answered by WhiteNoise, and what stands before it here is said of them too.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "tideturn.interfaces.design.headers.PrivacyHeaders",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "tideturn.interfaces.design.questions.ShortQuestions",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "tideturn.config.urls"
WSGI_APPLICATION = "tideturn.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["tideturn.interfaces.design.context.site"]},
    }
]

LANGUAGE_CODE = "en-gb"
USE_I18N = True
LOCALE_PATHS = [REPOSITORY / "tideturn" / "locale"]
TIME_ZONE = "Europe/London"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("TIDETURN_STATE", REPOSITORY / ".state")) / "static"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Nothing inline, nothing from anywhere else: the page is what this server sent and nothing more.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
SECURE_REFERRER_POLICY = "no-referrer"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
APPEND_SLASH = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Which address a visitor asked for in vain is the visitor's business; only our own failures are written down.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
}
