"""The request rates that AWS documents, as token buckets per operation. Thread-safe.

Connect: https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html#api-throttling-quotas
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rate:
    per_second: float
    burst: float


_CONNECT_DEFAULT = Rate(2, 5)
_RATES = {
    "connect:ListIntegrationAssociations": Rate(25, 50),
    "connect:GetMetricDataV2": Rate(10, 10),
    "connect:ListEvaluationForms": Rate(3, 5),
    "customer-profiles:ListDomains": Rate(5, 5),
    "customer-profiles:ListProfileObjectTypes": Rate(5, 5),
    "customer-profiles:ListIntegrations": Rate(5, 5),
    "customer-profiles:ListAccountIntegrations": Rate(100, 100),
    "connectcases:ListDomains": Rate(2, 5),
    "connectcases:ListFields": Rate(2, 5),
    "connectcases:ListTemplates": Rate(2, 5),
    "connectcases:ListLayouts": Rate(2, 5),
    "connectcases:ListCaseRules": Rate(2, 5),
    "connectcampaignsv2:ListCampaigns": Rate(5, 10),
    "connectcampaignsv2:GetCampaignStateBatch": Rate(5, 10),
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
    "cloudwatch:GetMetricData": Rate(500, 500),
    "cloudwatch:ListMetrics": Rate(25, 25),
    "cloudwatch:DescribeAlarms": Rate(9, 9),
    "cloudwatch:ListDashboards": Rate(5, 5),
    "cloudwatch:GetDashboard": Rate(5, 5),
    # https://docs.aws.amazon.com/awscloudtrail/latest/userguide/WhatIsCloudTrail-Limits.html
    "cloudtrail:LookupEvents": Rate(2, 2),
    "cloudtrail:DescribeTrails": Rate(10, 10),
    "cloudtrail:GetTrailStatus": Rate(10, 10),
    "cloudtrail:GetEventSelectors": Rate(10, 10),
    "cloudtrail:ListEventDataStores": Rate(10, 10),
    # https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
    "logs:DescribeLogGroups": Rate(10, 10),
    "logs:DescribeSubscriptionFilters": Rate(5, 5),
    # https://docs.aws.amazon.com/servicequotas/latest/userguide/reference_limits.html
    "service-quotas:ListServiceQuotas": Rate(10, 10),
    "service-quotas:ListAWSDefaultServiceQuotas": Rate(10, 10),
    # https://docs.aws.amazon.com/pinpoint/latest/developerguide/quotas.html
    "pinpoint:PhoneNumberValidate": Rate(20, 20),
    # https://docs.aws.amazon.com/kms/latest/developerguide/requests-per-second.html
    "kms:DescribeKey": Rate(100, 100),
    # https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
    "lambda:GetFunctionConfiguration": Rate(15, 15),
    "lambda:GetPolicy": Rate(15, 15),
    # https://docs.aws.amazon.com/kinesis/latest/APIReference/API_DescribeStreamSummary.html
    "kinesis:DescribeStreamSummary": Rate(20, 20),
    # https://docs.aws.amazon.com/firehose/latest/dev/limits.html
    "firehose:DescribeDeliveryStream": Rate(5, 5),
}
_SLOW_LOG_REGIONS = {"ap-northeast-3", "ap-southeast-3", "ca-west-1", "eu-central-1", "il-central-1"}


def rate_of(action: str, region: str) -> Rate | None:
    """`action`: service:Operation. None: AWS documents no rate that a review could come near."""
    if action == "logs:FilterLogEvents":
        per_second = 25 if region == "us-east-1" else 5 if region in _SLOW_LOG_REGIONS else 10
        return Rate(per_second, per_second)
    if action.startswith("connect:"):
        return _RATES.get(action, _CONNECT_DEFAULT)
    return _RATES.get(action)


class Buckets:
    def __init__(self, region: str, factor: float, clock: Callable[[], float]) -> None:
        """`clock`: seconds."""
        self._region, self._factor, self._clock = region, factor, clock
        self._lock = threading.Lock()
        self._levels: dict[str, tuple[float, float]] = {}  # tokens left, and when they were counted

    def take(self, action: str) -> bool:
        """Whether the call may pass."""
        rate = rate_of(action, self._region)
        if rate is None:
            return True
        with self._lock:
            now = self._clock()
            tokens, at = self._levels.get(action, (rate.burst, now))
            tokens = min(rate.burst, tokens + max(0.0, now - at) * rate.per_second * self._factor)
            self._levels[action] = (tokens - 1 if tokens >= 1 else tokens, now)
            return tokens >= 1
