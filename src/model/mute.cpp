#include "model/mute.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "base/glob.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"

namespace model {
namespace {

bool fits(const std::string& pattern, std::string_view text) {
  return pattern.empty() || base::fits(pattern, text);
}

bool bears(const Tags& tags, std::string_view wanted) {
  const auto equals = wanted.find('=');
  const auto found = tags.find(wanted.substr(0, equals));
  return found != tags.end() &&
         (equals == std::string_view::npos || base::fits(wanted.substr(equals + 1), found->second));
}

// The tags of an instance hold for all that is in it.
bool bears_tag(const std::string& tag, const Finding& finding, const MuteScene& scene) {
  return std::ranges::any_of(std::initializer_list<std::string_view>{finding.resource.key, scene.instance.instance_id},
                             [&](std::string_view id) {
                               const auto found = scene.tags.find(id);
                               return found != scene.tags.end() && bears(found->second, tag);
                             });
}

}  // namespace

bool is_about(const Mute& mute, const MuteScene& scene) {
  const bool names_it = mute.instance.empty() || base::fits(mute.instance, scene.instance.instance_id) ||
                        base::fits(mute.instance, scene.alias);
  return names_it && fits(mute.account, scene.instance.account_id) && fits(mute.region, scene.instance.region);
}

bool covers(const Mute& mute, const Finding& finding, const MuteScene& scene) {
  if (!is_about(mute, scene)) return false;
  if (!mute.id.empty()) return mute.id == finding.id;
  const bool on_it = fits(mute.resource, finding.resource.name) || fits(mute.resource, finding.resource.key);
  return fits(mute.check, finding.check_id) && on_it && (mute.tag.empty() || bears_tag(mute.tag, finding, scene));
}

bool can_be_muted(const Finding& finding) {
  return is_problem(finding) || finding.status == Status::not_assessed;
}

bool has_expired(const Mute& mute, Day today) {
  return mute.expires && *mute.expires < today;
}

Muted muted_by(const Mute& mute) {
  return {mute.reason, mute.owner, mute.expires ? to_text(*mute.expires) : ""};
}

std::optional<Day> parse_day(std::string_view text) {
  if (text.size() != 10) return std::nullopt;
  const auto start = base::from_iso8601(fmt::format("{}T00:00:00Z", text));
  return start ? std::optional(std::chrono::floor<std::chrono::days>(*start)) : std::nullopt;
}

std::string to_text(Day day) {
  return base::to_date(day);
}

std::string target_of(const Mute& mute) {
  std::string text = mute.id.empty() ? mute.check : fmt::format("finding {}", mute.id);
  if (text == "*") text = "every check";
  if (!mute.resource.empty()) text += fmt::format(" on '{}'", mute.resource);
  if (!mute.tag.empty()) text += fmt::format(" with the tag '{}'", mute.tag);
  if (!mute.instance.empty()) text += fmt::format(" of the instance {}", mute.instance);
  if (!mute.account.empty()) text += fmt::format(" in account {}", mute.account);
  if (!mute.region.empty()) text += fmt::format(" in {}", mute.region);
  return text;
}

}  // namespace model
