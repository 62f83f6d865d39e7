"""The instance itself: its state, its replica, its attributes and where it stores what."""

from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, ALIAS, REGION, World

BUCKET = f"{ALIAS}-contact-data-{ACCOUNT_ID}"
STREAM, FIREHOSE = f"{ALIAS}-contact-records", f"{ALIAS}-agent-events"

_ATTRIBUTES = {
    "INBOUND_CALLS": "true",
    "OUTBOUND_CALLS": "true",
    "CONTACTFLOW_LOGS": "true",
    "CONTACT_LENS": "false",
    "AUTO_RESOLVE_BEST_VOICES": "true",
    "USE_CUSTOM_TTS_VOICES": "false",
    "EARLY_MEDIA": "true",
    "MULTI_PARTY_CONFERENCE": "true",
    "HIGH_VOLUME_OUTBOUND": "false",
    "ENHANCED_CONTACT_MONITORING": "false",
    "ENHANCED_CHAT_MONITORING": "false",
    "MULTI_PARTY_CHAT_CONFERENCE": "false",
    "MESSAGE_STREAMING": "false",
}

_STORED_RESOURCES = (
    "CHAT_TRANSCRIPTS", "CALL_RECORDINGS", "SCHEDULED_REPORTS", "MEDIA_STREAMS", "CONTACT_TRACE_RECORDS",
    "AGENT_EVENTS", "REAL_TIME_CONTACT_ANALYSIS_SEGMENTS", "ATTACHMENTS", "CONTACT_EVALUATIONS", "SCREEN_RECORDINGS",
    "REAL_TIME_CONTACT_ANALYSIS_CHAT_SEGMENTS", "REAL_TIME_CONTACT_ANALYSIS_VOICE_SEGMENTS", "EMAIL_MESSAGES",
)


def _summary(world: World, alias: str, created: int) -> dict:
    identifier = world.uuid("instance", alias)
    return {
        "Id": identifier,
        "Arn": world.account_arn(f"instance/{identifier}"),
        "IdentityManagementType": "CONNECT_MANAGED",
        "InstanceAlias": alias,
        "CreatedTime": created,
        "ServiceRole": f"arn:aws:iam::{ACCOUNT_ID}:role/aws-service-role/connect.amazonaws.com/"
                       f"AWSServiceRoleForAmazonConnect_{identifier[:8]}",
        "InstanceStatus": "ACTIVE",
        "InboundCallsEnabled": True,
        "OutboundCallsEnabled": True,
        "InstanceAccessUrl": f"https://{alias}.my.connect.aws",
    }


def _record_instance(world: World, recorder: Recorder, truth: Truth) -> None:
    replication = {
        "ReplicationStatusSummaryList": [
            {"Region": REGION, "ReplicationStatus": "INSTANCE_REPLICATION_COMPLETE"},
            {"Region": "eu-west-2", "ReplicationStatus": "INSTANCE_REPLICATION_FAILED",
             "ReplicationStatusReason": "The service-linked role could not be created in eu-west-2."},
        ],
        "SourceRegion": REGION,
        "GlobalSignInEndpoint": f"https://{ALIAS}.sign-in.connect.aws",
    }
    recorder.call("connect", "DescribeInstance", {"InstanceId": world.instance_id},
                  {"Instance": _summary(world, ALIAS, 1589443200.482), "ReplicationConfiguration": replication})
    truth.finding("instance_status", world.instance_id, "pass")
    truth.finding("global_resiliency", world.instance_id, "fail")


def _record_attributes(world: World, recorder: Recorder, truth: Truth) -> None:
    attributes = [{"AttributeType": kind, "Value": value} for kind, value in _ATTRIBUTES.items()]
    recorder.listed("ListInstanceAttributes", {"InstanceId": world.instance_id, "MaxResults": 7},
                    "Attributes", attributes, size=7)
    truth.finding("contact_lens", world.instance_id, "info")
    truth.finding("flow_log_attribute", world.instance_id, "pass")


def key_arn(world: World) -> str:
    return f"arn:aws:kms:{REGION}:{ACCOUNT_ID}:key/{world.uuid('key', 'recordings')}"


def _storage_configs(world: World) -> dict[str, dict]:
    encryption = {"EncryptionType": "KMS", "KeyId": key_arn(world)}
    return {
        "CALL_RECORDINGS": {"StorageType": "S3", "S3Config": {
            "BucketName": BUCKET, "BucketPrefix": f"connect/{ALIAS}/CallRecordings", "EncryptionConfig": encryption}},
        "CHAT_TRANSCRIPTS": {"StorageType": "S3", "S3Config": {
            "BucketName": BUCKET, "BucketPrefix": f"connect/{ALIAS}/ChatTranscripts"}},
        "MEDIA_STREAMS": {"StorageType": "KINESIS_VIDEO_STREAM", "KinesisVideoStreamConfig": {
            "Prefix": f"{ALIAS}-live-connect", "RetentionPeriodHours": 0, "EncryptionConfig": encryption}},
        "CONTACT_TRACE_RECORDS": {"StorageType": "KINESIS_STREAM", "KinesisStreamConfig": {
            "StreamArn": f"arn:aws:kinesis:{REGION}:{ACCOUNT_ID}:stream/{STREAM}"}},
        "AGENT_EVENTS": {"StorageType": "KINESIS_FIREHOSE", "KinesisFirehoseConfig": {
            "FirehoseArn": f"arn:aws:firehose:{REGION}:{ACCOUNT_ID}:deliverystream/{FIREHOSE}"}},
    }


def _record_storage(world: World, recorder: Recorder, truth: Truth) -> None:
    configs = _storage_configs(world)
    for resource in _STORED_RESOURCES:
        stored = []
        if resource in configs:
            stored.append({"AssociationId": world.uuid("storage", resource), **configs[resource]})
        recorder.call("connect", "ListInstanceStorageConfigs",
                      {"InstanceId": world.instance_id, "ResourceType": resource, "MaxResults": 10},
                      {"StorageConfigs": stored})
    for resource, status in (("CALL_RECORDINGS", "pass"), ("CHAT_TRANSCRIPTS", "warn"), ("MEDIA_STREAMS", "pass")):
        truth.finding("storage_encryption", f"{resource}/{world.uuid('storage', resource)}", status)
    truth.finding("media_stream_retention", f"MEDIA_STREAMS/{world.uuid('storage', 'MEDIA_STREAMS')}", "warn")


def _record_key(world: World, recorder: Recorder) -> None:
    """The customer's own."""
    arn = key_arn(world)
    recorder.call("kms", "DescribeKey", {"KeyId": arn}, {"KeyMetadata": {
        "AWSAccountId": ACCOUNT_ID, "KeyId": arn.rpartition("/")[2], "Arn": arn, "CreationDate": 1589443200.482,
        "Enabled": True, "Description": "", "KeyUsage": "ENCRYPT_DECRYPT", "KeyState": "Enabled", "Origin": "AWS_KMS",
        "KeyManager": "CUSTOMER", "CustomerMasterKeySpec": "SYMMETRIC_DEFAULT", "KeySpec": "SYMMETRIC_DEFAULT",
        "EncryptionAlgorithms": ["SYMMETRIC_DEFAULT"], "MultiRegion": False}})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    _record_instance(world, recorder, truth)
    _record_attributes(world, recorder, truth)
    _record_storage(world, recorder, truth)
    _record_key(world, recorder)


def plant_instance_list(world: World, recorder: Recorder) -> int:
    """The account's instances in the Region; answers how many there are."""
    summaries = [_summary(world, ALIAS, 1589443200), _summary(world, f"{ALIAS}-test", 1634256000)]
    recorder.listed("ListInstances", {"MaxResults": 10}, "InstanceSummaryList", summaries, size=10)
    return len(summaries)
