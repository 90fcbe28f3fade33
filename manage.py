#!/usr/bin/env python3
"""Run the product's commands; a fresh checkout first sets itself up."""

import gc
import os
import sys

NEEDED = (3, 11)
# A start and a large map make many objects and hardly any garbage: Python's 700 looks for it too often.
NEW_OBJECTS_A_LOOK = 50000


def main() -> None:
    """Hand over to Django, after making the virtual environment where there is none."""
    if sys.version_info < NEEDED:
        found = sys.version.split()[0]
        sys.exit("Python {}.{} or newer is needed; this is Python {}.".format(*NEEDED, found))
    from ecosystem import bootstrap

    bootstrap.ensure(sys.argv)
    gc.set_threshold(NEW_OBJECTS_A_LOOK)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecosystem.settings")
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
