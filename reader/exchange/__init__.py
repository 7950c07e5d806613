"""Annotations leave and arrive: one module a format."""
