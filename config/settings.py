"""Settings, all of them, typed from the environment or `.env`.

Production lacks nothing silently: without SECRET_KEY, CLAVE_IDENTIDAD, ALLOWED_HOSTS, SITIO_URL or
EMAIL_URL, or with DEBUG, the process does not start. `make run` and `make test` set CONVOCA_LOCAL=1,
which allows plain http on this machine and nothing else; the secrets are invented by the set-up
script, never here.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()
environ.Env.read_env(BASE_DIR / ".env")

# Where this runs: a machine of one's own (plain http on localhost) or production.
LOCAL = env.bool("CONVOCA_LOCAL", default=False)
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=not LOCAL)
PORT = env.int("PORT", default=8000)

SECRET_KEY = env.str("SECRET_KEY")
# Keys the HMAC of a person's document number within an institution. Never rotated with SECRET_KEY.
CLAVE_IDENTIDAD = env.str("CLAVE_IDENTIDAD")
# Opens what phones at the door seal (docs/puesto.md). Never rotated while a phone still holds sealed facts.
CLAVE_SELLO = env.str("CLAVE_SELLO", default=CLAVE_IDENTIDAD)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
# What printed QR codes and messages lead to, without a final slash.
SITIO_URL = env.str("SITIO_URL", default=f"http://localhost:{PORT}" if LOCAL else "").rstrip("/")

# Printed messages carry names and links that open accounts: never in a public log.
salida_de_correo = env.str("EMAIL_URL", default="consolemail://" if LOCAL else "")

for nombre, valor in {
    "SECRET_KEY": SECRET_KEY,
    "CLAVE_IDENTIDAD": CLAVE_IDENTIDAD,
    "ALLOWED_HOSTS": ALLOWED_HOSTS,
    "SITIO_URL": SITIO_URL,
    "EMAIL_URL": salida_de_correo,
}.items():
    if not valor:
        raise ImproperlyConfigured(f"Set the {nombre} environment variable (see .env.example).")
if DEBUG and not LOCAL:
    raise ImproperlyConfigured("DEBUG shows secrets to strangers: only with CONVOCA_LOCAL=1.")
if HTTPS and not LOCAL and not SITIO_URL.startswith("https://"):
    raise ImproperlyConfigured("SITIO_URL must be an https:// address in production (or set HTTPS=False).")

INSTALLED_APPS = [
    "eventos",
    "inscripciones",
    "asistencia",
    "allauth",
    "allauth.account",
    "import_export",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",  # its widget templates, behind our own
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "eventos.guardia.GuardiaMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "eventos.contexto.comun",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "django.templatetags.l10n",
                "eventos.templatetags.diseno",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Database: SQLite embedded by default; PostgreSQL by DATABASE_URL. Tests pass on both.
DATABASES = {"default": env.db_url("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'convoca.sqlite3'}")}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    # IMMEDIATE takes the write lock at BEGIN, so two writers wait instead of failing; FULL survives power loss.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
    # A file, so that threads and processes of a test share it.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "pruebas.sqlite3")}
else:
    DATABASES["default"]["CONN_MAX_AGE"] = env.int("CONN_MAX_AGE", default=60)
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- People and sign-in: by e-mail only, closed to strangers.
AUTH_USER_MODEL = "eventos.Usuario"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{v}"}
    for v in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_REDIRECT_URL = "eventos:hoy"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "eventos.cuentas.Adaptador"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Convoca] "
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
SESSION_COOKIE_AGE = 12 * 3600

# --- Language and place
LANGUAGE_CODE = "es"
LANGUAGES = [("es", _("Español")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["config.formatos"]
USE_THOUSAND_SEPARATOR = True
TIME_ZONE = "America/El_Salvador"
USE_I18N = True
USE_TZ = True

# --- Static files
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]


def _fuentes_de_imprenta() -> list[tuple[str, str]]:
    """Atkinson Hyperlegible for printed pages, from its package; absent means system fonts."""
    from importlib.util import find_spec

    spec = find_spec("fontpkg_atkinson_hyperlegible")
    if spec is None or spec.origin is None:
        return []
    return [("fuentes", str(Path(spec.origin).parent / "files"))]


STATICFILES_DIRS += _fuentes_de_imprenta()  # type: ignore[arg-type]
# The QR readers of the door app, which the set-up takes from their packages.
if (VAR_DIR / "lector").exists():
    STATICFILES_DIRS.append(("lector", VAR_DIR / "lector"))  # type: ignore[arg-type]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "eventos.estaticos.AlmacenEstatico"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "eventos.subidas.ConTope",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- Mail leaves through the outbox (eventos.correo), never in a request.
vars().update(env.email_url_config(salida_de_correo))
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Convoca <no-responder@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- Security
CSRF_FAILURE_VIEW = "eventos.views.errores.sin_csrf"
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
if env.bool("BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# --- Import and export: a cell that starts a formula is written as text.
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_USE_TRANSACTIONS = True

# --- Logs: codes and folios are masked before a line is written.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"sin_codigos": {"()": "eventos.registros.SinCodigos"}},
    "formatters": {"linea": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "consola": {"class": "logging.StreamHandler", "formatter": "linea", "filters": ["sin_codigos"]},
    },
    "root": {"handlers": ["consola"], "level": "INFO"},
    "loggers": {"django": {"handlers": ["consola"], "level": "INFO", "propagate": False}},
}
