#include "analysis/function_policy.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "base/glob.hpp"
#include "base/json/read.hpp"
#include "base/text.hpp"

namespace analysis {
namespace {

using nlohmann::json;
namespace read = base::read;

// Policies have one text where there is one, and a list where there are several.
template <typename Is>
bool any_of(const json& value, Is&& is) {
  if (value.is_string()) return is(value.get_ref<const std::string&>());
  return value.is_array() && std::ranges::any_of(value, [&](const json& one) {
           return one.is_string() && is(one.template get_ref<const std::string&>());
         });
}

// Everybody is written in two ways.
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
bool is_of_everybody(const json& principal) {
  return principal == "*" ||
         any_of(read::member(principal, "AWS"), [](const std::string& account) { return account == "*"; });
}

bool is_of_connect(const json& principal) {
  if (is_of_everybody(principal)) return true;
  return any_of(read::member(principal, "Service"),
                [](const std::string& service) { return service == "connect.amazonaws.com"; });
}

bool is_to_call(const json& action) {
  return any_of(action,
                [](const std::string& pattern) { return base::fits(base::lower(pattern), "lambda:invokefunction"); });
}

// Of one condition.
MayCall holds(const std::string& test, const std::string& key, const json& values, const model::InstanceRef& instance) {
  const std::string name = base::lower(key);
  const std::string_view ours = name == "aws:sourcearn" ? std::string_view(instance.arn) : instance.account_id;
  if (name != "aws:sourcearn" && name != "aws:sourceaccount") return MayCall::cannot_tell;
  const bool by_pattern = test == "ArnLike" || test == "ArnEquals" || test == "StringLike";
  if (!by_pattern && test != "StringEquals") return MayCall::cannot_tell;
  const bool is_met =
      any_of(values, [&](const std::string& value) { return by_pattern ? base::fits(value, ours) : value == ours; });
  return is_met ? MayCall::yes : MayCall::no;
}

// Of a statement: whether it says something of calls by Amazon Connect for this instance.
MayCall applies(const json& statement, const model::InstanceRef& instance) {
  if (!is_of_connect(read::member(statement, "Principal")) || !is_to_call(read::member(statement, "Action"))) {
    return MayCall::no;
  }
  bool is_sure = true;
  for (const auto& [test, keys] : read::object(statement, "Condition").items()) {
    if (!keys.is_object()) return MayCall::cannot_tell;
    for (const auto& [key, values] : keys.items()) {
      const MayCall one = holds(test, key, values, instance);
      if (one == MayCall::no) return MayCall::no;
      is_sure = is_sure && one == MayCall::yes;
    }
  }
  return is_sure ? MayCall::yes : MayCall::cannot_tell;
}

}  // namespace

MayCall may_connect_call(std::string_view policy, const model::InstanceRef& instance) {
  if (policy.empty()) return MayCall::no;
  const auto parsed = read::parse(policy);
  if (!parsed || !parsed->is_object()) return MayCall::cannot_tell;
  MayCall allowed = MayCall::no;
  bool is_doubtful = false;
  const json& given = read::member(*parsed, "Statement");
  for (const json& statement : given.is_array() ? given : json::array({given})) {
    const MayCall one = applies(statement, instance);
    if (one == MayCall::no) continue;
    if (read::text(statement, "Effect") == "Deny") {
      if (one == MayCall::yes) return MayCall::no;
      is_doubtful = true;
    } else if (allowed != MayCall::yes) {
      allowed = one;
    }
  }
  return allowed == MayCall::yes && is_doubtful ? MayCall::cannot_tell : allowed;
}

}  // namespace analysis
