"""The admin's view of the workshops: every table, searchable, with a fixed number of queries a page."""

from workshops.admin import room, workshop

__all__ = ["room", "workshop"]
