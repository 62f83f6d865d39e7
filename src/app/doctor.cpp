#include "app/doctor.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <optional>

#include "app/instances.hpp"
#include "app/policy.hpp"
#include "aws/operations/connect.hpp"
#include "aws/operations/iam.hpp"
#include "aws/operations/logs.hpp"
#include "aws/operations/service_quotas.hpp"
#include "aws/operations/sts.hpp"
#include "aws/price.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/json/read.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::InstanceRef;
using nlohmann::json;
namespace connect = aws::connect;
namespace read = base::read;

// Members that an operation does not do without, with a value that every instance has an answer for.
struct FixedMember {
  const aws::Operation* operation;
  const char* member;
  const char* value;
};
constexpr FixedMember fixed_members[] = {
    {&connect::list_instance_storage_configs, "ResourceType", "CALL_RECORDINGS"},
    {&connect::list_bots, "LexVersion", "V2"},
    {&connect::list_flow_associations, "ResourceType", "VOICE_PHONE_NUMBER"},
    {&aws::service_quotas::list_service_quotas, "ServiceCode", "connect"},
    {&aws::service_quotas::list_aws_default_service_quotas, "ServiceCode", "connect"},
};

// Members that name one item: the first that its list answered.
struct ItemMember {
  const aws::Operation* operation;
  const char* member;
  const aws::Operation* list;
  const char* key;
};
constexpr ItemMember item_members[] = {
    {&connect::describe_phone_number, "PhoneNumberId", &connect::list_phone_numbers_v2, "PhoneNumberId"},
    {&connect::describe_contact_flow, "ContactFlowId", &connect::list_contact_flows, "Id"},
    {&connect::describe_contact_flow_module, "ContactFlowModuleId", &connect::list_contact_flow_modules, "Id"},
};

// The principal whose policies IAM simulates; empty when the caller has none that can be named: the root user, a
// federated user. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
std::string policy_source(const std::string& caller_arn) {
  static constexpr std::string_view assumed = ":assumed-role/";
  if (caller_arn.find(":user/") != std::string::npos) return caller_arn;
  const auto at = caller_arn.find(assumed);
  const auto service = caller_arn.find(":sts:");
  if (at == std::string::npos || service == std::string::npos || service > at) return "";
  const auto name = at + assumed.size();
  return caller_arn.substr(0, service) + ":iam:" + caller_arn.substr(service + 5, at - service - 5) + ":role/" +
         caller_arn.substr(name, caller_arn.find('/', name) - name);
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
        log_group_(settings.log_group) {}

  Examined examine(const Need& need) {
    const aws::Operation& operation = *need.operation;
    Examined one{aws::action(operation), State::ok, "", instance_.arn, need.datasets, need.components};
    try {
      const json input = input_for(operation);
      if (aws::cost_usd(operation, input) > 0) {
        simulate(operation, "it cannot be told without paying for a call", one);
      } else if (lacks_an_item(operation, input)) {
        simulate(operation, "there is nothing to try it on", one);
        // The simulator was asked about every item there could be; a narrower permission may do.
        if (one.state == State::missing) {
          one.state = State::unknown;
          one.reason = "there is nothing to try it on, and IAM's policy simulator does not allow it for everything";
        }
      } else {
        remember(operation, client_.call(operation, input));
      }
    } catch (const base::Error& error) {
      one.state = error.kind() == ErrorKind::denied ? State::missing : State::unknown;
      one.reason = one.state == State::missing ? "the caller is not allowed to" : error.what();
      if (&operation == &aws::logs::filter_log_events && error.kind() == ErrorKind::not_found) {
        one.state = State::warning;
        one.reason = fmt::format(
            "there is no log group {}: switch flow logs on for the instance, or name another with "
            "--log-group",
            log_group_);
      }
    }
    return one;
  }

 private:
  json input_for(const aws::Operation& operation) const {
    json input = json::object();
    const bool of_instance =
        operation.scope == aws::Scope::instance || &operation == &connect::list_traffic_distribution_groups;
    if (of_instance) input["InstanceId"] = instance_.instance_id;
    if (&operation == &connect::list_phone_numbers_v2) input["TargetArn"] = instance_.arn;
    if (&operation == &aws::logs::filter_log_events && !log_group_.empty()) input["logGroupName"] = log_group_;
    if (!operation.paging.limit.empty()) input[std::string(operation.paging.limit)] = 1;
    for (const auto& fixed : fixed_members) {
      if (fixed.operation == &operation) input[fixed.member] = fixed.value;
    }
    for (const auto& of_item : item_members) {
      const auto id = of_item.operation == &operation ? ids_.find(of_item.list) : ids_.end();
      if (id != ids_.end()) input[of_item.member] = id->second;
    }
    return input;
  }

  static bool lacks_an_item(const aws::Operation& operation, const json& input) {
    if (&operation == &aws::logs::filter_log_events) return !input.contains("logGroupName");
    const auto* found = std::ranges::find(item_members, &operation, &ItemMember::operation);
    return found != std::end(item_members) && !input.contains(found->member);
  }

  // What later operations are tried on.
  void remember(const aws::Operation& operation, const json& answer) {
    if (&operation == &connect::describe_instance && log_group_.empty()) {
      const std::string alias = read::text(read::object(answer, "Instance"), "InstanceAlias");
      if (!alias.empty()) log_group_ = "/aws/connect/" + alias;
    }
    for (const auto& of_item : item_members) {
      if (of_item.list != &operation) continue;
      const json& items = aws::items_of(answer, operation);
      const std::string id = items.empty() ? "" : read::text(items.front(), of_item.key);
      if (!id.empty()) ids_[&operation] = id;
    }
  }

  // https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html
  void simulate(const aws::Operation& operation, const std::string& why, Examined& one) {
    one.state = State::unknown;
    if (principal_.empty()) {
      one.reason = why + ", and IAM cannot simulate the policies of this caller";
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
      one.reason +=
          error.kind() == ErrorKind::denied
              ? "; with the permission " + aws::action(aws::iam::simulate_principal_policy) + " IAM would tell"
              : std::string(", and IAM did not tell: ") + error.what();
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
      one.reason = "as IAM's policy simulator has it";
    } else if (allowed == 0) {
      one.state = State::missing;
      one.reason = "the caller is not allowed to, as IAM's policy simulator has it";
    } else {
      one.reason = "IAM's policy simulator allows it for some resources only";
    }
  }

  aws::Client& client_;
  const InstanceRef& instance_;
  const model::Settings& settings_;
  const std::string principal_;
  std::string log_group_;
  std::map<const aws::Operation*, std::string> ids_;  // of the first item, by its list
};

// Looks at one thing after the other; later ones need what earlier ones found.
class Examination {
 public:
  Examination(const Surroundings& surroundings, const DoctorRequest& request)
      : surroundings_(surroundings), request_(request) {}

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
    return surroundings_.region();
  }

  void look_at_the_caller() {
    std::string region;
    const State region_state = look_at("region", [&] { return region = home_region(); });
    const State credentials_state = look_at("credentials", surroundings_.credentials_source);
    if (region_state != State::ok || credentials_state != State::ok) return;
    look_at("caller", [&] {
      const json answer = surroundings_.client(region).call(aws::sts::get_caller_identity, json::object());
      caller_arn_ = base::printable(read::text(answer, "Arn"), 300);
      if (caller_arn_.empty()) throw base::Error(ErrorKind::corrupt, "AWS did not say who the caller is");
      return fmt::format("{} in the account {}", caller_arn_, base::printable(read::text(answer, "Account"), 12));
    });
  }

  std::vector<FoundInstance> instances() const {
    const auto client = [&]() -> aws::Client& { return surroundings_.client(surroundings_.region()); };
    if (!request_.instances.empty()) return find_instances(request_.instances, client);
    auto all = all_instances(client());
    if (all.empty()) throw base::Error(ErrorKind::not_found, "there is none in this account and region");
    return all;
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
    Trial trial(surroundings_.client(instance.region), instance, request_.settings, policy_source(caller_arn_));
    for (const Need& need : needs(request_.components, request_.settings)) {
      diagnosis_.findings.push_back(trial.examine(need));
    }
  }

  const Surroundings& surroundings_;
  const DoctorRequest& request_;
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

Diagnosis doctor(const Surroundings& surroundings, const DoctorRequest& request) {
  return Examination(surroundings, request).run();
}

}  // namespace app
