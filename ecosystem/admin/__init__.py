"""The admin's view of the register: every table, searchable, with a fixed number of queries a page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from ecosystem.admin import people, register, vocabulary

__all__ = ["people", "register", "vocabulary"]

admin.site.site_header = admin.site.site_title = _("Who could help, and how")
