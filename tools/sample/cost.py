"""What is paid for and not used. The causes are planted where numbers, flows and contacts are."""

from . import contacts
from .people import Queue
from .truth import Truth
from .world import DAYS, World

_USD_A_MINUTE = 0.038
_DAYS_A_MONTH = 30


def plant(world: World, truth: Truth, queues: list[Queue]) -> None:
    # The number of "Press Office" leads to a queue without calls, and "Dover Night Service" queues callers at once.
    for check in ("idle_phone_numbers", "self_service"):
        truth.finding(check, world.instance_id, "info")
        truth.finding(check, "unread", "not_assessed")
    # No flow that was read has a block Connect assistant; one that was not may have.
    truth.finding("unused_features", world.instance_id, "not_assessed")
    calls = contacts.calls_of(queues).values()
    minutes = sum(one.handled * (one.handle - one.after) for one in calls) / 60
    a_month = minutes / DAYS * _DAYS_A_MONTH
    truth.facts("cost", "", {"agent_call_minutes": round(minutes, 1), "agent_call_minutes_a_month": round(a_month, 1),
                             "usd_a_month": round(a_month * _USD_A_MINUTE, 2)})
