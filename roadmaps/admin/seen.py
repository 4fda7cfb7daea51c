"""What a write would change is shown before it happens, and nothing is kept but what was shown."""

from django.utils.crypto import salted_hmac


def seal(shown: str) -> str:
    """Goes with the text of a preview and comes back with its confirmation: it differs when anything differs that was shown."""
    return salted_hmac("what the preview showed", shown).hexdigest()
