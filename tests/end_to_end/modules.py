"""What the page's own modules say and do."""

from typing import Any

from playwright.sync_api import Page


def call_module(page: Page, name: str, call: str, argument: Any = None) -> Any:
    """What a function of a module and an argument gives, such as `({ here }) => here()`."""
    link = f"document.querySelector('link[rel=modulepreload][href$=\"/{name}\"]')"
    return page.evaluate(
        f"async (argument) => ({call})(await import({link}.href), argument)", argument
    )


def view_address(page: Page) -> str:
    """Of the view as it is now: what *Copy link* copies."""
    return str(call_module(page, "share/link.js", "({ here }) => here()"))
