// A mute: somebody's word that certain findings are known and accepted, with why, who stands for it and until when.
// What it names and whether it covers a finding; app/mute reads mutes and applies them. Plain data, pure functions.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.hpp"
#include "model/finding.hpp"
#include "model/scene.hpp"
#include "model/tag.hpp"

namespace model {

using Day = std::chrono::sys_days;  // of UTC

struct Mute {
  std::string id{};     // of one finding; without it, `check` says which
  std::string check{};  // this and the next four are patterns as base::fits takes them; empty: any
  std::string resource{};
  std::string account{};
  std::string region{};
  std::string instance{};  // its id or alias
  std::string tag{};       // KEY or KEY=PATTERN, of the resource or the whole instance
  std::string reason{};
  std::string owner{};
  std::optional<Day> expires{};  // the last day on which it holds
  std::string source{};          // the file that it stands in
  int line = 0;

  bool operator==(const Mute&) const = default;
};

// What findings do not say of themselves.
struct MuteScene {
  InstanceRef instance{};
  std::string alias{};
  TagsById tags{};
};

// Whether it says anything of this instance; its tag is left out.
bool is_about(const Mute& mute, const MuteScene& scene);

// Whether it names the finding, expired or not, whatever the finding's status.
bool covers(const Mute& mute, const Finding& finding, const MuteScene& scene);

// Only what counts against somebody can be accepted: problems, and what could not be assessed.
bool can_be_muted(const Finding& finding);

bool has_expired(const Mute& mute, Day today);

// What a finding that it covers keeps of it.
Muted muted_by(const Mute& mute);

// The day, written 2027-03-31.
std::optional<Day> parse_day(std::string_view text);
std::string to_text(Day day);

// What it names, for people: "flow_logging on 'Default *' in eu-central-1".
std::string target_of(const Mute& mute);

}  // namespace model
