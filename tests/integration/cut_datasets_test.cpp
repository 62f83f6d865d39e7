// Every dataset in turn is taken away, and cut short in the way in which its collector may leave it. What a review says
// of the rest is what it said before: no check passes that did not, and no number stands for what was not read.
#include <algorithm>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "app/component_reads.hpp"
#include "checks/registry.hpp"
#include "collect/collector.hpp"
#include "components/component.hpp"
#include "components/measure.hpp"
#include "components/sample_inventory_test.hpp"
#include "fakes/manual_clock.hpp"
#include "fakes/patient.hpp"
#include "fakes/replayed_review.hpp"

namespace {

using model::Gap;
using model::Inventory;
using nlohmann::json;

const Gap lost = {model::GapKind::denied, "it was cut off", "connect:ListThings"};

Inventory harbour_inventory() {
  const auto info = recording::read_recording_info(fakes::harbour);
  Inventory inventory;
  inventory.instance_ref = model::parse_instance_arn(info.instance_arn);
  inventory.window = model::Window::before(info.recorded_at, info.days);
  fakes::ManualClock clock;
  fakes::Patient patient(clock);
  recording::ReplayTransport transport(fakes::harbour);
  std::set<model::DatasetId> datasets;
  for (const auto& row : model::datasets()) datasets.insert(row.id);
  collect::run(datasets, transport, patient.patience, inventory, 1, [](const auto&, const auto&) {});
  return inventory;
}

// ---- cutting short: every second part is gone. False: such a dataset is read as a whole or not at all. ----

template <typename Parts>
void drop_every_second(Parts& parts) {
  bool is_second = false;
  std::erase_if(parts, [&](const auto&) { return is_second = !is_second; });
}

template <typename T>
bool cut_in_part(T& dataset) {
  if constexpr (requires { dataset.begin()->second.gap; }) {
    bool is_second = false;
    for (auto& [key, item] : dataset) {
      is_second = !is_second;
      if (!is_second) continue;
      item = {};
      item.gap = lost;
    }
    return true;
  }
  return false;
}

// As far as a list of instances tells.
bool cut_in_part(model::InstanceDetails& details) {
  details.replication.reset();
  details.status_reason.clear();
  return true;
}

bool cut_in_part(model::StorageResources& resources) {
  for (std::size_t i = 0; i < resources.size(); i += 2) resources[i] = {resources[i].type, {}, lost};
  return true;
}

bool cut_in_part(model::ServiceQuotas& quotas) {
  quotas.defaults.clear();
  return true;
}

bool cut_in_part(model::PhoneNumbers& phone) {
  drop_every_second(phone.numbers);
  return true;
}

bool cut_in_part(model::Metrics& metrics) {
  for (std::size_t i = 0; i < metrics.series.size(); i += 2) {
    drop_every_second(metrics.series[i].points);
    metrics.series[i].gap = lost;
  }
  return true;
}

bool cut_in_part(model::ApiThrottles& throttles) {
  drop_every_second(throttles.throttles);
  throttles.events_read /= 2;
  return true;
}

bool cut_in_part(model::AccessOfUsers& users) {
  for (std::size_t i = 0; i < users.size(); i += 2) users[i].security_profile_ids.clear();
  return true;
}

// None of them was looked at.
bool cut_in_part(model::AuditTrails& trails) {
  for (auto& trail : trails) {
    trail.is_logging = trail.records_changes = std::nullopt;
    trail.gap = lost;
  }
  return true;
}

bool cut_in_part(model::ApiRates& rates) {
  drop_every_second(rates.rates);
  return true;
}

bool cut_in_part(model::HoursTraffics& traffics) {
  for (std::size_t i = 0; i < traffics.size(); i += 2) {
    drop_every_second(traffics[i].hours);
    traffics[i].gap = lost;
  }
  return true;
}

bool cut_in_part(model::ContactRules& rules) {
  for (std::size_t i = 0; i < rules.size(); i += 2) rules[i] = {rules[i].id, rules[i].name, {}, {}, lost};
  return true;
}

bool cut_in_part(model::TaggableKinds& kinds) {
  for (std::size_t i = 0; i < kinds.size(); i += 2) {
    drop_every_second(kinds[i].items);
    kinds[i].gap = lost;
  }
  return true;
}

bool cut_in_part(model::PeerServices& services) {
  for (std::size_t i = 0; i < services.size(); i += 2) {
    const std::string service = services[i].service;
    services[i] = {};
    services[i].service = service;
    services[i].gap = lost;
  }
  return true;
}

bool cut_in_part(model::Alarms& alarms) {
  drop_every_second(alarms);
  return true;
}

bool cut_in_part(model::QueueContacts& contacts) {
  drop_every_second(contacts.queue_ids);
  std::erase_if(contacts.rows, [&](const auto& row) { return !contacts.queue_ids.contains(row.queue_id); });
  return true;
}

bool cut_in_part(model::AgentActivity& activity) {
  drop_every_second(activity.profiles);
  return true;
}

bool cut_in_part(model::PacketLoss& loss) {
  drop_every_second(loss.hours);
  return true;
}

bool cut_in_part(model::FlowLog& log) {
  drop_every_second(log.failures);
  log.lines_read /= 2;
  return true;
}

// ---- what a review says ----

// What tells one element of a list from another, wherever it stands.
std::string key_of(const json& element, std::size_t index) {
  std::string key;
  for (const char* member : {"id", "key", "name", "resource_type", "event_name", "flow_id", "country", "metric",
                             "statistic", "dimension", "hour", "timestamp", "operation"}) {
    if (element.is_object() && element.contains(member)) key += element.at(member).dump();
  }
  return key.empty() ? std::to_string(index) : key;
}

struct Number {
  double value = 0;
  bool is_said_to_be_partial = false;
};
using Numbers = std::map<std::string, Number>;

// Whether an object says of one of its members that it is not all there is.
bool says_partial(const json& object, const json* clear, const std::string& member) {
  if (object.value("partial", json()) == true || object.value("complete", json()) == false) return true;
  const auto more_than_before = [&](const char* unknown) {
    return object.contains(unknown) && object.at(unknown).is_number() && clear != nullptr &&
           object.at(unknown) > clear->value(unknown, json(0));
  };
  if (member == "summary") {  // of quotas that say it themselves
    const json quotas = object.value("quotas", json::array());
    return std::ranges::any_of(quotas, [](const json& one) { return one.at("reason").is_string(); });
  }
  if (more_than_before("unknown") || more_than_before("not_assessed")) return true;
  if (object.contains("reason") && object.at("reason").is_string()) return true;
  const auto missing = [&](const auto& one) {
    return one.key().ends_with("_missing") && one.value().is_string() &&
           member.starts_with(one.key().substr(0, one.key().rfind('_')));
  };
  const auto items = object.items();
  return std::any_of(items.begin(), items.end(), missing);
}

// By their path; elements of lists by what tells them apart.
void add_numbers(const json& value, const json* clear, const std::string& path, bool is_partial, Numbers& numbers) {
  const auto in_clear = [&](const auto& key) {
    return clear != nullptr && clear->is_object() && clear->contains(key) ? &clear->at(key) : nullptr;
  };
  if (value.is_number()) {
    numbers[path] = {value.get<double>(), is_partial};
  } else if (value.is_object()) {
    for (const auto& [key, member] : value.items()) {
      const bool is_said = is_partial || says_partial(value, clear, key);
      add_numbers(member, in_clear(key), fmt::format("{}/{}", path, key), is_said, numbers);
    }
  } else if (value.is_array()) {
    for (std::size_t i = 0; i < value.size(); ++i) {
      add_numbers(value[i], nullptr, fmt::format("{}/{}", path, key_of(value[i], i)), is_partial, numbers);
    }
  }
}

struct Said {
  std::map<std::string, model::Document> documents;     // by component
  std::map<std::string, std::set<std::string>> passes;  // ids of findings, by check
  std::set<std::string> judged;                         // checks
};

Said said_of(const Inventory& inventory) {
  Said said;
  for (const auto& component : components::table()) {
    model::Document document;
    document.component = component.name;
    document.window = inventory.window;
    document.data = component.data(inventory);
    for (const auto dataset : app::datasets_of(component)) {
      if (row_of(dataset).gap(inventory)) document.status = model::DocumentStatus::partial;
    }
    for (const auto& finding : checks::run_component(component.name, inventory)) {
      said.judged.insert(finding.check_id);
      if (finding.status == model::Status::pass) said.passes[finding.check_id].insert(finding.id);
    }
    said.documents[document.component] = std::move(document);
  }
  return said;
}

// Of a concurrency quota CloudWatch has a percentage of its own, for when the count or the limit is not known.
std::optional<double> measured_percentage(const Said& clear, std::string_view quota) {
  for (const json& one : clear.documents.at("quota").data.at("quotas")) {
    if (one.at("key") == quota && one.contains("measured_percentage")) return one.at("measured_percentage");
  }
  return std::nullopt;
}

std::optional<double> measured_instead(const Said& clear, const std::string& name) {
  static constexpr std::string_view before = "quota.", after = ".percentage";
  if (!name.starts_with(before) || !name.ends_with(after)) return std::nullopt;
  return measured_percentage(clear, name.substr(before.size(), name.size() - before.size() - after.size()));
}

void expect_no_number_without_data(const Said& clear, const Said& cut) {
  for (const auto& [component, document] : cut.documents) {
    const json& before = clear.documents.at(component).data;
    Numbers known, left;
    add_numbers(before, &before, "", false, known);
    add_numbers(document.data, &before, "", false, left);
    for (const auto& [path, number] : left) {
      const auto same_as = [&](const std::string& other) {
        return known.contains(other) && known.at(other).value == number.value;
      };
      const bool is_percentage = path.ends_with("/percentage");
      const bool is_the_same =
          same_as(path) || (is_percentage && same_as(path.substr(0, path.rfind('/')) + "/measured_percentage"));
      EXPECT_TRUE(is_the_same || number.is_said_to_be_partial) << component << path << " is " << number.value;
    }
  }
}

void expect_no_measure_without_data(const Said& clear, const Said& cut) {
  for (const auto& measure : components::measures()) {
    const auto left = measure.read(cut.documents.at(measure.component));
    const auto before = measure.read(clear.documents.at(measure.component));
    const bool is_the_same = left.value == before.value || left.value == measured_instead(clear, measure.name);
    EXPECT_TRUE(!left.value || is_the_same) << measure.name << " is " << *left.value;
    EXPECT_TRUE(left.value || !left.gap.empty()) << measure.name;
    EXPECT_TRUE(!left.limit || left.limit == before.limit) << measure.name;
  }
}

void expect_no_new_pass(const Said& clear, const Said& cut) {
  EXPECT_EQ(cut.judged, clear.judged);
  for (const auto& [check, ids] : cut.passes) {
    const auto before = clear.passes.find(check);
    for (const auto& id : ids) EXPECT_TRUE(before != clear.passes.end() && before->second.contains(id)) << check;
  }
}

void expect_nothing_made_up(const Said& clear, const Inventory& inventory) {
  const Said cut = said_of(inventory);
  expect_no_number_without_data(clear, cut);
  expect_no_measure_without_data(clear, cut);
  expect_no_new_pass(clear, cut);
}

class CutDatasets : public testing::TestWithParam<Inventory (*)()> {
 protected:
  const Inventory whole_ = GetParam()();
  const Said clear_ = said_of(whole_);
};

TEST_P(CutDatasets, LeaveNothingMadeUpWhenOneIsMissing) {
  for (const auto& row : model::datasets()) {
    SCOPED_TRACE(row.name);
    Inventory inventory = whole_;
    row.miss(inventory, lost);
    expect_nothing_made_up(clear_, inventory);
  }
}

TEST_P(CutDatasets, LeaveNothingMadeUpWhenOneIsCutShort) {
  Inventory inventory;
  int cuts = 0;
  const auto cut = [&](std::string_view name, auto& dataset) {
    SCOPED_TRACE(name);
    const auto before = dataset;
    if (dataset.known() && cut_in_part(*dataset.value)) {
      dataset.gap = lost;
      expect_nothing_made_up(clear_, inventory);
      ++cuts;
    }
    dataset = before;
  };
  inventory = whole_;
  each_dataset(inventory, cut);
  EXPECT_GE(cuts, 10);
}

TEST_P(CutDatasets, LeaveNothingMadeUpWhenAllAreMissing) {
  Inventory inventory = whole_;
  for (const auto& row : model::datasets()) row.miss(inventory, lost);
  expect_nothing_made_up(clear_, inventory);
}

INSTANTIATE_TEST_SUITE_P(Of, CutDatasets, testing::Values(&components::sample_inventory, &harbour_inventory),
                         [](const auto& tested) { return tested.index == 0 ? "sample" : "harbour"; });

}  // namespace
