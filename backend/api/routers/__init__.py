"""One router a noun; a handler reads the request, calls a service, returns a contract."""
