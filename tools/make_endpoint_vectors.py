#!/usr/bin/env python3
"""Writes where AWS's services answer, as botocore's endpoint rules have it, and the variables that say otherwise."""

import argparse
import itertools
import json
import sys
from pathlib import Path

from botocore.endpoint_provider import EndpointProvider
from botocore.exceptions import EndpointProviderError
from botocore.session import get_session

OUTPUT = Path(__file__).resolve().parent.parent / "tests" / "data" / "endpoints.json"

SERVICES = ["connect", "cloudwatch", "logs", "cloudtrail", "service-quotas", "pinpoint", "kms", "lexv2-models",
            "customer-profiles", "appintegrations", "qconnect", "connectcases", "connectcampaignsv2",
            "resourcegroupstaggingapi", "sts", "sso", "sso-oidc", "s3", "s3control", "dynamodb", "lambda", "iam",
            "sns", "events", "securityhub", "cloudformation", "kinesis", "firehose"]

ACCOUNT = "111122223333"

# Named here, so that a new region of botocore's does not change the file; us-new-7 is one that no release knows. First
# the partitions that have Amazon Connect.
WITH_CONNECT = ["us-east-1", "us-east-2", "us-west-2", "af-south-1", "ap-northeast-1", "ap-southeast-2", "ca-central-1",
                "eu-central-1", "eu-west-2", "il-central-1", "me-central-1", "mx-central-1", "sa-east-1", "us-new-7",
                "us-gov-east-1", "us-gov-west-1"]
ELSEWHERE = ["cn-north-1", "cn-northwest-1", "us-iso-east-1", "us-iso-west-1", "us-isob-east-1", "eu-isoe-west-1",
             "us-isof-south-1", "eusc-de-east-1"]


def is_known(service: str, region: str, fips: bool, dual_stack: bool) -> bool:
    """IAM's names follow no pattern: where there is no Amazon Connect, the program knows the plain ones only."""
    return service != "iam" or region in WITH_CONNECT or not (fips or dual_stack)


def endpoint(rules: EndpointProvider, region: str, fips: bool, dual_stack: bool) -> tuple[str | None, str]:
    """The URL, in which {AccountId} stands for the account's, and the region to sign for."""
    of_account = {"AccountId": ACCOUNT, "RequiresAccountId": True} if "AccountId" in rules.ruleset.parameters else {}
    try:
        found = rules.resolve_endpoint(Region=region, UseFIPS=fips, UseDualStack=dual_stack, **of_account)
    except EndpointProviderError:
        return None, region
    schemes = found.properties.get("authSchemes", [{}])
    return found.url.replace(ACCOUNT, "{AccountId}"), schemes[0].get("signingRegion", region)


def text() -> str:
    """One line a service and region; URLs are plain, dual stack, FIPS, both, and null where there is none."""
    loader = get_session().get_component("data_loader")
    partitions = loader.load_data("partitions")
    lines = []
    for service in SERVICES:
        model = loader.load_service_model(service, "service-2")["metadata"]
        variable = "AWS_ENDPOINT_URL_" + model["serviceId"].upper().replace(" ", "_").replace("-", "_")
        rules = EndpointProvider(loader.load_service_model(service, "endpoint-rule-set-1"), partitions)
        is_of_account = "{AccountId}" in endpoint(rules, WITH_CONNECT[0], False, False)[0]
        host = ("{AccountId}." if is_of_account else "") + model["endpointPrefix"]
        for region in [*WITH_CONNECT, *ELSEWHERE]:
            urls = [endpoint(rules, region, *options)[0] if is_known(service, region, *options) else None
                    for options in itertools.product([False, True], repeat=2)]
            lines.append(json.dumps({"service": service, "host": host, "variable": variable,
                                     "region": region, "signingRegion": endpoint(rules, region, False, False)[1],
                                     "urls": urls}))
    return "[\n" + ",\n".join(lines) + "\n]\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true",
                        help="write nothing; exit 1 when the file is not what would be written")
    if not parser.parse_args().check:
        OUTPUT.parent.mkdir(parents=True, exist_ok=True)
        OUTPUT.write_text(text(), encoding="utf-8", newline="\n")
        return 0
    if OUTPUT.is_file() and OUTPUT.read_bytes() == text().encode():
        return 0
    print(f"{OUTPUT}: is not what {Path(__file__).name} would write; run it", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
