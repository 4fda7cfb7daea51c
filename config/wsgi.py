import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config.checks import refuse_to_serve_half_configured  # noqa: E402 - it asks the settings, which are read by now

refuse_to_serve_half_configured()
