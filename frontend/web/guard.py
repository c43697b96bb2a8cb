"""A Dash callback that cannot read what was sent answers 400, never 500."""

import functools
import logging
from collections.abc import Callable
from typing import Any

from flask import Response
from werkzeug.exceptions import HTTPException

_LOG = logging.getLogger(__name__)
_REFUSED = "expected the body that this page sends; got another one. Reload the page."


def refuse_malformed_calls(app: Any) -> None:
    """Wrap Dash's one callback route: it trusts the shape of the body it is sent."""
    views = app.server.view_functions
    endpoint = next(
        rule.endpoint
        for rule in app.server.url_map.iter_rules()
        if rule.rule.endswith("/_dash-update-component")
    )
    views[endpoint] = _guarded(views[endpoint])


def _guarded(view: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(view)
    def answer(*args: Any, **kwargs: Any) -> Any:
        try:
            return view(*args, **kwargs)
        except HTTPException:
            raise
        except Exception:  # RecursionError of deep nesting included
            _LOG.exception("a page's callback failed")
            return Response(_REFUSED, status=400, mimetype="text/plain")

    return answer
