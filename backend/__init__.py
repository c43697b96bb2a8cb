"""The FastAPI service, and what all services agree on. torch is never imported here."""
