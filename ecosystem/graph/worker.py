"""Figures of a large map in a process of their own: `python -m ecosystem.graph.worker`.

A task comes in by standard input; a line of JSON goes out for each stage, [done, of], and at last the
figures. In a process of its own it holds up no page, and can be ended at once.
"""

import json
import os
import sys

from ecosystem.graph.figures import Task, figures_of

# Pages are answered first.
NICENESS = 10


def main() -> None:
    """Work out what standard input asks for."""
    os.nice(NICENESS)
    figures = figures_of(Task.read(sys.stdin.read()), lambda done, of: _say([done, of]))
    _say(figures.values())


def _say(value: object) -> None:
    sys.stdout.write(json.dumps(value) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
