"""Integrations: onrecord inside other programs. Each module imports the library that it is for, and no other does."""
