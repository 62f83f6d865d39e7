#include "aws/endpoint.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "http/url.hpp"

namespace aws {
namespace {

using base::ErrorKind;

constexpr std::size_t max_label_length = 63;  // of a host name, RFC 1035

// The last one takes every region that no other has. botocore 1.43, partitions.json.
constexpr std::array<Partition, 8> partitions = {{
    {"aws-cn", "cn-", "amazonaws.com.cn", "api.amazonwebservices.com.cn", "cn-north-1"},
    {"aws-us-gov", "us-gov-", "amazonaws.com", "api.aws", "us-gov-west-1"},
    {"aws-iso", "us-iso-", "c2s.ic.gov", "api.aws.ic.gov", "us-iso-east-1"},
    {"aws-iso-b", "us-isob-", "sc2s.sgov.gov", "api.aws.scloud", "us-isob-east-1"},
    {"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", "eu-isoe-west-1"},
    {"aws-iso-f", "us-isof-", "csp.hci.ic.gov", "api.aws.hci.ic.gov", "us-isof-south-1"},
    {"aws-eusc", "eusc-", "amazonaws.eu", "api.amazonwebservices.eu", "eusc-de-east-1"},
    {"aws", "", "amazonaws.com", "api.aws", "us-east-1"},
}};

// The services whose address can be set, and how the AWS tools spell each one's id in AWS_ENDPOINT_URL_<SERVICE>.
struct ServiceVariable {
  const char* service;
  const char* variable;
};
constexpr std::array<ServiceVariable, 15> service_variables = {{
    {"connect", "AWS_ENDPOINT_URL_CONNECT"},
    {"cloudwatch", "AWS_ENDPOINT_URL_CLOUDWATCH"},
    {"logs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"},
    {"cloudtrail", "AWS_ENDPOINT_URL_CLOUDTRAIL"},
    {"service-quotas", "AWS_ENDPOINT_URL_SERVICE_QUOTAS"},
    {"pinpoint", "AWS_ENDPOINT_URL_PINPOINT"},
    {"sts", "AWS_ENDPOINT_URL_STS"},
    {"sso", "AWS_ENDPOINT_URL_SSO"},
    {"sso-oidc", "AWS_ENDPOINT_URL_SSO_OIDC"},
    {"s3", "AWS_ENDPOINT_URL_S3"},
    {"dynamodb", "AWS_ENDPOINT_URL_DYNAMODB"},
    {"lambda", "AWS_ENDPOINT_URL_LAMBDA"},
    {"iam", "AWS_ENDPOINT_URL_IAM"},
    {"sns", "AWS_ENDPOINT_URL_SNS"},
    {"cloudformation", "AWS_ENDPOINT_URL_CLOUDFORMATION"},
}};

// true and false in any case, as the AWS tools write them; what is not set is false.
bool is_on(const base::Environment& environment, const std::string& variable) {
  std::string value = environment.get(variable).value_or("false");
  std::ranges::transform(value, value.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; });
  if (value == "true") return true;
  if (value == "false") return false;
  throw base::Error(ErrorKind::config, variable + " must be true or false");
}

// Empty when the variable is not set.
std::string url_in(const base::Environment& environment, const std::string& variable) {
  const auto url = environment.get(variable);
  return url ? checked_endpoint_url(*url, variable) : "";
}

// In GovCloud most services answer FIPS requests at their plain address, CloudWatch with dual stack as well.
bool takes_fips_label(std::string_view service, const Partition& partition, bool dual_stack) {
  if (partition.name != "aws-us-gov") return true;
  if (service == "cloudwatch") return false;
  return dual_stack || service == "lambda" || service == "pinpoint";
}

[[noreturn]] void refuse(std::string_view service, const Partition& partition) {
  throw base::Error(ErrorKind::config,
                    fmt::format("{} has no FIPS or dual-stack endpoint in the partition {}: take AWS_USE_FIPS_ENDPOINT "
                                "and AWS_USE_DUALSTACK_ENDPOINT away",
                                service, partition.name));
}

// IAM is one for a partition. What its FIPS and dual-stack addresses are is known where Amazon Connect is.
std::string iam_url(const Partition& partition, const EndpointOptions& options) {
  const std::string_view suffix = options.dual_stack ? partition.dual_stack_dns_suffix : partition.dns_suffix;
  if (partition.name == "aws-us-gov") return fmt::format("https://iam.us-gov.{}", suffix);
  if (partition.name == "aws") {
    return fmt::format("https://iam{}.{}{}", options.fips ? "-fips" : "", options.dual_stack ? "global." : "", suffix);
  }
  if (options.fips || options.dual_stack) refuse("iam", partition);
  return fmt::format("https://iam.{}.{}", partition.global_region, suffix);
}

std::string s3_url(const Partition& partition, std::string_view region, const EndpointOptions& options) {
  if (options.fips && partition.name == "aws-cn") refuse("s3", partition);
  return fmt::format("https://s3{}{}.{}.{}", options.fips ? "-fips" : "", options.dual_stack ? ".dualstack" : "",
                     region, partition.dns_suffix);
}

std::string aws_url(const Service& service, std::string_view region, const EndpointOptions& options) {
  const Partition& partition = partition_of(region);
  if (service.name == "iam") return iam_url(partition, options);
  if (service.name == "s3") return s3_url(partition, region, options);
  const bool label = options.fips && takes_fips_label(service.name, partition, options.dual_stack);
  return fmt::format("https://{}{}.{}.{}", service.host, label ? "-fips" : "", region,
                     options.dual_stack ? partition.dual_stack_dns_suffix : partition.dns_suffix);
}

}  // namespace

const Partition& partition_of(std::string_view region) {
  return *std::ranges::find_if(partitions, [&](const Partition& one) { return region.starts_with(one.region_prefix); });
}

void check_region(std::string_view region, std::string_view source) {
  const bool usable =
      !region.empty() && region.size() <= max_label_length && !region.starts_with('-') && !region.ends_with('-') &&
      std::ranges::all_of(region, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
  if (usable) return;
  std::string shown = base::printable(region, max_label_length);
  std::ranges::replace_if(shown, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  throw base::Error(ErrorKind::config,
                    fmt::format("{}: \"{}\" is no region; write it like eu-central-1", source, shown));
}

std::string checked_endpoint_url(std::string_view url, std::string_view source) {
  try {
    const http::Url parsed = http::parse_url(url);
    if (!parsed.query.empty()) throw base::Error(ErrorKind::config, "the URL has a query (?): leave it out");
    std::string text = http::to_string(parsed);
    while (text.ends_with('/')) text.pop_back();
    return text;
  } catch (const base::Error& error) {
    throw base::Error(ErrorKind::config, fmt::format("{}: {}", source, error.what()));
  }
}

EndpointOptions endpoint_options(const base::Environment& environment) {
  EndpointOptions options;
  options.fips = is_on(environment, "AWS_USE_FIPS_ENDPOINT");
  options.dual_stack = is_on(environment, "AWS_USE_DUALSTACK_ENDPOINT");
  if (is_on(environment, "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")) return options;
  options.url = url_in(environment, "AWS_ENDPOINT_URL");
  for (const auto& [service, variable] : service_variables) {
    std::string url = url_in(environment, variable);
    if (!url.empty()) options.service_urls.emplace(service, std::move(url));
  }
  return options;
}

std::string endpoint_url(const Service& service, std::string_view region, const EndpointOptions& options) {
  check_region(region, "the region");
  const auto own = options.service_urls.find(std::string(service.name));
  const std::string& url = own != options.service_urls.end() ? own->second : options.url;
  if (url.empty()) return aws_url(service, region, options);
  if (options.fips || options.dual_stack) {
    throw base::Error(ErrorKind::config,
                      fmt::format("{} has an endpoint URL of its own, which cannot be made {}: take either away",
                                  service.name, options.fips ? "FIPS" : "dual stack"));
  }
  return url;
}

std::string_view signing_region(const Service& service, std::string_view region) {
  return service.name == "iam" ? partition_of(region).global_region : region;
}

}  // namespace aws
