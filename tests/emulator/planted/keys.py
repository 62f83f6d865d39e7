"""The KMS keys that an instance stores its data with: one of the customer's and one of AWS's, which look alike."""

from dataclasses import dataclass

from .identity import ACCOUNT, Identity


@dataclass(frozen=True)
class Key:
    arn: str
    manager: str

    def metadata(self) -> dict:
        return {"AWSAccountId": ACCOUNT, "KeyId": self.arn.rpartition("/")[2], "Arn": self.arn,
                "CreationDate": 1_589_443_200.482, "Enabled": True, "Description": "", "KeyUsage": "ENCRYPT_DECRYPT",
                "KeyState": "Enabled", "Origin": "AWS_KMS", "KeyManager": self.manager,
                "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "KeySpec": "SYMMETRIC_DEFAULT",
                "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "MultiRegion": False}


def _key(identity: Identity, name: str, manager: str) -> Key:
    return Key(f"arn:aws:kms:{identity.region}:{ACCOUNT}:key/{identity.uuid('key', name)}", manager)


def of_recordings(identity: Identity) -> Key:
    return _key(identity, "recordings", "CUSTOMER")


def of_streams(identity: Identity) -> Key:
    """What Kinesis Video Streams takes when nobody has chosen a key."""
    return _key(identity, "kinesisvideo", "AWS")


def keys(identity: Identity) -> dict[str, Key]:
    """By ARN."""
    return {key.arn: key for key in (of_recordings(identity), of_streams(identity))}
