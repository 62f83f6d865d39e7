// Where a service answers in a region, as AWS's endpoint rules have it. For services that answer in every region;
// global ones (IAM) have rules of their own. Immutable, any thread.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "aws/operation.hpp"
#include "base/environment.hpp"

namespace aws {

// A set of regions with accounts of their own.
struct Partition {
  std::string_view name;                   // aws, aws-cn, aws-us-gov, aws-iso, …
  std::string_view region_prefix;          // what the names of its regions start with; empty: all others
  std::string_view dns_suffix;             // amazonaws.com
  std::string_view dual_stack_dns_suffix;  // api.aws
  std::string_view global_region;          // that requests to its IAM are signed for
};

// By the region's name; a region that is too new to be known is of the partition aws.
const Partition& partition_of(std::string_view region);

// Throws base::Error(config) when it is no region's name (lower-case letters, digits and hyphens, like eu-central-1).
void check_region(std::string_view region, std::string_view source);

struct EndpointOptions {
  bool fips = false;
  bool dual_stack = false;
  std::string url{};                                  // for every service; empty: AWS's own
  std::map<std::string, std::string> service_urls{};  // by service name; before `url`
};

// The variables AWS_ENDPOINT_URL_<SERVICE>, then AWS_ENDPOINT_URL; then `url`, which a person gave for every service;
// then what `profile` (empty: of the variables, else default) says, its services section first. The variables
// AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT and AWS_IGNORE_CONFIGURED_ENDPOINT_URLS go before the keys of the
// profile of the same meaning. Throws base::Error(config) for values that cannot be used, base::Error(credentials) for
// files that cannot be read. https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
EndpointOptions endpoint_options(const base::Environment& environment, const std::string& profile,
                                 const std::string& url = "");

// A URL that a person gave, as EndpointOptions wants it: without a slash at its end. Throws base::Error(config) that
// names its source when it is no URL, or has a query.
std::string checked_endpoint_url(std::string_view url, std::string_view source);

// The base URL, without a slash at its end; it may begin with a member of the input in braces. Of a service that is
// asked of AWS itself, an address of its own that is not AWS's is passed over: it is that of a store. Throws
// base::Error(config) when there is no such endpoint: no region's name, FIPS where the partition has none, or FIPS or
// dual stack together with a URL of one's own, which would not be either.
std::string endpoint_url(const Service& service, std::string_view region, const EndpointOptions& options);

// What a request to the service is signed for: the region itself, but for IAM, which is one for a partition.
std::string_view signing_region(const Service& service, std::string_view region);

}  // namespace aws
