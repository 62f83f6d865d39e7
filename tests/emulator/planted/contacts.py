"""How contacts and agents fared: what GetMetricDataV2 counts by queue and channel, and by routing profile."""

from collections.abc import Iterator

Figures = dict[str, float | None]

_ABANDONED, _FEW = 1, 5  # places of queues with flaws
_BUSY, _RINGING, _NEVER_ONLINE = 0, 1, 2  # places of routing profiles with flaws


def _of_queue(queued: int, abandoned: int, in_time: float) -> Figures:
    handled = queued - abandoned
    return {"CONTACTS_QUEUED": queued, "CONTACTS_ABANDONED": abandoned, "CONTACTS_HANDLED": handled,
            "CONTACTS_HANDLED/CALLBACK": 3, "CONTACTS_TRANSFERRED_OUT_BY_AGENT": handled // 10, "SERVICE_LEVEL": in_time,
            "AVG_QUEUE_ANSWER_TIME": 21.5, "MAX_QUEUED_TIME": 110, "AVG_HANDLE_TIME": 301.25,
            "AVG_AFTER_CONTACT_WORK_TIME": 44}


def has_contacts(place: int, flaws: bool) -> bool:
    """The queues of which CloudWatch has data as well."""
    return place % 10 != 9 if flaws else place % 2 == 1


def by_queue(queues: list[str], flaws: bool) -> Iterator[tuple[dict[str, str], Figures]]:
    """Dimensions and figures, for each queue with contacts and each of its channels."""
    for place, queue in enumerate(queues):
        if not has_contacts(place, flaws):
            continue
        calls = _of_queue(200 + place, 4, 92.5)
        if flaws and place == _ABANDONED:
            calls = _of_queue(200, 50, 60)
        elif flaws and place == _FEW:
            calls = _of_queue(12, 6, 10)
        yield {"QUEUE": queue, "CHANNEL": "VOICE"}, calls
        if place % 3 == 0:
            # Nobody can say how soon tasks are answered that nobody has answered.
            yield {"QUEUE": queue, "CHANNEL": "TASK"}, _of_queue(40, 0, 0) | {"AVG_QUEUE_ANSWER_TIME": None}


def by_profile(profiles: list[str], flaws: bool) -> Iterator[tuple[dict[str, str], Figures]]:
    for place, profile in enumerate(profiles):
        if flaws and place == _NEVER_ONLINE:
            continue
        yield {"ROUTING_PROFILE": profile}, {
            "SUM_ONLINE_TIME_AGENT": 360_000.5, "AGENT_OCCUPANCY": 95.5 if flaws and place == _BUSY else 71.25,
            "AGENT_NON_RESPONSE_WITHOUT_CUSTOMER_ABANDONS": 60 if flaws and place == _RINGING else 2,
            "CONTACTS_HANDLED": 240}


def truth(queues: list[str], profiles: list[str], flaws: bool) -> dict:
    """The statuses by resource of the checks that judge each, and what is said of the instance."""
    with_contacts = [place for place in range(len(queues)) if has_contacts(place, flaws)]
    few = [place for place in with_contacts if flaws and place == _FEW]
    judged = [place for place in with_contacts if place not in few]
    aside = {"few_contacts": "not_applicable"} if few else {}
    online = [place for place in range(len(profiles)) if not flaws or place != _NEVER_ONLINE]

    def of(ids: list[str], places: list[int], flawed: int, status: str) -> dict[str, str]:
        """Of several that pass, one finding tells."""
        found = {ids[flawed]: status} if flaws and flawed in places else {}
        passing = [ids[place] for place in places if ids[place] not in found]
        return found | {passing[0] if len(passing) == 1 else "within_the_line": "pass"}
    return {
        "queue_abandonment": of(queues, judged, _ABANDONED, "fail") | aside,
        "queue_service_level": of(queues, judged, _ABANDONED, "warn") | aside,
        "agent_occupancy": of(profiles, online, _BUSY, "warn"),
        "agent_non_response": of(profiles, online, _RINGING, "warn"),
        "queued": sum(int(figures["CONTACTS_QUEUED"] or 0) for _, figures in by_queue(queues, flaws)),
    }
