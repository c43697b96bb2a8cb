"""Screenshots of what a person would see, kept under build/."""

from pathlib import Path

from playwright.sync_api import Page

PICTURES = Path(__file__).parents[2] / "build" / "screenshots"


def picture(page: Page, name: str) -> None:
    """Keep what a person would see."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=PICTURES / f"{name}.png")
