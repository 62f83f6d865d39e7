"""What every subject of the sample shares: the account, the instance, the clock, and seeded chance."""

import hashlib
import random
import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

ACCOUNT_ID = "111122223333"
REGION = "eu-central-1"
ALIAS = "harbour"
DAYS = 14
DEFAULT_SEED = 20261116

RECORDED_AT = datetime(2026, 11, 16, 9, tzinfo=timezone.utc)
WINDOW_START = RECORDED_AT - timedelta(days=DAYS)

_PUBLISHED_NAME = re.compile(r"[0-9A-Za-z.,\-_/#:$@|&{}+?% ]*")


def epoch(moment: datetime) -> int:
    return int(moment.timestamp())


def epoch_ms(moment: datetime) -> int:
    return epoch(moment) * 1000 + moment.microsecond // 1000


def is_published_name(name: str) -> bool:
    """CloudWatch publishes a queue's or flow's metrics only under names of these characters."""
    return _PUBLISHED_NAME.fullmatch(name) is not None


@dataclass(frozen=True)
class World:
    seed: int

    def rng(self, subject: str) -> random.Random:
        """Each subject draws from its own stream, so that a change in one leaves the others as they are."""
        return random.Random(f"{self.seed}/{subject}")

    def uuid(self, kind: str, name: str) -> str:
        digest = hashlib.sha256(f"{self.seed}/{kind}/{name}".encode()).digest()
        return str(uuid.UUID(bytes=digest[:16], version=4))

    @property
    def instance_id(self) -> str:
        return self.uuid("instance", ALIAS)

    @property
    def instance_arn(self) -> str:
        return self.account_arn(f"instance/{self.instance_id}")

    @property
    def other_instance_id(self) -> str:
        return self.uuid("instance", f"{ALIAS}-test")

    def account_arn(self, resource: str) -> str:
        return f"arn:aws:connect:{REGION}:{ACCOUNT_ID}:{resource}"

    def arn(self, resource: str) -> str:
        return f"{self.instance_arn}/{resource}"

    def named(self, kind: str, name: str) -> dict:
        """Id, Arn and Name of a resource of the instance; `kind` is its part of the ARN."""
        identifier = self.uuid(kind, name)
        return {"Id": identifier, "Arn": self.arn(f"{kind}/{identifier}"), "Name": name}

    def modified(self, name: str) -> dict:
        """When and where a resource was changed last: some time in the year before the recording."""
        seconds = self.rng(f"modified/{name}").randrange(86400, 365 * 86400)
        return {"LastModifiedTime": epoch(RECORDED_AT) - seconds, "LastModifiedRegion": REGION}
