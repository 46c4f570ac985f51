"""From a graph to Architect's model, with the same meaning.

`plan` says which nodes stand in which task and how deep; `actions` makes the action of a node; `emit`
puts them in lists; `errors` makes the flow's error handling of the ON_ERROR edges; `settings` has the blocks
that every exported flow carries.
"""

from callflows.graph.lowering.lower import lower

__all__ = ["lower"]
