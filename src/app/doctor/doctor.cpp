#include "app/doctor/doctor.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/instances.hpp"
#include "app/policy.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/sts.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::InstanceRef;
using nlohmann::json;
namespace read = base::read;

// The principal whose policies IAM simulates; empty when the caller has none that can be named: the root user, a
// federated user. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
std::string policy_source(const std::string& caller_arn) {
  static constexpr std::string_view assumed = ":assumed-role/";
  if (caller_arn.find(":user/") != std::string::npos) return caller_arn;
  const auto at = caller_arn.find(assumed);
  const auto service = caller_arn.find(":sts:");
  if (at == std::string::npos || service == std::string::npos || service > at) return "";
  const auto name = at + assumed.size();
  return fmt::format("{}:iam:{}:role/{}", caller_arn.substr(0, service),
                     caller_arn.substr(service + 5, at - service - 5),
                     caller_arn.substr(name, caller_arn.find('/', name) - name));
}

// The permissions that a review of one instance needs, tried one after the other: lists come before what is read of
// their items.
class Trial {
 public:
  Trial(aws::Client& client, const InstanceRef& instance, const model::Settings& settings, std::string principal)
      : client_(client),
        instance_(instance),
        settings_(settings),
        principal_(std::move(principal)),
        known_{
            {"account", instance.account_id}, {"instance_id", instance.instance_id}, {"instance_arn", instance.arn}} {
    if (!settings.log_group.empty()) known_["log_group"] = settings.log_group;
  }

  Examined examine(const Need& need) {
    const aws::Operation& operation = *need.operation;
    Examined one{aws::action(operation), State::ok, "", instance_.arn, need.datasets, need.components};
    try {
      const std::optional<json> input = input_for(operation);
      if (operation.charge.price != nullptr) {
        simulate(operation, "it cannot be told without paying for a call", one);
      } else if (!input) {
        simulate(operation, "there is nothing to try it on", one);
        // The simulator was asked about every item there could be; a narrower permission may do.
        if (one.state == State::missing) {
          one.state = State::unknown;
          one.reason = "there is nothing to try it on, and IAM's policy simulator does not allow it for everything";
        }
      } else {
        remember(operation, client_.call(operation, *input));
      }
    } catch (const base::Error& error) {
      one.state = error.kind() == ErrorKind::denied ? State::missing : State::unknown;
      one.reason = one.state == State::missing ? "the caller is not allowed to call it" : error.what();
      // S3 answers so of what a bucket or an account does not have, to those who may ask.
      if (operation.service.iam_prefix == "s3" && error.kind() == ErrorKind::not_found) {
        one.state = State::ok;
        one.reason.clear();
      }
      if (&operation == &aws::logs::filter_log_events && error.kind() == ErrorKind::not_found) {
        one.state = State::warning;
        one.reason = fmt::format(
            "there is no log group {}: switch flow logs on for the instance, or name another with "
            "--log-group",
            known_.at("log_group"));
      }
    }
    return one;
  }

 private:
  // The smallest; nothing while it takes an item that is not known.
  std::optional<json> input_for(const aws::Operation& operation) const {
    json input = json::object();
    if (!operation.paging.limit.empty()) input[std::string(operation.paging.limit)] = 1;
    for (const auto& [member, value] : operation.trial) {
      if (member.empty()) continue;
      auto filled = aws::fill_in(value, [&](std::string_view name) -> std::optional<std::string> {
        const auto found = known_.find(name);
        if (found == known_.end()) return std::nullopt;
        return found->second;
      });
      if (!filled) return std::nullopt;
      input[std::string(member)] = std::move(*filled);
    }
    return input;
  }

  // What later operations are tried on. What the settings name stays.
  void remember(const aws::Operation& operation, const json& answer) {
    const bool has_items = !operation.paging.items.empty();
    const json& within = has_items ? aws::items_of(answer, operation) : answer;
    for (const aws::Found& found : operation.finds) {
      if (found.name.empty()) continue;
      const json::json_pointer at((has_items ? "/0" : "") + std::string(found.at));
      const std::string value = within.contains(at) && within[at].is_string() ? within[at].get<std::string>() : "";
      if (!value.empty()) known_.try_emplace(std::string(found.name), std::string(found.before) + value);
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
  void simulate(const aws::Operation& operation, const std::string& why, Examined& one) {
    one.state = State::unknown;
    if (principal_.empty()) {
      one.reason = fmt::format("{}, and IAM cannot simulate the policies of this caller", why);
      return;
    }
    try {
      const json region = {{"ContextKeyName", "aws:RequestedRegion"},
                           {"ContextKeyType", "string"},
                           {"ContextKeyValues", json::array({instance_.region})}};
      judge(client_.call(aws::iam::simulate_principal_policy,
                         {{"PolicySourceArn", principal_},
                          {"ActionNames", json::array({aws::action(operation)})},
                          {"ResourceArns", resources(operation, instance_, settings_)},
                          {"ContextEntries", json::array({region})}}),
            one);
    } catch (const base::Error& error) {
      one.reason = why;
      one.reason += error.kind() == ErrorKind::denied ? fmt::format("; with the permission {} IAM would tell",
                                                                    aws::action(aws::iam::simulate_principal_policy))
                                                      : fmt::format(", and IAM did not tell: {}", error.what());
    }
  }

  static void judge(const json& answer, Examined& one) {
    const json& results = read::array(answer, "EvaluationResults");
    const auto allowed = std::ranges::count_if(
        results, [](const json& result) { return read::text(result, "EvalDecision") == "allowed"; });
    if (results.empty()) {
      one.reason = "IAM's policy simulator gave no answer";
    } else if (allowed == std::ssize(results)) {
      one.state = State::ok;
      one.reason = "says IAM's policy simulator";
    } else if (allowed == 0) {
      one.state = State::missing;
      one.reason = "the caller is not allowed to call it, says IAM's policy simulator";
    } else {
      one.reason = "IAM's policy simulator allows it for some resources only";
    }
  }

  aws::Client& client_;
  const InstanceRef& instance_;
  const model::Settings& settings_;
  const std::string principal_;
  std::map<std::string, std::string, std::less<>> known_;  // what stands in braces in the values of trials
};

// Looks at one thing after the other; later ones need what earlier ones found.
class Examination {
 public:
  Examination(Cloud& cloud, const DoctorRequest& request) : cloud_(cloud), request_(request) {}

  Diagnosis run() {
    look_at_the_caller();
    if (!caller_arn_.empty()) look_at_the_instances();
    return std::move(diagnosis_);
  }

 private:
  State look_at(const char* what, const std::function<std::string()>& look) {
    diagnosis_.findings.push_back(examine(what, look));
    return diagnosis_.findings.back().state;
  }

  // An instance's ARN names its region; only what has to be looked up needs another.
  std::string home_region() const {
    const auto& wanted = request_.instances;
    if (!wanted.empty() && wanted.front().starts_with("arn:")) return model::parse_instance_arn(wanted.front()).region;
    return cloud_.region();
  }

  void look_at_the_caller() {
    std::string region;
    const State region_state = look_at("region", [&] { return region = home_region(); });
    const State credentials_state = look_at("credentials", [&] { return cloud_.credentials_source(); });
    if (region_state != State::ok || credentials_state != State::ok) return;
    look_at_whoever("caller", cloud_.client(region, usage_));
    if (!cloud_.has_review_role() || caller_arn_.empty()) return;
    look_at_whoever("review role", cloud_.reviewed_client(region, usage_));
  }

  // Whose permissions are looked at then.
  void look_at_whoever(const char* what, aws::RetryingClient client) {
    caller_arn_.clear();
    const State state = look_at(what, [&] {
      const json answer = client.call(aws::sts::get_caller_identity, json::object());
      caller_arn_ = base::printable(read::text(answer, "Arn"), 300);
      if (caller_arn_.empty()) throw base::Error(ErrorKind::corrupt, "AWS did not say who the caller is");
      return fmt::format("{} in the account {}", caller_arn_, base::printable(read::text(answer, "Account"), 12));
    });
    // Where nobody answers, or nobody says who asks, no review can be made.
    if (state == State::unknown) diagnosis_.findings.back().state = State::missing;
  }

  std::vector<FoundInstance> instances() {
    auto found = look_up_instances(cloud_, request_.instances.empty(), request_.instances);
    if (found.empty()) throw base::Error(ErrorKind::not_found, "there is none in this account and region");
    return found;
  }

  void look_at_the_instances() {
    std::vector<FoundInstance> found;
    try {
      found = instances();
    } catch (const base::Error& error) {
      look_at("instance", [&]() -> std::string { throw base::Error(error); });
    }
    std::vector<const InstanceRef*> usable;
    for (const auto& one : found) {
      const State state = look_at("instance", [&] { return one.instance().arn; });
      if (state == State::ok) usable.push_back(&one.instance());
    }
    for (const InstanceRef* instance : usable) try_permissions(*instance);
  }

  void try_permissions(const InstanceRef& instance) {
    auto client = cloud_.reviewed_client(instance.region, usage_);
    Trial trial(client, instance, request_.settings, policy_source(caller_arn_));
    for (const Need& need : needs(request_.components, request_.settings)) {
      diagnosis_.findings.push_back(trial.examine(need));
    }
  }

  Cloud& cloud_;
  const DoctorRequest& request_;
  base::Usage usage_;  // nobody asks
  Diagnosis diagnosis_;
  std::string caller_arn_;
};

// What a person has to put in place, as opposed to what could not be found out.
bool is_lacking(ErrorKind kind) {
  return kind == ErrorKind::usage || kind == ErrorKind::config || kind == ErrorKind::credentials ||
         kind == ErrorKind::denied || kind == ErrorKind::not_found;
}

}  // namespace

std::string_view name(State state) {
  switch (state) {
    case State::ok: return "ok";
    case State::warning: return "warning";
    case State::missing: return "missing";
    case State::unknown: return "unknown";
  }
  return "";
}

std::ptrdiff_t Diagnosis::count(State state) const {
  return std::ranges::count(findings, state, &Examined::state);
}

Examined examine(std::string what, const std::function<std::string()>& look) {
  return judge(std::move(what), [&] { return Judged{State::ok, look()}; });
}

Examined judge(std::string what, const std::function<Judged()>& look) {
  try {
    Judged found = look();
    return {std::move(what), found.state, std::move(found.reason)};
  } catch (const base::Error& error) {
    return {std::move(what), is_lacking(error.kind()) ? State::missing : State::unknown, error.what()};
  }
}

Examined judge_aside(std::string what, const std::function<Judged()>& look) {
  return judge(std::move(what), [&]() -> Judged {
    try {
      return look();
    } catch (const base::Error& error) {
      return {State::unknown, error.what()};
    }
  });
}

Diagnosis doctor(Cloud& cloud, const DoctorRequest& request) {
  return Examination(cloud, request).run();
}

json to_json(const Diagnosis& diagnosis) {
  json findings = json::array();
  for (const Examined& one : diagnosis.findings) {
    json finding = {{"what", one.what}, {"state", name(one.state)}, {"reason", one.reason}};
    if (!one.instance.empty()) {
      finding["permission"] = one.what;
      finding["instanceArn"] = one.instance;
      finding["datasets"] = one.datasets;
      finding["components"] = one.components;
    }
    findings.push_back(std::move(finding));
  }
  return {{"ok", diagnosis.count(State::ok)},
          {"warning", diagnosis.count(State::warning)},
          {"missing", diagnosis.count(State::missing)},
          {"unknown", diagnosis.count(State::unknown)},
          {"findings", std::move(findings)}};
}

}  // namespace app
