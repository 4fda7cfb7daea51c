"""The browser of the pictures and of the tests in a browser: the machine's own."""

import os
import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
CHROMIUM = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
"""Its path; None where there is none."""
NONE_FOUND = f"there is no Chromium: install {' or '.join(NAMES)} (on Debian and Ubuntu: apt-get install chromium), or name one in CHROMIUM"
AS_ROOT = ["--no-sandbox"] if os.geteuid() == 0 else []  # it has no sandbox for root, and would not start
OPTIONS = ["--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run", *AS_ROOT]
