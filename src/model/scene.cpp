#include "model/scene.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <vector>

#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"

namespace model {
namespace {

constexpr std::string_view resource_prefix = "instance/";

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

bool is_word(char c) {
  return base::is_alphanumeric(c) || c == '-';
}

bool is_lower_word(char c) {
  return is_word(c) && !base::is_upper(c);
}

bool words(std::string_view text, bool (*is_character)(char) = is_word) {
  return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, is_character);
}

}  // namespace

std::string_view name(LogSamples samples) {
  static constexpr std::string_view names[] = {"none", "masked", "full"};
  return names[std::size_t(samples)];
}

std::string_view name(Depth depth) {
  static constexpr std::string_view names[] = {"quick", "standard", "full"};
  return names[std::size_t(depth)];
}

InstanceRef parse_instance_arn(std::string_view arn) {
  const auto parts = split(arn, ':');
  if (parts.size() == 6 && parts[0] == "arn" && parts[2] == "connect" && parts[5].starts_with(resource_prefix)) {
    InstanceRef ref{std::string(arn), parts[1], parts[3], parts[4], parts[5].substr(resource_prefix.size())};
    const bool account = ref.account_id.size() == 12 && std::ranges::all_of(ref.account_id, base::is_digit);
    if (account && ref.partition.starts_with("aws") && words(ref.partition, is_lower_word) &&
        words(ref.region, is_lower_word) && words(ref.instance_id)) {
      return ref;
    }
  }
  throw base::Error(base::ErrorKind::usage, fmt::format("'{}' is not the ARN of an Amazon Connect instance; expected "
                                                        "arn:aws:connect:REGION:ACCOUNT:instance/ID",
                                                        base::printable(arn, 120)));
}

std::optional<Gap> no_carrier_lookup(const Settings& settings) {
  if (!settings.carrier_lookup) {
    return Gap{GapKind::switched_off, "looking up carriers is switched off (carrier_lookup = false)", ""};
  }
  if (settings.carrier_budget_usd > 0) return std::nullopt;
  return Gap{GapKind::switched_off, "looking up carriers has no budget (carrier_budget_usd = 0)", ""};
}

}  // namespace model
