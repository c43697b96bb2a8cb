"""The record of truth: rows in SQLite or PostgreSQL, files beside them.

Nothing here knows HTTP, Celery or torch.
"""
