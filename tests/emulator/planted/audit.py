"""The trail of the account, which somebody may have stopped."""

from .identity import ACCOUNT


def trail(region: str) -> dict:
    return {"Name": "audit", "S3BucketName": "audit-of-the-account", "IncludeGlobalServiceEvents": True,
            "IsMultiRegionTrail": True, "HomeRegion": region, "TrailARN": f"arn:aws:cloudtrail:{region}:{ACCOUNT}:trail/audit",
            "LogFileValidationEnabled": True, "HasCustomEventSelectors": True, "HasInsightSelectors": False,
            "IsOrganizationTrail": False}


def status(flaws: bool) -> dict:
    return {"IsLogging": not flaws, "LatestDeliveryTime": 1_794_816_000, "StartLoggingTime": 1_700_000_000,
            "TimeLoggingStarted": "2023-11-14T22:13:20Z", "LatestDeliveryAttemptTime": "2026-11-16T08:00:00Z",
            "LatestDeliveryAttemptSucceeded": "2026-11-16T08:00:00Z"}


def selectors() -> list[dict]:
    return [{"Name": "Management events", "FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Management"]},
        {"Field": "eventSource", "NotEquals": ["kms.amazonaws.com", "rdsdata.amazonaws.com"]}]}]


def truth(flaws: bool) -> str:
    return "warn" if flaws else "pass"
