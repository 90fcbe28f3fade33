"""The admin's view of the register: every table, searchable, with a fixed number of queries a page."""

from ecosystem.admin import people, register, vocabulary

__all__ = ["people", "register", "vocabulary"]
