"""The HTTP side of the service: the only package of the backend that knows HTTP."""
