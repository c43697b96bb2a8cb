"""The system's own Chromium."""

import shutil

from playwright.sync_api import Browser, Playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def installed() -> str | None:
    """Where it lies; null where there is none."""
    return shutil.which("chromium") or shutil.which("google-chrome")


def launched(playwright: Playwright) -> Browser:
    return playwright.chromium.launch(executable_path=installed(), args=ARGUMENTS)
