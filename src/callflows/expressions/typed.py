"""A tree with the type of every node and the choice of every call, as code is made from it."""

from __future__ import annotations

from collections.abc import Mapping

from callflows.expressions import types
from callflows.expressions.ast import Ast, Variable
from callflows.expressions.infer import Inference
from callflows.expressions.types import Type


class Typed(Inference):
    """One pass over a tree. `slots` are the numbers of the variables that the tree names, None where they are read by
    name; both it and `variables` are as they were when the pass ran."""

    def __init__(self, ast: Ast, variables: Mapping[str, Type], slots: Mapping[str, int] | None) -> None:
        super().__init__(variables)
        self._types: dict[int, Type] = {}
        self._numbers = slots
        self.slots: dict[str, int] | None = None if slots is None else {}
        self.declared: set[str] = set()
        self.type = self.visit(ast)

    def visit(self, node: Ast) -> Type:
        found = self._types[id(node)] = super().visit(node)
        if isinstance(node, Variable):
            key = node.key
            if key in self._variables:
                self.declared.add(key)
            if self.slots is not None and self._numbers is not None and key in self._numbers:
                self.slots[key] = self._numbers[key]
        return found

    def type_of(self, node: Ast) -> Type:
        """The type of a node, UNKNOWN for one that was not visited."""
        return self._types.get(id(node), types.UNKNOWN)
