"""Settings in one file. An empty environment runs locally: SQLite, 127.0.0.1, a random key kept in a private file.

``TRACKER_ENV=production`` needs SECRET_KEY, ALLOWED_HOSTS and DATABASE_URL; each missing one is named.
"""

import os
import secrets
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from warnings import catch_warnings

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VERSION = "0.1.0"

env = environ.Env()
TRACKER_ENV = env.str("TRACKER_ENV", default="local")
if TRACKER_ENV not in ("local", "production"):
    raise ImproperlyConfigured(f"TRACKER_ENV is “{TRACKER_ENV}”; it must be “local” or “production”.")
PRODUCTION = TRACKER_ENV == "production"
DEBUG = False

if PRODUCTION and (missing := [name for name in ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL") if not env.str(name, default="")]):
    raise ImproperlyConfigured(f"TRACKER_ENV=production needs these variables, which are not set: {', '.join(missing)}.")


def whole_number(name: str, default: int) -> int:
    """ImproperlyConfigured with the variable's name, where it is none."""
    told = env.str(name, default="") or str(default)
    if not (told.isascii() and told.isdigit()):
        raise ImproperlyConfigured(f"{name} is “{told}”; it must be a whole number, such as {default}.")
    return int(told)


def local_secret_key() -> str:
    """A key made on first use and readable by its owner only, so that sessions survive a restart."""
    path = BASE_DIR / ".secret_key"
    if not path.exists():
        unfinished = path.with_name(f".secret_key.{os.getpid()}")
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(50))
        with suppress(FileExistsError):  # of two first starts at once, both use the key of one
            os.link(unfinished, path)
        unfinished.unlink()
    return path.read_text().strip()


SECRET_KEY = env.str("SECRET_KEY") if PRODUCTION else env.str("SECRET_KEY", default="") or local_secret_key()
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])

# --- Database -----------------------------------------------------------------------------------

SQLITE, POSTGRESQL = "django.db.backends.sqlite3", "django.db.backends.postgresql"


def database(name: str, default: str = "") -> dict[str, Any]:
    """ImproperlyConfigured with the variable's name, and without its password, where it is no address of a database."""
    with catch_warnings(action="ignore"):  # environ's own shows the password
        told = env.db(name, default=default)
    if told.get("ENGINE") not in (SQLITE, POSTGRESQL):
        raise ImproperlyConfigured(f"{name} is no address of a database, such as postgres://user:password@host/name.")
    return told


DATABASES = {"default": database("DATABASE_URL", f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
if DATABASES["default"]["ENGINE"] == SQLITE:
    # Writers wait instead of failing, nothing acknowledged is lost, triggers fire on REPLACE too.
    DATABASES["default"]["OPTIONS"] = {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON; PRAGMA trusted_schema=OFF",
    }
if env.str("DATABASE_REPLICA_URL", default=""):  # a streaming standby, from which readers who are nobody in particular are answered
    DATABASES["replica"] = {**database("DATABASE_REPLICA_URL"), "TEST": {"MIRROR": "default"}}
    DATABASE_ROUTERS = ["roadmaps.reading.Router"]
for each in DATABASES.values():
    each["CONN_MAX_AGE"] = whole_number("CONN_MAX_AGE", 60)  # seconds; 0 behind PgBouncer
    if each["ENGINE"] == POSTGRESQL:
        each |= {"CONN_HEALTH_CHECKS": True, "OPTIONS": {"connect_timeout": 3, **each.get("OPTIONS", {})}}  # seconds
MAX_REPLICA_LAG = whole_number("MAX_REPLICA_LAG", 5)  # seconds; what is further behind is not read
MIGRATION_MODULES = {"knox": None}  # its table stays out: the tokens are in our own
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache: shared by all processes where CACHE_URL names a Redis (redis://host:6379/0), else each process has its own ---

CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
if CACHES["default"]["BACKEND"] == "django.core.cache.backends.locmem.LocMemCache":
    CACHES["default"]["OPTIONS"] = {"MAX_ENTRIES": 50_000}  # as many addresses are counted at once
elif CACHES["default"]["BACKEND"] == "django.core.cache.backends.redis.RedisCache":
    CACHES["default"].setdefault("OPTIONS", {}).update(socket_connect_timeout=0.5, socket_timeout=0.5)  # seconds

RESPONSE_CACHE_BYTES = whole_number("RESPONSE_CACHE_MB", 64) * 1_000_000  # of each process; 0 keeps nothing

# --- Applications -------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "simple_history",
    "axes",
    "knox",
    "corsheaders",
    "config",
    "roadmaps",
    "tracker",
]

MIDDLEWARE = [
    "tracker.request_ids.RequestIds",  # first: no answer is without
    "tracker.health.Probes",
    "tracker.accesses.Accesses",
    "tracker.replica.ReadsFromReplica",
    "corsheaders.middleware.CorsMiddleware",
    "tracker.api.rates.Rates",
    "tracker.api.limits.Limits",
    "tracker.caching.Caching",
    "tracker.api.etags.ETags",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "config.content_security.ContentSecurity",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "config.languages.LocaleMiddleware",
    "tracker.api.addresses.AddsTheSlash",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",  # last: it answers in place of the login page
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "config" / "templates"],  # what stands here replaces Django's own, e.g. the frame of the admin
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator", "NumericPasswordValidator")
]
SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD = True

# --- Logging in: wrong passwords lock one name from one address, for a while ---------------------

AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # together: neither everybody at an address nor a name everywhere
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # a lock ends when its page says so
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who logged in when and from where is nobody's business for ever
AXES_CLIENT_IP_CALLABLE = CLIENT_ADDRESS = "config.proxies.client_address"
AXES_LOCKOUT_CALLABLE = "roadmaps.admin.lockout.locked"

# --- Language and time --------------------------------------------------------------------------

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("ru", _("Russian")), ("be", _("Belarusian"))]
FORMAT_MODULE_PATH = ["config.formats"]
LOCALE_PATHS = [BASE_DIR / "translations"]  # before the catalogues of Django and other packages, so that one word is one everywhere
LANGUAGE_COOKIE_AGE = 31_536_000
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = PRODUCTION
TIME_ZONE = "UTC"
USE_TZ = True

# --- Feeds --------------------------------------------------------------------------------------

FEED_AUTHORITY = env.str(
    "FEED_AUTHORITY", default=""
)  # the domain in the ids of entries; by default that of the request, so keep the old one when you move

# --- Static files -------------------------------------------------------------------------------

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "staticfiles" if PRODUCTION else None  # locally the finders serve
WHITENOISE_USE_FINDERS = not PRODUCTION
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
    }

# --- Security -----------------------------------------------------------------------------------

TRUSTED_PROXIES = whole_number("TRUSTED_PROXIES", 0)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SECURE_HSTS_SECONDS = 31_536_000 if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 3000  # the page of a statement with fifty rows of each kind sends 2,400
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# --- The API ------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_RENDERER_CLASSES": ["tracker.api.json.Json"],
    "DEFAULT_PARSER_CLASSES": ["tracker.api.parsers.StrictJSON"],
    "DEFAULT_AUTHENTICATION_CLASSES": [  # the first one names itself in WWW-Authenticate
        "tracker.api.authentication.SignedInByToken",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["tracker.api.permissions.MayWrite"],
    "DEFAULT_THROTTLE_CLASSES": ["tracker.api.rates.Rate"],
    "DEFAULT_METADATA_CLASS": None,  # the OpenAPI document says it better than an answer to OPTIONS
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "EXCEPTION_HANDLER": "tracker.api.errors.handle",
    "URL_FORMAT_OVERRIDE": None,  # every parameter is declared, or refused
    "COERCE_DECIMAL_TO_STRING": False,
    "LIST_SERIALIZER_ERRORS_AS_DICT": True,
}
API_RATES = {  # requests a minute; 0 is as many as one likes
    "anonymous": whole_number("API_RATE_ANONYMOUS", 600 if PRODUCTION else 0),
    "signed-in": whole_number("API_RATE_SIGNED_IN", 1200 if PRODUCTION else 0),
}
# Pages of other sites may read what everybody may read: nothing is sent that signs in, nothing written.
CORS_URLS_REGEX = r"^/api/"
CORS_ALLOW_ALL_ORIGINS = True
CORS_ALLOW_METHODS = ["GET", "HEAD", "OPTIONS"]
CORS_ALLOW_HEADERS = ["accept", "if-none-match"]
CORS_EXPOSE_HEADERS = [
    "According-To", "As-Of", "Content-Disposition", "ETag", "Known-On", "RateLimit-Limit", "RateLimit-Remaining", "RateLimit-Reset",
    "Retry-After", "Revision", "WWW-Authenticate", "X-Request-ID",
]  # fmt: skip
KNOX_TOKEN_MODEL = "tracker.Token"  # noqa: S105 - a model
REST_KNOX = {
    "AUTH_HEADER_PREFIX": "Bearer",  # as RFC 6750 has it, and generated clients send it
    "TOKEN_PREFIX": "roadmaps_",  # by which scanners of public code know a token that was published by mistake
}
VOCABULARIES = """
    Basis Bound Certainty EventKind Judgement PartyKind ReadExtent Relation SourceKind SourceQuality Stance Status
    SuccessionKind SummitLevel TallyBasis TallyStage TallyUnit TitleBasis TitleKind Voice
"""
SPECTACULAR_SETTINGS = {
    "TITLE": "Road-map negotiation tracker",
    "DESCRIPTION": "Dated, attributed, sourced claims about the items of a negotiation, and every status derived from them, for any date.",
    "VERSION": VERSION,
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": r"/api/v[0-9]+",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "LICENSE": {"name": "MIT", "identifier": "MIT"},
    "CONTACT": {"name": "The maintainers of the road-map negotiation tracker"},
    "SERVERS": [{"url": "/", "description": "The server that gave this document"}],
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "tracker.api.document.name_enums_of_parameters",
        "tracker.api.document.describe_tags",
        "tracker.api.document.describe",
        "tracker.api.document.add_examples",
    ],
    "ENUM_NAME_OVERRIDES": {
        **{name: f"roadmaps.models.{name}" for name in VOCABULARIES.split()},
        "StatusOrUnrecorded": "tracker.api.serializers.fields.STATUS_OR_UNRECORDED",
        "TimelineKind": "roadmaps.questions.timeline.EntryKind",
        "Verdict": "roadmaps.questions.reconciliation.Verdict",
        "ChangeKind": "roadmaps.written.Kind",
        "PositionSubject": "tracker.api.serializers.question.SUBJECTS",
        "RelationBefore": "tracker.api.serializers.ledger.RELATION_BEFORE",
        "JudgementBefore": "tracker.api.serializers.ledger.JUDGEMENT_BEFORE",
        "ErrorLocation": "tracker.api.problems.LOCATIONS",
    },
}

# --- Seeing: metrics, and a log on the console; with DEBUG off Django would write errors to mail only ---

METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # by which Prometheus reads /metrics; without one nobody does in production
SLOW_QUERY_MS = whole_number("SLOW_QUERY_MS", 500)  # statements that take as long are logged; 0 for none
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_id": {"()": "tracker.request_ids.WithRequestId"}},
    "formatters": {
        "line": {"()": "tracker.logs.ReadableLine", "format": "{asctime} {levelname} {request_id} {name}: {message}", "style": "{"},
        "json": {"()": "tracker.logs.JsonLine"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json" if PRODUCTION else "line", "filters": ["request_id"]}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "tracker.accesses": {"level": "INFO" if PRODUCTION else "WARNING"},
        "waitress.queue": {"level": "ERROR"},  # it has a line for each request that waits for a thread
    },
}
