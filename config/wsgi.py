import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import refuse_to_serve_half_configured  # noqa: E402 - it asks the settings, which are read by now

refuse_to_serve_half_configured()

# What is loaded by now stays until the process ends: the collector of garbage need not look through it again and again beside every few requests.
get_resolver().url_patterns  # noqa: B018 - loads the views and all that they need
gc.collect()
gc.freeze()
