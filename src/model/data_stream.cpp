#include "model/data_stream.hpp"

#include "base/arn.hpp"

namespace model {

bool is_firehose(std::string_view arn) {
  return base::arn_field(arn, base::arn_service) == "firehose";
}

std::string_view stream_name(std::string_view arn) {
  const std::string_view resource = base::arn_field(arn, base::arn_resource);
  const auto slash = resource.find('/');
  return slash == std::string_view::npos ? std::string_view() : resource.substr(slash + 1);
}

}  // namespace model
