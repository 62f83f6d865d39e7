// What a check is: a pure function from the inventory to findings, with the words that explain it. One check a file,
// listed in checks.def.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/inventory.hpp"

namespace checks {

using model::Gap;
using model::Inventory;
using model::Pillar;
using model::Resource;
using model::Severity;
using model::Status;

// What a check says of one resource; the registry adds what all findings of the check share.
struct Judgement {
  Status status = Status::not_assessed;
  Resource resource{};
  std::string observed{};
  std::string limit{};
  std::string evidence{};
  std::string remedy{};   // empty: the check's, when something has to be done
  std::string command{};  // an AWS CLI command line, every value in it shell-quoted
  std::string console_url{};
  std::string reason{};                // why not assessed
  std::string permission{};            // that is missing
  std::optional<Severity> severity{};  // when it is not the check's
};

using Judgements = std::vector<Judgement>;

// A dataset that a check needs: without it the check is not assessed, cut short no pass of the whole instance stands.
struct Need {
  std::string_view dataset;  // as the collector's table has it
  bool (*known)(const Inventory&);
  const std::optional<Gap>& (*gap)(const Inventory&);  // nothing while the dataset is complete
};

// NEEDS(flows) is the need of Inventory::flows.
#define NEEDS(member)                                                                                  \
  ::checks::Need {                                                                                     \
    #member, [](const ::model::Inventory& i) { return i.member.known(); },                             \
        [](const ::model::Inventory& i) -> const std::optional<::model::Gap>& { return i.member.gap; } \
  }

struct Check {
  std::string_view id;
  std::string_view component;
  std::string_view title;  // a short statement of what is looked at: "Flow logging"
  Pillar pillar;
  Severity severity;        // of a fail or warn, unless the judgement says another
  std::string_view why;     // what goes wrong for callers and agents when this is not right
  std::string_view remedy;  // what to do
  std::vector<std::string_view> links;
  std::vector<Need> needs;
  // Called only when every need is known (at least in part). At least one judgement, or the registry throws.
  Judgements (*judge)(const Inventory&);
  // Asked before any need is looked at: why the question does not arise for this instance, if that is known.
  std::optional<Judgement> (*moot)(const Inventory&) = nullptr;
};

#define CHECK(id) extern const Check id;
#include "checks/checks.def"
#undef CHECK

// ---- pieces that several checks share ----

// The instance, or its account, as the resource of a finding.
Resource the_instance(const Inventory& inventory);
Resource the_account(const Inventory& inventory);

// The gap's permission, when there is one, becomes what to do about it.
Judgement not_assessed(Resource resource, const Gap& gap);
Judgement not_assessed(Resource resource, std::string reason);

Judgement not_applicable(Resource resource, std::string why);

// An instance attribute such as CONTACTFLOW_LOGS; nothing while it is not known.
std::optional<bool> instance_attribute(const Inventory& inventory, const std::string& type);

struct Option {
  std::string_view name;  // without the dashes; empty: one more word of the option before
  std::string_view value;
};

// aws_command(inventory, "connect describe-instance", {{"instance-id", id}}), with the instance's --region at the end.
std::string aws_command(const Inventory& inventory, std::string_view operation, std::initializer_list<Option> options);

// Pages of the instance's own site; empty while its address is not known.
std::string flow_page(const Inventory& inventory, std::string_view flow_arn);
std::string phone_numbers_page(const Inventory& inventory);

}  // namespace checks
