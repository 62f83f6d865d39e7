"""The bucket, the data stream and the Firehose stream that the instance writes to."""

import json
from datetime import timedelta

from .instance import BUCKET, FIREHOSE, STREAM, key_arn
from .recorder import Recorder
from .truth import Truth
from .world import ACCOUNT_ID, RECORDED_AT, REGION, World, epoch

STREAM_ARN = f"arn:aws:kinesis:{REGION}:{ACCOUNT_ID}:stream/{STREAM}"
FIREHOSE_ARN = f"arn:aws:firehose:{REGION}:{ACCOUNT_ID}:deliverystream/{FIREHOSE}"
_CREATED = 1589443200.482
_LATE_HOURS = 8  # of the 24 for which the stream keeps records
_BLOCK = dict.fromkeys(("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True)


def _policy() -> str:
    arn = f"arn:aws:s3:::{BUCKET}"
    return json.dumps({"Version": "2012-10-17", "Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": [arn, f"{arn}/*"],
         "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]})


def _record_bucket(world: World, recorder: Recorder) -> None:
    request = {"Bucket": BUCKET, "ExpectedBucketOwner": ACCOUNT_ID}
    by_default = {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": key_arn(world)}
    for operation, output in {
            "GetPublicAccessBlock": {"PublicAccessBlockConfiguration": _BLOCK},
            "GetBucketPolicy": {"Policy": _policy()},
            "GetBucketPolicyStatus": {"PolicyStatus": {"IsPublic": False}},
            "GetBucketVersioning": {"Status": "Enabled"},
            "GetBucketEncryption": {"ServerSideEncryptionConfiguration": {"Rules": [
                {"ApplyServerSideEncryptionByDefault": by_default, "BucketKeyEnabled": True}]}}}.items():
        recorder.call("s3", operation, request, output)
    for operation, code, message in (
            ("GetBucketLifecycleConfiguration", "NoSuchLifecycleConfiguration",
             "The lifecycle configuration does not exist"),
            ("GetObjectLockConfiguration", "ObjectLockConfigurationNotFoundError",
             "Object Lock configuration does not exist for this bucket")):
        recorder.refused("s3", operation, request, {"code": code, "httpStatus": 404, "message": message})


def _record_streams(world: World, recorder: Recorder) -> None:
    recorder.call("kinesis", "DescribeStreamSummary", {"StreamARN": STREAM_ARN}, {"StreamDescriptionSummary": {
        "StreamName": STREAM, "StreamARN": STREAM_ARN, "StreamStatus": "ACTIVE", "RetentionPeriodHours": 24,
        "StreamModeDetails": {"StreamMode": "ON_DEMAND"}, "StreamCreationTimestamp": _CREATED, "EnhancedMonitoring": [],
        "EncryptionType": "KMS", "KeyId": key_arn(world), "OpenShardCount": 4, "ConsumerCount": 0}})
    bucket = {"RoleARN": f"arn:aws:iam::{ACCOUNT_ID}:role/{FIREHOSE}", "BucketARN": f"arn:aws:s3:::{FIREHOSE}",
              "BufferingHints": {"SizeInMBs": 5, "IntervalInSeconds": 300}, "CompressionFormat": "GZIP",
              "EncryptionConfiguration": {"NoEncryptionConfig": "NoEncryption"}}
    recorder.call("firehose", "DescribeDeliveryStream", {"DeliveryStreamName": FIREHOSE}, {"DeliveryStreamDescription": {
        "DeliveryStreamName": FIREHOSE, "DeliveryStreamARN": FIREHOSE_ARN, "DeliveryStreamStatus": "ACTIVE",
        "DeliveryStreamEncryptionConfiguration": {"Status": "DISABLED"}, "DeliveryStreamType": "DirectPut",
        "VersionId": "1", "CreateTimestamp": _CREATED, "HasMoreDestinations": False,
        "Destinations": [{"DestinationId": "destinationId-000000000001", "ExtendedS3DestinationDescription": bucket}]}})


def _query(place: int, namespace: str, metric: str, dimension: str, name: str) -> dict:
    return {"Id": f"lag{place}", "MetricStat": {"Period": 3600, "Stat": "Maximum", "Metric": {
        "Namespace": namespace, "MetricName": metric, "Dimensions": [{"Name": dimension, "Value": name}]}}}


def _record_lags(recorder: Recorder) -> None:
    """Firehose delivers every five minutes; what reads the data stream stood still for some hours of the night."""
    hours = [epoch(RECORDED_AT - timedelta(hours=hour)) for hour in range(24, 0, -1)]
    late = [min(max(0, hour - 12), _LATE_HOURS) * 3_600_000.0 if hour <= 20 else 0.0 for hour in range(24)]
    queries = [_query(0, "AWS/Firehose", "DeliveryToS3.DataFreshness", "DeliveryStreamName", FIREHOSE),
               _query(1, "AWS/Kinesis", "GetRecords.IteratorAgeMilliseconds", "StreamName", STREAM)]
    values = [[300.0] * len(hours), late]
    recorder.call("cloudwatch", "GetMetricData", {
        "StartTime": hours[0], "EndTime": epoch(RECORDED_AT), "ScanBy": "TimestampAscending",
        "MetricDataQueries": queries}, {"Messages": [], "MetricDataResults": [
            {"Id": query["Id"], "Label": query["MetricStat"]["Metric"]["MetricName"], "Timestamps": hours, "Values": found,
             "StatusCode": "Complete"} for query, found in zip(queries, values)]})


def _state_truth(truth: Truth) -> None:
    for check, status in {"bucket_public_access": "pass", "bucket_transport": "pass", "bucket_versioning": "pass",
                          "bucket_lifecycle": "warn", "bucket_encryption": "pass", "bucket_object_lock": "info"}.items():
        truth.finding(check, BUCKET, status)
    truth.finding("stream_encryption", STREAM_ARN, "pass")
    truth.finding("stream_encryption", FIREHOSE_ARN, "warn")
    truth.finding("stream_health", STREAM_ARN, "warn")
    truth.finding("stream_health", FIREHOSE_ARN, "pass")
    truth.facts("storage", "", {"total_buckets": 1, "total_streams": 2, "complete": True})


def plant(world: World, recorder: Recorder, truth: Truth) -> None:
    _record_bucket(world, recorder)
    _record_streams(world, recorder)
    _record_lags(recorder)
    _state_truth(truth)
