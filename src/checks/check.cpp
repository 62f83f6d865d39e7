#include "checks/check.hpp"

#include <utility>

#include "base/encode.hpp"
#include "checks/wording.hpp"
#include "model/console.hpp"

namespace checks {

Resource the_instance(const Inventory& inventory) {
  return {"instance", inventory.instance_ref.instance_id, model::display_name(inventory)};
}

Resource the_account(const Inventory& inventory) {
  return {"account", inventory.instance_ref.account_id, "Account " + inventory.instance_ref.account_id};
}

Judgement not_assessed(Resource resource, const Gap& gap) {
  Judgement judgement = not_assessed(std::move(resource), gap.reason);
  judgement.permission = gap.permission;
  if (!gap.permission.empty()) judgement.remedy = "Allow " + gap.permission + " for the identity that runs the review.";
  return judgement;
}

Judgement not_assessed(Resource resource, std::string reason) {
  Judgement judgement;
  judgement.status = Status::not_assessed;
  judgement.resource = std::move(resource);
  judgement.reason = sentence(std::move(reason));
  return judgement;
}

Judgement not_applicable(Resource resource, std::string why) {
  Judgement judgement;
  judgement.status = Status::not_applicable;
  judgement.resource = std::move(resource);
  judgement.observed = std::move(why);
  return judgement;
}

std::optional<bool> instance_attribute(const Inventory& inventory, const std::string& type) {
  if (!inventory.attributes.known()) return std::nullopt;
  return model::attribute(*inventory.attributes.value, type);
}

std::string aws_command(const Inventory& inventory, std::string_view operation, std::initializer_list<Option> options) {
  std::string line = "aws " + std::string(operation);
  for (const auto& option : options) {
    if (!option.name.empty()) line += " --" + std::string(option.name);
    line += " " + base::shell_quote(option.value);
  }
  return line + " --region " + base::shell_quote(inventory.instance_ref.region);
}

std::string flow_page(const Inventory& inventory, std::string_view flow_arn) {
  return inventory.instance.known() ? model::console::flow(inventory.instance.value->access_url, flow_arn) : "";
}

std::string phone_numbers_page(const Inventory& inventory) {
  return inventory.instance.known() ? model::console::phone_numbers(inventory.instance.value->access_url) : "";
}

}  // namespace checks
