from django.apps import AppConfig


class SettingsConfig(AppConfig):
    """An application only so that Django asks the checks of the settings with its own."""

    name = "config"

    def ready(self):
        from config import checks  # noqa: F401 - they register themselves
