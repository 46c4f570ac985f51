"""Calls whose keys are known beforehand, very many of them: a program as one Python function.

    player = Player(program, context)
    player.play(("0000", "1234")).by        # "transfer"

The function goes straight from the greeting to the end of the call: no wait, no state that could be kept, no node that
is asked what to do. It knows what most calls do. Where a call does anything else (an error, keys that are typed before
they are asked for, an action that is seldom met) it gives up, and the interpreter (`Call`) plays that call from its
beginning. So there is one meaning, the interpreter's, and a test compares the two on every flow there is.
"""

from callflows.engine.straight.played import Answer, PlayedOut
from callflows.engine.straight.player import Player

__all__ = ["Answer", "PlayedOut", "Player"]
