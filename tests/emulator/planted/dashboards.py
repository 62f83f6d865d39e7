"""CloudWatch dashboards: one that shows the instance, and one of something else."""

import json

from .identity import ACCOUNT, Identity


def arn(name: str) -> str:
    return f"arn:aws:cloudwatch::{ACCOUNT}:dashboard/{name}"


def _body(region: str, metrics: list) -> str:
    return json.dumps({"widgets": [{"type": "metric", "x": 0, "y": 0, "width": 12, "height": 6, "properties": {
        "metrics": metrics, "region": region, "title": "Calls", "period": 300}}]})


def bodies(identity: Identity) -> dict[str, str]:
    """By name. What a row of a metric leaves out stands in the one above it."""
    shown = ["AWS/Connect", "MissedCalls", "InstanceId", identity.instance_id, "MetricGroup", "VoiceCalls", {"stat": "Sum"}]
    return {f"{identity.alias}-calls": _body(identity.region, [shown, [".", "ThrottledCalls", ".", ".", ".", "."]]),
            f"{identity.alias}-servers": _body(identity.region, [["AWS/EC2", "CPUUtilization", "InstanceId", "i-0"]])}
