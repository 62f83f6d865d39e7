"""Identifiers, names and sizes that everything planted shares."""

import hashlib
import re
import uuid
from dataclasses import dataclass, replace

ACCOUNT = "111122223333"
UNPUBLISHED = ("Bücher", "☎️ Rückruf", "\"VIP\" 'Gold'", "<b>Chat</b>", "خط الطوارئ")

_PUBLISHED_NAME = re.compile(r"[0-9A-Za-z.,\-_/#:$@|&{}+?% ]*")


@dataclass(frozen=True)
class Size:
    users: int
    queues: int
    flows: int
    modules: int
    numbers: int
    events: int     # of CloudTrail
    log_lines: int  # of the flow log
    prompts: int
    flaws: bool = True  # that a review has to find
    busy: bool = True   # contacts come


SMALL = Size(users=20, queues=6, flows=12, modules=4, numbers=8, events=300, log_lines=60, prompts=5)
MEDIUM = Size(users=1_000, queues=80, flows=300, modules=40, numbers=200, events=40_000, log_lines=3_000, prompts=120)
LARGE = Size(users=10_000, queues=400, flows=1_500, modules=150, numbers=2_000, events=500_000, log_lines=100_000,
             prompts=480)

HEALTHY = replace(SMALL, flaws=False)
IDLE = replace(HEALTHY, events=0, log_lines=0, busy=False)


def is_published_name(name: str) -> bool:
    """CloudWatch publishes a queue's or flow's metrics only under names of these characters."""
    return _PUBLISHED_NAME.fullmatch(name) is not None


def numbered(topic: str, index: int) -> str:
    """Every 25th name is one that CloudWatch does not publish."""
    return f"{UNPUBLISHED[index // 25 % len(UNPUBLISHED)]} {index:05}" if index % 25 == 24 else f"{topic} {index:05}"


@dataclass(frozen=True)
class Identity:
    """Of one instance, and of what belongs to it."""

    seed: int
    region: str
    alias: str

    def uuid(self, kind: str, name: str) -> str:
        digest = hashlib.sha256(f"{self.seed}/{self.alias}/{kind}/{name}".encode()).digest()
        return str(uuid.UUID(bytes=digest[:16], version=4))

    @property
    def instance_id(self) -> str:
        return self.uuid("instance", "")

    @property
    def instance_arn(self) -> str:
        return self.account_arn(f"instance/{self.instance_id}")

    def account_arn(self, resource: str) -> str:
        return f"arn:aws:connect:{self.region}:{ACCOUNT}:{resource}"

    def named(self, kind: str, name: str) -> dict:
        """Id, Arn and Name of a resource of the instance; `kind` is its part of the ARN."""
        identifier = self.uuid(kind, name)
        return {"Id": identifier, "Arn": f"{self.instance_arn}/{kind}/{identifier}", "Name": name}

    def summaries(self, kind: str, topic: str, count: int) -> list[dict]:
        return [{**self.named(kind, numbered(topic, index)), "LastModifiedTime": 1_700_000_000 + index,
                 "LastModifiedRegion": self.region} for index in range(count)]
