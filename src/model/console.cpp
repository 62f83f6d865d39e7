#include "model/console.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/encode.hpp"
#include "base/text.hpp"
#include "model/data_stream.hpp"

namespace model::console {
namespace {

// An https URL of a host name and nothing else, with or without a closing slash; empty when it is anything else.
std::string site(std::string_view access_url) {
  static constexpr std::string_view scheme = "https://";
  if (!access_url.starts_with(scheme)) return "";
  std::string_view rest = access_url.substr(scheme.size());
  if (rest.ends_with('/')) rest.remove_suffix(1);
  const bool plain = !rest.empty() &&
                     std::ranges::all_of(rest, [](char c) { return base::is_alphanumeric(c) || c == '.' || c == '-'; });
  return plain ? std::string(scheme) + std::string(rest) : "";
}

// The CloudWatch console reads its fragment with '$' in place of '%', every part percent-encoded twice.
std::string cloudwatch_encode(std::string_view text) {
  std::string out;
  for (const char c : base::percent_encode(base::percent_encode(text))) {
    if (c == '%') {
      out += '$';
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace

std::string host(const InstanceRef& instance) {
  const std::string region = base::percent_encode(instance.region);
  if (instance.partition == "aws-cn") return fmt::format("{}.console.amazonaws.cn", region);
  if (instance.partition == "aws-us-gov") return fmt::format("{}.console.amazonaws-us-gov.com", region);
  return fmt::format("{}.console.aws.amazon.com", region);
}

std::string instance(const InstanceRef& instance) {
  return fmt::format("https://{}/connect/v2/app/instances/{}/overview?region={}", host(instance),
                     base::percent_encode(instance.instance_id), base::percent_encode(instance.region));
}

std::string quota(const InstanceRef& instance, std::string_view code, std::string_view service) {
  const std::string tail = code.empty() ? "" : fmt::format("/{}", base::percent_encode(code));
  return fmt::format("https://{}/servicequotas/home/services/{}/quotas{}?region={}", host(instance),
                     base::percent_encode(service), tail, base::percent_encode(instance.region));
}

std::string metrics(const InstanceRef& instance) {
  return fmt::format("https://{}/cloudwatch/home?region={}#metricsV2:namespace=AWS/Connect;search={}", host(instance),
                     base::percent_encode(instance.region), base::percent_encode(instance.instance_id));
}

std::string cloudtrail(const InstanceRef& instance, std::string_view event_name) {
  return fmt::format("https://{}/cloudtrailv2/home?region={}#/events?EventName={}", host(instance),
                     base::percent_encode(instance.region), base::percent_encode(event_name));
}

std::string alarm(const InstanceRef& instance, std::string_view name) {
  const std::string tail = name.empty() ? "" : fmt::format("alarm/{}", base::percent_encode(name));
  return fmt::format("https://{}/cloudwatch/home?region={}#alarmsV2:{}", host(instance),
                     base::percent_encode(instance.region), tail);
}

std::string log_group(const InstanceRef& instance, std::string_view name) {
  return fmt::format("https://{}/cloudwatch/home?region={}#logsV2:log-groups/log-group/{}", host(instance),
                     base::percent_encode(instance.region), cloudwatch_encode(name));
}

std::string bucket(const InstanceRef& instance, std::string_view name) {
  return fmt::format("https://{}/s3/buckets/{}?region={}", host(instance), base::percent_encode(name),
                     base::percent_encode(instance.region));
}

std::string stream(const InstanceRef& instance, std::string_view arn) {
  const std::string_view page = is_firehose(arn) ? "firehose/home" : "kinesis/home";
  const std::string_view within = is_firehose(arn) ? "details" : "streams/details";
  return fmt::format("https://{}/{}?region={}#/{}/{}/monitoring", host(instance), page,
                     base::percent_encode(instance.region), within, base::percent_encode(stream_name(arn)));
}

std::string flow(std::string_view access_url, std::string_view flow_arn) {
  const std::string base_url = site(access_url);
  if (base_url.empty()) return "";
  return fmt::format("{}/contact-flows/edit?id={}", base_url, base::percent_encode(flow_arn));
}

std::string phone_numbers(std::string_view access_url) {
  const std::string base_url = site(access_url);
  return base_url.empty() ? "" : fmt::format("{}/numbers", base_url);
}

std::string_view place(std::string_view url) {
  struct Place {
    std::string_view part;  // of the URL
    std::string_view name;
  };
  constexpr Place places[] = {{"/contact-flows/", "the flow designer"},
                              {"/numbers", "Amazon Connect"},
                              {"/servicequotas/", "Service Quotas"},
                              {"/cloudtrailv2/", "CloudTrail"},
                              {"#logsV2:", "CloudWatch Logs"},
                              {"#alarmsV2:", "the alarms of CloudWatch"},
                              {"/cloudwatch/", "CloudWatch"},
                              {"/s3/buckets/", "Amazon S3"},
                              {"/kinesis/", "Kinesis"},
                              {"/firehose/", "Data Firehose"},
                              {"/connect/v2/", "the Amazon Connect console"}};
  const auto* found =
      std::ranges::find_if(places, [&](const Place& place) { return url.find(place.part) != std::string_view::npos; });
  return found == std::end(places) ? "the AWS console" : found->name;
}

}  // namespace model::console
