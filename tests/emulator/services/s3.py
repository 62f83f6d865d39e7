"""What S3 says of a bucket, and of an account. https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations.html"""

from typing import Any
from xml.sax.saxutils import escape

from ..errors import Refusal, denied
from ..planted import storage
from ..world import Instance
from . import Backend, Call, Handler

# With flaws, and without.
_BLOCKS = ({"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": False, "RestrictPublicBuckets": False},
           dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True))
_ENDS = {"Expiration": {"Days": 365}, "NoncurrentVersionExpiration": {"NoncurrentDays": 30},
         "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 7}}
_RULES = tuple({"Rule": {"ID": "recordings", "Filter": {"Prefix": "connect/"}, "Status": status, **_ENDS}}
               for status in ("Disabled", "Enabled"))
_LOCKS = ({"ObjectLockEnabled": "Enabled"},
          {"ObjectLockEnabled": "Enabled", "Rule": {"DefaultRetention": {"Mode": "GOVERNANCE", "Days": 30}}})
_VERSIONING = ({"Status": "Suspended"}, {"Status": "Enabled"})


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(f"<{name}>{_written(item)}</{name}>" for name, item in value.items())
    return str(value).lower() if isinstance(value, bool) else escape(str(value))


def _xml(name: str, value: dict) -> bytes:
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<{name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">'
            f"{_written(value)}</{name}>").encode()


class S3:
    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetPublicAccessBlock": self._setting("PublicAccessBlockConfiguration", _BLOCKS),
                "GetBucketPolicy": self._policy, "GetBucketPolicyStatus": self._policy_status,
                "GetBucketVersioning": self._setting("VersioningConfiguration", _VERSIONING),
                "GetBucketLifecycleConfiguration": self._setting("LifecycleConfiguration", _RULES),
                "GetBucketEncryption": self._encryption,
                "GetObjectLockConfiguration": self._setting("ObjectLockConfiguration", _LOCKS)}

    def _instance(self, call: Call) -> Instance:
        """Whose bucket it is."""
        if call.input.get("ExpectedBucketOwner", self._backend.world.account) != self._backend.world.account:
            raise denied("s3", call.action, call.caller.arn)
        for instance in self._backend.world.instances:
            if storage.bucket_name(instance.identity) == call.input["Bucket"]:
                return instance
        raise Refusal("NoSuchBucket", "The specified bucket does not exist", 404)

    def _setting(self, name: str, values: tuple[dict, dict]) -> Handler:
        return lambda call: _xml(name, values[not self._instance(call).size.flaws])

    def _policy(self, call: Call) -> bytes:
        instance = self._instance(call)
        return storage.policy(instance.identity, instance.size.flaws).encode()

    def _policy_status(self, call: Call) -> bytes:
        self._instance(call)
        return _xml("PolicyStatus", {"IsPublic": False})

    def _encryption(self, call: Call) -> bytes:
        instance = self._instance(call)
        by_default = storage.encryption(instance.identity, instance.size.flaws)
        return _xml("ServerSideEncryptionConfiguration", {"Rule": {
            "ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": False}})


class S3Control:
    """The account blocks nothing; what a bucket lacks is told of the bucket."""

    def __init__(self, backend: Backend) -> None:
        self._backend = backend

    def handlers(self) -> dict[str, Handler]:
        return {"GetPublicAccessBlock": self._public_access_block}

    def _public_access_block(self, call: Call) -> bytes:
        if call.input["AccountId"] != self._backend.world.account:
            raise denied("s3control", call.action, call.caller.arn)
        return _xml("PublicAccessBlockConfiguration", dict.fromkeys(_BLOCKS[0], False))
