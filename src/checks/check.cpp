#include "checks/check.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <utility>

#include "base/encode.hpp"
#include "model/console.hpp"
#include "words/names.hpp"
#include "words/width.hpp"

namespace checks {
namespace {

// What another review may not meet, without anybody's doing.
bool may_pass(model::GapKind kind) {
  return kind == model::GapKind::throttled || kind == model::GapKind::out_of_time ||
         kind == model::GapKind::unavailable;
}

constexpr std::size_t headline_width = 90, shortest_name = 20;  // columns

}  // namespace

std::string Threshold::key() const {
  return fmt::format("{}.{}", check, id);
}

double Threshold::in(const Scene& scene) const {
  const auto found = scene.settings.thresholds.find(key());
  return found == scene.settings.thresholds.end() ? value : found->second;
}

Resource the_instance(const Scene& scene) {
  return {"instance", scene.instance.instance_id, scene.name};
}

Resource the_account(const Scene& scene) {
  return {"account", scene.instance.account_id, fmt::format("Account {}", scene.instance.account_id)};
}

std::string headline(std::string_view before, const Resource& resource, std::string_view after) {
  const std::string name = words::one_line(resource.name.empty() ? resource.key : resource.name);
  const std::size_t taken = words::columns(before) + words::columns(after);
  const std::size_t room = std::max(shortest_name, headline_width - std::min(headline_width, taken));
  return fmt::format("{}{}{}", before, words::shortened(name, room), after);
}

void leave_open(Judgement& judgement, const Gap& gap) {
  judgement.status = Status::not_assessed;
  judgement.reason = words::sentence(gap.reason);
  judgement.permission = gap.permission;
  if (!gap.permission.empty()) {
    judgement.remedy = fmt::format("Allow {} for the identity that runs the review.", gap.permission);
    judgement.action = fmt::format("Allow {}", gap.permission);
  } else if (may_pass(gap.kind)) {
    judgement.remedy = "Run the review again: AWS may answer then what it did not answer this time.";
    judgement.action = "Run the review again";
  } else {
    judgement.remedy = judgement.action = "";
  }
}

Judgement not_assessed(Resource resource, const Gap& gap) {
  Judgement judgement;
  judgement.resource = std::move(resource);
  leave_open(judgement, gap);
  return judgement;
}

Judgement not_assessed(Resource resource, std::string reason) {
  Judgement judgement;
  judgement.status = Status::not_assessed;
  judgement.resource = std::move(resource);
  judgement.reason = words::sentence(std::move(reason));
  return judgement;
}

Judgement not_applicable(Resource resource, std::string why) {
  Judgement judgement;
  judgement.status = Status::not_applicable;
  judgement.resource = std::move(resource);
  judgement.observed = std::move(why);
  return judgement;
}

std::optional<bool> instance_attribute(const Dataset<model::InstanceAttributes>& attributes, const std::string& type) {
  return attributes.known() ? model::attribute(*attributes.value, type) : std::nullopt;
}

std::string aws_command(const Scene& scene, std::string_view operation, std::initializer_list<Option> options) {
  std::string line = fmt::format("aws {}", operation);
  for (const auto& option : options) {
    if (!option.name.empty()) line += fmt::format(" --{}", option.name);
    line += fmt::format(" {}", base::shell_quote(option.value));
  }
  return fmt::format("{} --region {}", line, base::shell_quote(scene.instance.region));
}

std::string flow_page(const Scene& scene, std::string_view flow_arn) {
  return model::console::flow(scene.access_url, flow_arn);
}

std::string phone_numbers_page(const Scene& scene) {
  return model::console::phone_numbers(scene.access_url);
}

}  // namespace checks
