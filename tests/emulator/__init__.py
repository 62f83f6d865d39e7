"""AWS on the loopback, as far as this program reads it: a server that refuses what AWS would refuse.

    with Emulator(make_world("small")) as emulator:
        run(env=emulator.environment())
        assert emulator.stats()["violations"] == []
"""

from .faults import Fault
from .server import Emulator
from .world import World, make_world

__all__ = ["Emulator", "Fault", "World", "make_world"]
