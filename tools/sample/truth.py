"""What a right review of the sample must say, noted by whoever plants the cause."""

from collections import Counter
from typing import Any

CHECKS = (
    "instance_status", "global_resiliency", "storage_encryption", "media_stream_retention", "contact_lens",
    "resource_quota", "concurrency_quota", "throttled_calls", "missed_calls", "breached_concurrency",
    "misconfigured_phone_numbers", "recording_upload_errors", "queue_wait", "queue_capacity", "flow_errors",
    "phone_number_state", "unused_phone_numbers", "carrier_diversity", "number_mix", "flow_log_attribute",
    "flow_logging", "flow_dangling", "flow_queue_not_set", "flow_dead_ends", "flow_error_branches", "flow_loops",
    "flow_silent_hang_ups", "flow_closed_message", "flow_unchecked_hours", "flow_lambda_silence", "flow_dialled_numbers",
    "flow_sensitive_input", "flow_read_back", "flow_dynamic_ssml", "flow_unauthenticated", "flow_unannounced_recording",
    "flow_unrecorded", "api_throttling", "api_throttling_account", "flow_log_failures", "log_group_retention",
)


class Truth:
    def __init__(self) -> None:
        self._findings: list[dict] = []
        self._passes: Counter[str] = Counter({check: 0 for check in CHECKS})
        self._facts: list[dict] = []

    def finding(self, check: str, key: str, status: str) -> None:
        """Passes are only counted; every other finding is named."""
        if check not in CHECKS:
            raise ValueError(f"no check is called {check}")
        if status == "pass":
            self._passes[check] += 1
        else:
            self._findings.append({"check": check, "key": key, "status": status})

    def fact(self, component: str, pointer: str, value: Any) -> None:
        self._facts.append({"component": component, "pointer": pointer, "value": value})

    def facts(self, component: str, pointer: str, values: dict[str, Any]) -> None:
        """One fact for each member of the object at `pointer`."""
        for member, value in values.items():
            self.fact(component, f"{pointer}/{member}", value)

    def list_fact(self, component: str, pointer: str, find: dict, member: str, value: Any) -> None:
        """A member of the one item of the array at `pointer` that has all members of `find`."""
        self._facts.append({"component": component, "find": find, "pointer": pointer, "member": member, "value": value})

    def as_json(self) -> dict:
        findings = sorted(self._findings, key=lambda finding: (finding["check"], finding["key"]))
        return {"findings": findings, "passes": dict(sorted(self._passes.items())), "facts": self._facts}
