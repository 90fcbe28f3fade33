"""The one settings module: every value from the environment, or a default fit for a laptop."""

import importlib.util
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
import django
import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from ecosystem import environment

# Typed code says ModelForm[Stakeholder]; Django itself cannot be subscripted everywhere.
django_stubs_ext.monkeypatch()

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(environment.text("VAR_DIR", str(BASE_DIR / "var")))

try:
    # Web fonts are cut at the first start; Django wants the folder before that.
    (VAR_DIR / "fonts").mkdir(parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(f"VAR_DIR: nothing can be kept in {VAR_DIR}: {error.strerror}.") from error

# PRODUCTION=1 asks for a secret and host names of your own and turns every HTTPS defence on.
PRODUCTION = environment.flag("PRODUCTION", default=False)
DEBUG = environment.flag("DEBUG", default=False)
DJANGO_6 = django.VERSION >= (6, 0)


def _secret_key() -> str:
    """Return SECRET_KEY, or on a laptop a random one made once and kept in the var folder."""
    given = environment.text("SECRET_KEY")
    if given:
        return given
    if PRODUCTION:
        raise ImproperlyConfigured("SECRET_KEY: set it (or SECRET_KEY_FILE) when PRODUCTION=1.")
    path = VAR_DIR / "secret_key"
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(64), encoding="utf-8")
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise ImproperlyConfigured(f"VAR_DIR: cannot keep {path}: {error.strerror}.") from error


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = environment.words("ALLOWED_HOSTS", "" if PRODUCTION else "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("CSRF_TRUSTED_ORIGINS")

INSTALLED_APPS = [
    "ecosystem.apps.EcosystemConfig",
    "workshops.apps.WorkshopsConfig",
    "ecosystem.apps.SuperuserAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its templates, for the form renderer
    "django_htmx",
    "django_filters",
    "axes",
    "lucide",
    *([] if DJANGO_6 else ["template_partials", "csp"]),
]

MIDDLEWARE = [
    # First: also what the next one refuses, such as a wrong host name, carries the policy.
    "django.middleware.csp.ContentSecurityPolicyMiddleware" if DJANGO_6 else "csp.middleware.CSPMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "ecosystem.middleware.sign_in_again",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "ecosystem.middleware.private_pages",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "ecosystem.urls"
ASGI_APPLICATION = "ecosystem.asgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                *([] if DJANGO_6 else ["template_partials.templatetags.partials"]),
            ],
        },
    }
]
FORM_RENDERER = "ecosystem.forms.Renderer"

# Databases: SQLite unless DATABASE_URL names a PostgreSQL server.
SQLITE_OPTIONS = {
    "timeout": 20,
    "transaction_mode": "IMMEDIATE",
    # FULL: what was acknowledged survives a power cut.
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=20000;",
}
DATABASE_URL = environment.text("DATABASE_URL")
if DATABASE_URL:
    try:
        _database = dj_database_url.parse(DATABASE_URL, conn_max_age=0, conn_health_checks=True)
    except ValueError:
        _database = {}
    DATABASES: dict[str, Any] = {"default": _database}
    if _database.get("ENGINE") not in {"django.db.backends.postgresql", "django.db.backends.sqlite3"}:
        # What was given may hold a password: it is not repeated.
        raise ImproperlyConfigured("DATABASE_URL: say postgres://user:password@host/name.")
    if _database["ENGINE"] == "django.db.backends.postgresql":
        # One for each thread that answers or draws, and one more: nobody waits for a connection while
        # others wait for a lock. Without a size, there would be four.
        DATABASES["default"].setdefault("OPTIONS", {})["pool"] = {"min_size": 4, "max_size": 12}
    else:
        DATABASES["default"]["OPTIONS"] = SQLITE_OPTIONS
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": VAR_DIR / "ecosystem.sqlite3",
            "OPTIONS": SQLITE_OPTIONS,
            # A few threads answer and stay; opening the file anew costs more than asking it.
            "CONN_MAX_AGE": 600,
            # A file, as in real life: a server in a thread of its own reads it too.
            "TEST": {"NAME": VAR_DIR / "test.sqlite3"},
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# What was worked out once and can be again: figures of maps. Files, so that all processes of a machine
# share them, on either database and over a restart; a second machine has its own.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache",
        "OPTIONS": {"MAX_ENTRIES": 2000},
    },
    # Pages that are alike for many who come at once; each process draws its own.
    "moment": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "TIMEOUT": 3},
}

# People
AUTH_USER_MODEL = "ecosystem.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "accounts:login"
LOGIN_REDIRECT_URL = "accounts:cities"
LOGOUT_REDIRECT_URL = "accounts:login"
# A whole hall may share one address, so one person's failures lock that name at that address only.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
# The forms call it so; axes would look for the user model's "email" and count everybody as one.
AXES_USERNAME_FORM_FIELD = "username"
AXES_USERNAME_CALLABLE = "ecosystem.accounts.throttling.attempted_name"
AXES_FAILURE_LIMIT = 6
AXES_COOLOFF_TIME = 0.25  # hours
# Who tries during the wait does not wait longer, and is told so too.
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/locked.html"
# Many addresses for one name, or many names from one address, are limited there, more generously.
AXES_HANDLER = "ecosystem.accounts.throttling.Handler"
AXES_VERBOSE = False

# Mail (password resets): on a laptop it is written to the log; in production, where links that open
# accounts have no place in a log, the machine's own mail server gets it unless another is named.
MAIL_SERVER = {
    "host": environment.text("EMAIL_HOST", "localhost" if PRODUCTION else ""),
    "port": environment.number("EMAIL_PORT", 25),
    "username": environment.text("EMAIL_HOST_USER"),
    "password": environment.text("EMAIL_HOST_PASSWORD"),
    "use_tls": environment.flag("EMAIL_USE_TLS", default=False),
}
MAIL_BACKEND = f"django.core.mail.backends.{'smtp' if MAIL_SERVER['host'] else 'console'}.EmailBackend"
if django.VERSION >= (6, 1):
    MAILERS = {"default": {"BACKEND": MAIL_BACKEND, "OPTIONS": MAIL_SERVER if MAIL_SERVER["host"] else {}}}
else:
    EMAIL_BACKEND = MAIL_BACKEND
    EMAIL_HOST, EMAIL_PORT = MAIL_SERVER["host"], MAIL_SERVER["port"]
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER["username"], MAIL_SERVER["password"]
    EMAIL_USE_TLS = MAIL_SERVER["use_tls"]
DEFAULT_FROM_EMAIL = environment.text("DEFAULT_FROM_EMAIL", "ecosystem@localhost")

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English"))]
# What participants choose from on their phones; the rest of the product is in LANGUAGES.
PHONE_LANGUAGES = [("en", "English"), ("fr", "Français")]
# Compiled by ecosystem.assets from the catalogues in */locale/.
LOCALE_PATHS = [VAR_DIR / "locale"]
TIME_ZONE = environment.text("TIME_ZONE", "UTC")
USE_I18N = True
USE_TZ = True

# Static files; vis-network comes from the installed pyvis, found without importing it.
_pyvis = importlib.util.find_spec("pyvis")
_PYVIS_DIR = Path((_pyvis.submodule_search_locations or [""])[0]) if _pyvis else Path()
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    ("vis-network", _PYVIS_DIR / "templates" / "lib" / "vis-9.1.2"),
    ("fonts", VAR_DIR / "fonts"),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "ecosystem.assets.GzipStorage"
    },
}

# Defences
CSP_POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "connect-src": ["'self'"],
    "font-src": ["'self'"],
    "manifest-src": ["'self'"],
    "form-action": ["'self'"],
    "base-uri": ["'none'"],
    "frame-ancestors": ["'none'"],
}
SECURE_CSP = CSP_POLICY
CONTENT_SECURITY_POLICY = {"DIRECTIVES": CSP_POLICY}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTION
SECURE_HSTS_PRELOAD = PRODUCTION
# Behind a proxy on this machine its word on the browser's address and scheme counts; elsewhere nobody's does.
BEHIND_PROXY = environment.flag("BEHIND_PROXY", default=False)
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
