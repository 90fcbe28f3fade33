"""networkx and igraph, imported at their first use: a start needs neither, and they take a quarter of it."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import igraph
    import networkx as nx
else:

    class _Later:
        """Stands for a module until somebody asks for something in it."""

        def __init__(self, name: str) -> None:
            self._name = name

        def __getattr__(self, attribute: str) -> Any:
            return getattr(import_module(self._name), attribute)

    igraph = _Later("igraph")
    nx = _Later("networkx")

__all__ = ["igraph", "nx"]
