"""The emulator's own paths, for a test in another process. They are not signed.

GET /__control__/stats, /__control__/truth, /__control__/environment; POST /__control__/faults (a JSON list) and
/__control__/reset.
"""

import json
from typing import TYPE_CHECKING

from .faults import Fault
from .wire import Answer, Request

if TYPE_CHECKING:
    from .server import Emulator

PREFIX = "/__control__/"


def answer(emulator: "Emulator", request: Request) -> Answer:
    verb = f"{request.method} {request.path.removeprefix(PREFIX)}"
    try:
        if verb == "POST faults":
            emulator.set_faults([Fault(**fault) for fault in json.loads(request.body)])
        elif verb == "POST reset":
            emulator.reset()
    except (TypeError, ValueError) as error:
        return _json(400, {"message": str(error)})
    given = {"GET stats": emulator.stats, "GET truth": emulator.world.truth, "GET environment": emulator.environment,
             "POST faults": dict, "POST reset": dict}
    return _json(200, given[verb]()) if verb in given else _json(404, {"message": f"no such thing: {verb[:100]}"})


def _json(status: int, value: dict) -> Answer:
    return Answer(status, [("Content-Type", "application/json")], json.dumps(value).encode())
