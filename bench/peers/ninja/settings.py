"""A project as startproject writes it, on our models and our database."""

from config.settings import ALLOWED_HOSTS as ALLOWED_HOSTS
from config.settings import DATABASES as DATABASES
from config.settings import DEFAULT_AUTO_FIELD as DEFAULT_AUTO_FIELD
from config.settings import SECRET_KEY as SECRET_KEY
from config.settings import SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD as SIMPLE_HISTORY_HISTORY_CHANGE_REASON_USE_TEXT_FIELD

ROOT_URLCONF = "bench.peers.ninja.api"
WSGI_APPLICATION = "bench.peers.ninja.wsgi.application"
USE_TZ = True
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "simple_history",
    "roadmaps",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
