// Links into the AWS console, right in every partition. Every part that came from AWS is percent-encoded. Pure
// functions.
#pragma once

#include <string>
#include <string_view>

#include "model/scene.hpp"

namespace model::console {

// "eu-central-1.console.aws.amazon.com", or the host of China or GovCloud.
std::string host(const InstanceRef& instance);

std::string instance(const InstanceRef& instance);
// Empty code: all quotas of the service.
std::string quota(const InstanceRef& instance, std::string_view code, std::string_view service = "connect");
std::string metrics(const InstanceRef& instance);
std::string cloudtrail(const InstanceRef& instance, std::string_view event_name);
std::string alarm(const InstanceRef& instance, std::string_view name);  // empty name: all alarms
std::string log_group(const InstanceRef& instance, std::string_view name);
std::string bucket(const InstanceRef& instance, std::string_view name);
std::string stream(const InstanceRef& instance, std::string_view arn);  // of Kinesis or Firehose

// In the instance's own site: needs its access URL (https://harbour.my.connect.aws); empty when that is not an https
// URL of a plain host name.
std::string flow(std::string_view access_url, std::string_view flow_arn);
std::string phone_numbers(std::string_view access_url);

// What opens behind one of these links: "the flow designer", "Service Quotas"; "the AWS console" for any other.
std::string_view place(std::string_view url);

}  // namespace model::console
