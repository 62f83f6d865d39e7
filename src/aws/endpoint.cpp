#include "aws/endpoint.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "aws/credentials/config_files.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
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
constexpr std::array<ServiceVariable, 28> service_variables = {{
    {"connect", "AWS_ENDPOINT_URL_CONNECT"},
    {"cloudwatch", "AWS_ENDPOINT_URL_CLOUDWATCH"},
    {"logs", "AWS_ENDPOINT_URL_CLOUDWATCH_LOGS"},
    {"cloudtrail", "AWS_ENDPOINT_URL_CLOUDTRAIL"},
    {"service-quotas", "AWS_ENDPOINT_URL_SERVICE_QUOTAS"},
    {"pinpoint", "AWS_ENDPOINT_URL_PINPOINT"},
    {"kms", "AWS_ENDPOINT_URL_KMS"},
    {"lexv2-models", "AWS_ENDPOINT_URL_LEX_MODELS_V2"},
    {"customer-profiles", "AWS_ENDPOINT_URL_CUSTOMER_PROFILES"},
    {"appintegrations", "AWS_ENDPOINT_URL_APPINTEGRATIONS"},
    {"qconnect", "AWS_ENDPOINT_URL_QCONNECT"},
    {"connectcases", "AWS_ENDPOINT_URL_CONNECTCASES"},
    {"connectcampaignsv2", "AWS_ENDPOINT_URL_CONNECTCAMPAIGNSV2"},
    {"resourcegroupstaggingapi", "AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API"},
    {"sts", "AWS_ENDPOINT_URL_STS"},
    {"sso", "AWS_ENDPOINT_URL_SSO"},
    {"sso-oidc", "AWS_ENDPOINT_URL_SSO_OIDC"},
    {"s3", "AWS_ENDPOINT_URL_S3"},
    {"s3control", "AWS_ENDPOINT_URL_S3_CONTROL"},
    {"dynamodb", "AWS_ENDPOINT_URL_DYNAMODB"},
    {"lambda", "AWS_ENDPOINT_URL_LAMBDA"},
    {"iam", "AWS_ENDPOINT_URL_IAM"},
    {"sns", "AWS_ENDPOINT_URL_SNS"},
    {"events", "AWS_ENDPOINT_URL_EVENTBRIDGE"},
    {"securityhub", "AWS_ENDPOINT_URL_SECURITYHUB"},
    {"cloudformation", "AWS_ENDPOINT_URL_CLOUDFORMATION"},
    {"kinesis", "AWS_ENDPOINT_URL_KINESIS"},
    {"firehose", "AWS_ENDPOINT_URL_FIREHOSE"},
}};

// What decides where requests go: the variables, and the profile that was chosen.
class EndpointSettings {
 public:
  EndpointSettings(const base::Environment& environment, const std::string& profile)
      : environment_(environment), files_(read_config_files(environment)) {
    const auto found = files_.profiles.find(profile_name(environment, profile));
    if (found != files_.profiles.end()) profile_ = &found->second;  // else whoever looks for credentials says so
  }

  // true and false in any case, as the AWS tools write them; what is not set is false.
  bool is_on(const std::string& variable, std::string_view key) const {
    std::string source = variable;
    auto value = environment_.get(variable);
    if (!value && profile_ != nullptr) {
      value = profile_->get(key);
      source = fmt::format("{} of {}", key, profile_->title);
    }
    if (!value) return false;
    value = base::lower(*value);
    if (value != "true" && value != "false")
      throw base::Error(ErrorKind::config, fmt::format("{} must be true or false", source));
    return value == "true";
  }

  // Empty when it is not set.
  std::string variable_url(const std::string& variable) const {
    const auto url = environment_.get(variable);
    return url ? checked_endpoint_url(*url, variable) : "";
  }

  std::string profile_url() const {
    const auto url = profile_ == nullptr ? std::nullopt : profile_->get("endpoint_url");
    return url ? checked_endpoint_url(*url, fmt::format("endpoint_url of {}", profile_->title)) : "";
  }

  // Nothing when the profile names no such section.
  const ConfigSection* services() const {
    const auto name = profile_ == nullptr ? std::nullopt : profile_->get("services");
    if (!name) return nullptr;
    const auto found = files_.services.find(*name);
    if (found == files_.services.end()) {
      throw base::Error(ErrorKind::config, fmt::format("the services '{}' of {} do not exist",
                                                       base::printable(*name, 300), profile_->title));
    }
    return &found->second;
  }

 private:
  const base::Environment& environment_;
  const ConfigFiles files_;
  const ConfigSection* profile_ = nullptr;  // none where there is no such profile
};

// As the AWS tools spell the service's id in a services section: cloudwatch_logs.
std::string services_id(std::string_view variable) {
  return base::lower(variable.substr(std::string_view("AWS_ENDPOINT_URL_").size()));
}

void add_services(EndpointOptions& options, const ConfigSection& services) {
  for (const auto& [service, variable] : service_variables) {
    const std::string id = services_id(variable);
    const auto url = services.get_nested(id, "endpoint_url");
    if (!url || url->empty()) continue;
    // What a variable said before stays.
    options.service_urls.emplace(service, checked_endpoint_url(*url, fmt::format("{} of {}", id, services.title)));
  }
}

// In GovCloud most services answer FIPS requests at their plain address, two with dual stack as well.
bool takes_fips_label(std::string_view service, const Partition& partition, bool dual_stack) {
  static constexpr std::string_view with_label[] = {"lambda",
                                                    "pinpoint",
                                                    "kms",
                                                    "lexv2-models",
                                                    "customer-profiles",
                                                    "appintegrations",
                                                    "resourcegroupstaggingapi",
                                                    "securityhub",
                                                    "firehose",
                                                    "qconnect",
                                                    "connectcases",
                                                    "connectcampaignsv2"};
  if (partition.name != "aws-us-gov") return true;
  if (service == "cloudwatch" || service == "events") return false;
  return dual_stack || std::ranges::find(with_label, service) != std::end(with_label);
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

std::string s3_url(const Service& service, const Partition& partition, std::string_view region,
                   const EndpointOptions& options) {
  if (options.fips && partition.name == "aws-cn") refuse(service.name, partition);
  return fmt::format("https://{}{}{}.{}.{}", service.host, options.fips ? "-fips" : "",
                     options.dual_stack ? ".dualstack" : "", region, partition.dns_suffix);
}

// A VPC endpoint's, for instance.
bool is_address_of_aws(const std::string& url) {
  const std::string host = http::parse_url(url).host;
  return std::ranges::any_of(partitions, [&](const Partition& one) {
    return host.ends_with(fmt::format(".{}", one.dns_suffix)) ||
           host.ends_with(fmt::format(".{}", one.dual_stack_dns_suffix));
  });
}

// What a person gave for the service, else for all; empty: nothing.
const std::string& given_url(const Service& service, const EndpointOptions& options) {
  const auto own = options.service_urls.find(std::string(service.name));
  const bool is_meant = own != options.service_urls.end() && (!service.is_of_aws || is_address_of_aws(own->second));
  return is_meant ? own->second : options.url;
}

std::string aws_url(const Service& service, std::string_view region, const EndpointOptions& options) {
  const Partition& partition = partition_of(region);
  if (service.name == "iam") return iam_url(partition, options);
  if (service.name == "s3" || service.name == "s3control") return s3_url(service, partition, region, options);
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
      std::ranges::all_of(region, [](char c) { return base::is_lower(c) || base::is_digit(c) || c == '-'; });
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

EndpointOptions endpoint_options(const base::Environment& environment, const std::string& profile,
                                 const std::string& url) {
  const EndpointSettings settings(environment, profile);
  EndpointOptions options;
  options.fips = settings.is_on("AWS_USE_FIPS_ENDPOINT", "use_fips_endpoint");
  options.dual_stack = settings.is_on("AWS_USE_DUALSTACK_ENDPOINT", "use_dualstack_endpoint");
  options.url = url;
  if (settings.is_on("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "ignore_configured_endpoint_urls")) return options;
  for (const auto& [service, variable] : service_variables) {
    std::string own = settings.variable_url(variable);
    if (!own.empty()) options.service_urls.emplace(service, std::move(own));
  }
  if (std::string all = settings.variable_url("AWS_ENDPOINT_URL"); !all.empty()) options.url = std::move(all);
  if (!options.url.empty()) return options;
  if (const ConfigSection* services = settings.services()) add_services(options, *services);
  options.url = settings.profile_url();
  return options;
}

std::string endpoint_url(const Service& service, std::string_view region, const EndpointOptions& options) {
  check_region(region, "the region");
  const std::string& url = given_url(service, options);
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
