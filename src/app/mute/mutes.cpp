#include "app/mute/mutes.hpp"

#include <fmt/format.h>
#include <iterator>
#include <optional>

#include "app/mute/mute_place.hpp"
#include "app/mute/mute_text.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/log.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::Mute;

std::optional<std::vector<Mute>> mutes_in(const std::string& name, const Config& config,
                                          const std::function<Cloud&()>& cloud) {
  MutePlace place(name, config, cloud);
  const auto text = place.read();
  if (!text) return std::nullopt;
  return parse_mutes(*text, name, {.allow_open = config.get(options::allow_open_mutes)});
}

std::vector<Mute> with_those_of(const Config& config, std::vector<Mute> others) {
  std::vector<Mute> all = config.mutes();
  std::ranges::move(others, std::back_inserter(all));
  return all;
}

}  // namespace

std::vector<Mute> load_mutes(const Config& config, const std::function<Cloud&()>& cloud) {
  const std::string& name = config.get(options::mutes);
  if (name.empty()) return config.mutes();
  auto found = mutes_in(name, config, cloud);
  if (!found) {
    throw base::Error(ErrorKind::config,
                      fmt::format("there is no file of mutes {} (from {}); `connect-ops-review mute add` makes one",
                                  base::printable(name, 200), config.value(options::mutes).source));
  }
  return with_those_of(config, *std::move(found));
}

std::vector<Mute> load_mutes_of_function(const Config& config, const std::function<Cloud&()>& cloud) {
  const std::string& bucket = config.get(options::bucket);
  if (!config.get(options::mutes).empty() || bucket.empty()) return load_mutes(config, cloud);
  const std::string name = fmt::format("s3://{}/{}", bucket, mutes_object);
  try {
    return with_those_of(config, mutes_in(name, config, cloud).value_or(std::vector<Mute>()));
  } catch (const base::Error& error) {
    if (error.kind() != ErrorKind::denied) throw;
    base::log::warning(fmt::format("nothing is muted: {} cannot be read: {}", name, error.what()));
    return config.mutes();
  }
}

}  // namespace app
