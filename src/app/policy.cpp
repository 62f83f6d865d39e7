#include "app/policy.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/component_reads.hpp"
#include "app/config/forms.hpp"
#include "aws/endpoint.hpp"
#include "aws/operations/s3.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"

namespace app {
namespace {

using base::ErrorKind;
using model::DatasetId;
using model::InstanceRef;
using nlohmann::ordered_json;

constexpr const aws::Resources& everything = aws::account_and_region;

// Connect creates the group of an instance's flow logs by its alias, which an ARN does not tell.
// https://docs.aws.amazon.com/connect/latest/adminguide/contact-flow-logs.html
std::string log_group(const model::Settings& settings) {
  if (settings.log_group.empty()) return "/aws/connect/*";
  if (!is_log_group(settings.log_group)) {
    throw base::Error(ErrorKind::usage, fmt::format("'{}' is not the name of a log group: letters, digits and _-/.# "
                                                    "are allowed, at most 512",
                                                    base::printable(settings.log_group, 60)));
  }
  return settings.log_group;
}

std::set<DatasetId> datasets_asked_for(const std::string& component, const model::Settings& settings) {
  std::set<DatasetId> datasets = datasets_of(components::find(component));
  if (model::no_carrier_lookup(settings)) datasets.erase(DatasetId::carriers);
  const auto is_left_out = [&](DatasetId one) { return left_out(collect::collector_of(one), settings).has_value(); };
  std::erase_if(datasets, is_left_out);
  datasets = with_needs(datasets);
  std::erase_if(datasets, is_left_out);
  return datasets;
}

void add_once(std::vector<std::string_view>& list, std::string_view name) {
  if (std::ranges::find(list, name) == list.end()) list.push_back(name);
}

void add_need(std::vector<Need>& all, const aws::Operation& operation, std::string_view dataset,
              std::string_view component) {
  auto found = std::ranges::find(all, &operation, &Need::operation);
  if (found == all.end()) found = all.insert(all.end(), Need{&operation, {}, {}});
  add_once(found->datasets, dataset);
  add_once(found->components, component);
}

struct Statement {
  std::set<std::string> actions;
  std::vector<std::string> resources;  // by instance
};
using Statements = std::map<std::string_view, Statement>;  // by Sid

void add(Statements& statements, std::string_view sid, std::string_view action, const std::vector<std::string>& arns) {
  Statement& statement = statements[sid];
  statement.actions.emplace(action);
  for (const auto& one : arns) {
    if (std::ranges::find(statement.resources, one) == statement.resources.end()) statement.resources.push_back(one);
  }
}

// What else of its own service it needs is asked of the same resources.
void add_dependent_actions(Statements& statements, const aws::Operation& operation,
                           const std::vector<std::string>& arns) {
  const std::string of_its_own_service = fmt::format("{}:", operation.service.iam_prefix);
  for (const std::string_view action : operation.dependent_actions) {
    if (action.starts_with(of_its_own_service)) {
      add(statements, operation.resources.statement, action, arns);
    } else if (!action.empty()) {
      add(statements, everything.statement, action, {"*"});
    }
  }
}

// What cannot be narrowed to a resource can still be narrowed to the regions of the instances.
ordered_json requested_in(const std::vector<InstanceRef>& instances) {
  std::set<std::string> regions;
  for (const auto& instance : instances) regions.insert(instance.region);
  if (regions.contains("*")) return {};
  return {{"StringEquals", {{"aws:RequestedRegion", regions}}}};
}

// ARNs of buckets name no account. Those of others are nobody's business.
ordered_json owned_by(const std::vector<InstanceRef>& instances) {
  std::set<std::string> accounts;
  for (const auto& instance : instances) accounts.insert(instance.account_id);
  if (accounts.contains("*")) return {};
  return {{"StringEquals", {{"aws:ResourceAccount", accounts}}}};
}

}  // namespace

std::vector<Need> needs(const std::vector<std::string>& components, const model::Settings& settings) {
  std::map<std::string, std::set<DatasetId>> datasets;
  for (const auto& component : components) datasets[component] = datasets_asked_for(component, settings);
  std::vector<Need> all;
  for (const auto& collector : collect::table()) {
    for (const auto& component : components) {
      if (!datasets[component].contains(collector.dataset)) continue;
      for (const auto* operation : collector.operations) {
        add_need(all, *operation, row_of(collector.dataset).name, components::find(component).name);
      }
    }
  }
  return all;
}

InstanceRef any_instance(const std::string& region) {
  if (!region.empty()) aws::check_region(region, "the region");
  InstanceRef any;
  any.partition = aws::partition_of(region).name;
  any.region = region.empty() ? "*" : region;
  any.account_id = "*";
  any.instance_id = "*";
  any.arn = fmt::format("arn:{}:connect:{}:{}:instance/{}", any.partition, any.region, any.account_id, any.instance_id);
  return any;
}

std::vector<std::string> resources(const aws::Operation& operation, const InstanceRef& instance,
                                   const model::Settings& settings) {
  return aws::arns(operation.resources, [&](std::string_view name) -> std::optional<std::string> {
    if (name == "partition") return instance.partition;
    if (name == "region") return instance.region;
    if (name == "account") return instance.account_id;
    if (name == "instance_id") return instance.instance_id;
    if (name == "log_group") return log_group(settings);
    return std::nullopt;
  });
}

ordered_json iam_policy(const std::vector<std::string>& components, const std::vector<InstanceRef>& instances,
                        const model::Settings& settings) {
  Statements statements;
  for (const Need& need : needs(components, settings)) {
    const aws::Operation& operation = *need.operation;
    for (const auto& instance : instances) {
      const auto arns = resources(operation, instance, settings);
      add(statements, operation.resources.statement, aws::action(operation), arns);
      add_dependent_actions(statements, operation, arns);
    }
  }
  const ordered_json condition = requested_in(instances), owners = owned_by(instances);
  ordered_json list = ordered_json::array();
  for (const auto& [sid, statement] : statements) {
    ordered_json one = {
        {"Sid", sid}, {"Effect", "Allow"}, {"Action", statement.actions}, {"Resource", statement.resources}};
    if (sid == everything.statement && !condition.is_null()) one["Condition"] = condition;
    if (sid == aws::s3::data_buckets.statement && !owners.is_null()) one["Condition"] = owners;
    list.push_back(std::move(one));
  }
  return {{"Version", "2012-10-17"}, {"Statement", std::move(list)}};
}

std::size_t policy_size(const ordered_json& policy) {
  return policy.dump().size();
}

}  // namespace app
