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
        # It looks for a database that was away ever more rarely, unless it gives up soon and begins anew when asked.
        # A question that was asked before need not be thought out again; row security makes that dear.
        "OPTIONS": {
            **parts,
            "server_side_binding": True,
            "prepare_threshold": 3,
            "pool": {"min_size": 1, "max_size": 8, "timeout": 5, "reconnect_timeout": 2},
        },
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
    "django.contrib.sessions",
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
    "tideturn.engines.directory",
    "tideturn.interfaces.design",
    "tideturn.interfaces.website",
    "tideturn.interfaces.workspace",
    "tideturn.interfaces.api",
    "tideturn.interfaces.schedule",
    # After our rooms, whose templates stand in the place of theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
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
    # Sessions, cookies and users stand behind this door and nowhere else; the public pages know of none.
    "tideturn.interfaces.workspace.door.WorkspaceDoor",
    "allauth.account.middleware.AccountMiddleware",
]
ROOT_URLCONF = "tideturn.config.urls"
WSGI_APPLICATION = "tideturn.config.wsgi.application"
# The worker's command asks this too; by its name, for nobody imports the configuration.
CHECK_BEFORE_SERVING = "tideturn.config.serving.check_before_serving"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "tideturn.interfaces.design.context.site",
                "tideturn.interfaces.workspace.context.workspace",
            ]
        },
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

# Signing in. What follows holds under /workspace/ only: no cookie is ever sent with a public page.
IS_HTTPS = SITE_ADDRESS.startswith("https://")
WORKSPACE = "/workspace/"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
        ("UserAttributeSimilarityValidator", {"user_attributes": ("email", "display_name")}),
    )
]
LOGIN_URL, LOGIN_REDIRECT_URL = "account_login", WORKSPACE
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = ("__Secure-workspace", "__Secure-form") if IS_HTTPS else ("workspace", "form")
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = WORKSPACE
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
# Strict would sign out whoever follows the link of a message to their case.
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # from signing in, whatever was done since
SESSION_IDLE_AGE = int(os.environ.get("TIDETURN_IDLE_MINUTES", "30")) * 60
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS.rstrip("/")] if IS_HTTPS else []
CSRF_FAILURE_VIEW = "tideturn.interfaces.workspace.pages.errors.form_expired"
# In the database, so that limits hold over all processes; expired rows go when there are too many.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "workspace_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
ACCOUNT_ADAPTER = "tideturn.interfaces.workspace.accounts.AccountRules"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
# One ward or office often shares one address, so the limit of an address is wide and that of an account narrow.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
MFA_ADAPTER = "tideturn.interfaces.workspace.accounts.SecondFactorRules"
MFA_FORMS = {"authenticate": "tideturn.interfaces.workspace.accounts.SecondFactorForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# The password comes first, so a key need not ask for a PIN too; one that can, may.
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"
MFA_TOTP_ISSUER = "Tideturn"
MFA_TOTP_TOLERANCE = 1

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without words": {"()": "tideturn.config.logs.WithoutWords"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "without words"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # Which address a visitor asked for in vain is the visitor's business; only our own failures are written down.
    "loggers": {"django.request": {"level": "ERROR"}, "django.security.DisallowedHost": {"level": "CRITICAL"}},
}
