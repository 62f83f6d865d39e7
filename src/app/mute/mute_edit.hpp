// `mute add`, `mute list` and `mute remove`: the mutes of the configuration file and of the place that --mutes names,
// edited where they stand. One thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cloud.hpp"
#include "app/config/config.hpp"
#include "base/clock.hpp"
#include "base/environment.hpp"
#include "model/mute.hpp"
#include "store/store.hpp"

namespace app {

// The id of a finding, or check=PATTERN and others of a mute's members. Throws base::Error(usage).
model::Mute parse_target(const std::vector<std::string>& words);

// 2027-03-31, or 90d from today. Throws base::Error(usage) for another text and for a day that is over.
model::Day parse_expiry(std::string_view text, model::Day today);

struct NamedFinding {
  std::string check_id;
  std::string resource;
  std::string instance_id;
};

// In the newest reviews of the store.
std::optional<NamedFinding> find_finding(store::Store& store, const std::string& id, base::Time now);

class Mutes {
 public:
  Mutes(const Config& config, const base::Environment& environment, std::function<Cloud&()> cloud);

  // Where mutes are added: the place that --mutes names, or the configuration file.
  const std::string& place() const { return place_; }

  // Those of the configuration first, open ones and expired ones among them.
  std::vector<model::Mute> all() const;

  // A mute that require_mute takes. It takes the place of one of the same target; false: there was one.
  bool add(const model::Mute& mute, const std::string& comment);

  // By its number in all(), from 1, or the finding's id. Throws base::Error(usage) when there is none, or more.
  model::Mute remove(std::string_view which);

 private:
  std::vector<model::Mute> in(const std::string& place) const;

  const Config& config_;
  const std::function<Cloud&()> cloud_;
  std::string settings_;  // the configuration file, read or to be made; empty: there is no place for one
  std::string place_;
};

}  // namespace app
