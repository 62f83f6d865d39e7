"""The bucket and the streams that an instance writes to. Without flaws nothing is to be said of them."""

import json

from . import keys
from .identity import ACCOUNT, Identity

_CREATED = 1_589_443_200.482
STREAM, FIREHOSE = "contact-records", "agent-events"
# Of the oldest record that was not read yet, in the units of each metric, hour by hour.
LAGS = {("AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", STREAM): 1_500.0,
        ("AWS/Firehose", "DeliveryToS3.DataFreshness", FIREHOSE): 300.0}


def bucket_name(identity: Identity) -> str:
    return f"{identity.alias}-contact-data"


def stream_arn(identity: Identity) -> str:
    return f"arn:aws:kinesis:{identity.region}:{ACCOUNT}:stream/{STREAM}"


def firehose_arn(identity: Identity) -> str:
    return f"arn:aws:firehose:{identity.region}:{ACCOUNT}:deliverystream/{FIREHOSE}"


def policy(identity: Identity, flaws: bool) -> str:
    """With flaws it lets Amazon Connect in and refuses nothing."""
    arn = f"arn:aws:s3:::{bucket_name(identity)}"
    allow = {"Effect": "Allow", "Principal": {"Service": "connect.amazonaws.com"}, "Action": "s3:PutObject",
             "Resource": f"{arn}/*"}
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"],
            "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    return json.dumps({"Version": "2012-10-17", "Statement": [allow] if flaws else [allow, deny]})


def encryption(identity: Identity, flaws: bool) -> dict[str, str]:
    return {"SSEAlgorithm": "AES256"} if flaws else {"SSEAlgorithm": "aws:kms",
                                                     "KMSMasterKeyID": keys.of_recordings(identity).arn}


def stream(identity: Identity, flaws: bool) -> dict:
    encrypted = {"EncryptionType": "NONE"} if flaws else {"EncryptionType": "KMS",
                                                          "KeyId": keys.of_recordings(identity).arn}
    return {"StreamName": STREAM, "StreamARN": stream_arn(identity), "StreamStatus": "ACTIVE",
            "StreamModeDetails": {"StreamMode": "ON_DEMAND"}, "RetentionPeriodHours": 24,
            "StreamCreationTimestamp": _CREATED, "EnhancedMonitoring": [], **encrypted,
            "OpenShardCount": 4, "ConsumerCount": 0}


def firehose(identity: Identity, flaws: bool) -> dict:
    bucket = {"RoleARN": f"arn:aws:iam::{ACCOUNT}:role/firehose", "BucketARN": f"arn:aws:s3:::{identity.alias}-events",
              "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300}, "CompressionFormat": "GZIP",
              "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"}}
    encrypted = {"Status": "DISABLED"} if flaws else {"Status": "ENABLED", "KeyType": "CUSTOMER_MANAGED_CMK",
                                                      "KeyARN": keys.of_recordings(identity).arn}
    return {"DeliveryStreamName": FIREHOSE, "DeliveryStreamARN": firehose_arn(identity),
            "DeliveryStreamStatus": "ACTIVE", "DeliveryStreamType": "DirectPut", "VersionId": "1",
            "CreateTimestamp": _CREATED, "DeliveryStreamEncryptionConfiguration": encrypted,
            "Destinations": [{"DestinationId": "destinationId-000000000001", "ExtendedS3DestinationDescription": bucket}],
            "HasMoreDestinations": False}


def truth() -> dict[str, str]:
    """Of an instance with flaws: what is said of its bucket and its streams, by check."""
    return {"bucket_public_access": "warn", "bucket_transport": "warn", "bucket_versioning": "warn",
            "bucket_lifecycle": "warn", "bucket_encryption": "warn", "bucket_object_lock": "info"}
