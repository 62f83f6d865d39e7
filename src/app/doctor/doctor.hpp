// Before a review: is everything in place? Credentials, region and instance are looked up, and every permission that
// the chosen components need is tried with the smallest call that needs it. Nothing is written and nothing is paid for:
// what would cost money is asked of IAM's policy simulator. store_doctor.hpp and stack_doctor.hpp go on. One thread.
#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "app/cloud.hpp"
#include "model/scene.hpp"

namespace app {

enum class State {
  ok,
  warning,  // reviews can be made, but not all is as it should be
  missing,  // not there, not allowed or not usable: a person has to do something first
  unknown,  // could not be found out
};
std::string_view name(State state);

// One thing that was looked at.
struct Examined {
  std::string what;  // credentials, region, caller, instance, store, or a permission: connect:ListUsers
  State state = State::ok;
  std::string reason;                          // what was found, or why it is not ok and what to do
  std::string instance{};                      // ARN of the instance that a permission was tried on
  std::vector<std::string_view> datasets{};    // what is not known without the permission
  std::vector<std::string_view> components{};  // whose results it is missing in
};

struct Diagnosis {
  std::vector<Examined> findings;

  std::ptrdiff_t count(State state) const;
};

struct DoctorRequest {
  std::vector<std::string> instances;   // as they were given; none: every instance of the region
  std::vector<std::string> components;  // names; each is known
  model::Settings settings;
};

// As `doctor --json` prints it.
nlohmann::json to_json(const Diagnosis& diagnosis);

Diagnosis doctor(Cloud& cloud, const DoctorRequest& request);

// Looks at one thing more: `look` says what it found, or throws why it is not there.
Examined examine(std::string what, const std::function<std::string()>& look);

// The same where what was found may be as it should or not.
struct Judged {
  State state = State::ok;
  std::string reason;
};
Examined judge(std::string what, const std::function<Judged()>& look);

// The same for what reviews do without: when it cannot be looked at, it is not known, but nothing is missing.
Examined judge_aside(std::string what, const std::function<Judged()>& look);

}  // namespace app
