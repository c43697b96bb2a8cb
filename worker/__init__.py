"""Celery and torch: the only package that imports torch."""
