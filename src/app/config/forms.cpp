#include "app/config/forms.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "aws/endpoint.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "http/url.hpp"
#include "store/open.hpp"

namespace app {
namespace {

// Letters, digits and `others`, so many of them.
bool is_of(std::string_view text, std::string_view others, std::size_t least, std::size_t most) {
  return text.size() >= least && text.size() <= most &&
         std::ranges::all_of(text, [&](char c) { return base::is_alphanumeric(c) || others.find(c) != others.npos; });
}

// What `check` does not refuse.
template <typename Check>
bool passes(const Check& check) {
  try {
    check();
  } catch (const base::Error&) {
    return false;
  }
  return true;
}

// arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE, of which the last may have colons.
struct Arn {
  std::string_view partition, service, region, account, resource;
};

std::optional<Arn> parse_arn(std::string_view text) {
  std::array<std::string_view, 5> parts;
  for (auto& part : parts) {
    const auto colon = text.find(':');
    if (colon == text.npos) return std::nullopt;
    part = text.substr(0, colon);
    text.remove_prefix(colon + 1);
  }
  if (parts[0] != "arn" || !parts[1].starts_with("aws") || text.empty()) return std::nullopt;
  return Arn{parts[1], parts[2], parts[3], parts[4], text};
}

}  // namespace

bool is_bucket(std::string_view text) {
  store::Location location;
  location.backend = "s3";
  location.bucket = text;
  return passes([&] { store::require_location(location); });
}

bool is_table(std::string_view text) {
  store::Location location;
  location.backend = "dynamodb";
  location.table = text;
  return passes([&] { store::require_location(location); });
}

bool is_account_id(std::string_view text) {
  return text.size() == 12 && std::ranges::all_of(text, base::is_digit);
}

// Words and then a number, with hyphens between them, as every Region of AWS's has been named so far.
bool is_region(std::string_view text) {
  const auto number = text.rfind('-') + 1;
  return number > 1 && number < text.size() && text.find('-') + 1 < number && base::is_lower(text.front()) &&
         std::ranges::all_of(text.substr(number), base::is_digit) && passes([&] { aws::check_region(text, ""); });
}

// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
bool is_role_arn(std::string_view text) {
  constexpr std::string_view role = "role/";
  const auto arn = parse_arn(text);
  return arn && arn->service == "iam" && arn->region.empty() && is_account_id(arn->account) &&
         arn->resource.starts_with(role) && is_of(arn->resource.substr(role.size()), "_+=,.@-/", 1, 576);
}

bool is_topic_arn(std::string_view text) {
  const auto arn = parse_arn(text);
  return arn && arn->service == "sns" && is_region(arn->region) && is_account_id(arn->account) &&
         is_of(arn->resource, "_-.", 1, 256);
}

bool is_external_id(std::string_view text) {
  return is_of(text, "_+=,.@:/-", 2, 1224);
}

bool is_endpoint(std::string_view text) {
  return passes([&] { aws::checked_endpoint_url(text, ""); });
}

// It is a secret, and travels encrypted but to this machine itself.
bool is_webhook(std::string_view text) {
  return passes([&] {
    const http::Url url = http::parse_url(text);
    const bool is_local = url.host == "localhost" || url.host == "127.0.0.1" || url.host == "[::1]";
    if (url.scheme != "https" && !is_local) throw base::Error(base::ErrorKind::config, "");
  });
}

// https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_LogGroup.html
bool is_log_group(std::string_view text) {
  return is_of(text, "_-/.#", 1, 512);
}

// https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id
bool is_kms_key(std::string_view text) {
  return is_of(text, ":/_-", 1, 2048);
}

bool is_review_id(std::string_view text) {
  return base::from_review_id(text).has_value();
}

}  // namespace app
