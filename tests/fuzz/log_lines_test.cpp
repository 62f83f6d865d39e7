// Damaged lines of flow logs and events of CloudTrail: each is counted or passed over, and nothing of it reaches a
// report unclean.
#include <fstream>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "aws/operations/cloudtrail.hpp"
#include "aws/operations/logs.hpp"
#include "base/encode.hpp"
#include "base/json/read.hpp"
#include "fakes/collecting.hpp"
#include "fakes/mutator.hpp"
#include "fakes/source_directory.hpp"

namespace {

using nlohmann::json;
namespace read = base::read;

class LogLineFuzz : public fakes::Collecting {
 protected:
  // The items of a list in a file of the sample recording, at most `most`.
  static std::vector<json> recorded(const std::string& file, const char* operation, const char* member,
                                    std::size_t most) {
    std::vector<json> items;
    std::ifstream lines(std::string(fakes::source_directory) + "/samples/harbour/" + file);
    for (std::string line; items.size() < most && std::getline(lines, line);) {
      const json call = json::parse(line);
      if (call.at("operation") != operation) continue;
      for (const auto& item : read::array(read::object(call, "output"), member)) items.push_back(item);
    }
    return items;
  }

  // `count` of the items, each with its `text` damaged, and sometimes the item itself too.
  static json damaged(const std::vector<json>& items, const char* text, int count, fakes::Mutator& mutator) {
    json all = json::array();
    for (int i = 0; i < count; ++i) {
      json item = items[mutator.below(items.size())];
      if (mutator.one_in(2)) {
        item[text] = mutator.damage(item.at(text).get<std::string>());
      } else {
        json inner = json::parse(item.at(text).get<std::string>(), nullptr, false);
        mutator.damage_value(inner);
        item[text] = inner.dump(-1, ' ', false, json::error_handler_t::replace);
      }
      if (mutator.one_in(4)) mutator.damage_value(item);
      all.push_back(std::move(item));
    }
    return all;
  }

  static void expect_clean(const std::string& text) { EXPECT_EQ(base::printable(text, 400), text); }
};

TEST_F(LogLineFuzz, FlowLogs) {
  const auto lines = recorded("logs.jsonl", "FilterLogEvents", "events", 400);
  ASSERT_GT(lines.size(), 100U);
  inventory_.log_group = model::Dataset<model::LogGroupLookup>::of(model::LogGroup{"group", "", {}, {}, ""});
  fakes::Mutator mutator(4);
  constexpr int count = 1500;
  aws_.answer(aws::logs::filter_log_events, {{"events", damaged(lines, "message", count, mutator)}});
  const auto dataset = read<&Inventory::flow_log>();
  ASSERT_TRUE(dataset.complete());
  const auto& log = *dataset.value;
  EXPECT_EQ(log.lines_read + log.duplicates, count);
  std::int64_t failures = 0;
  for (const auto& [key, number] : log.failures) {
    failures += number;
    expect_clean(key.flow_arn);
    expect_clean(key.module_type);
    EXPECT_TRUE(log.flow_names.contains(key.flow_arn));
  }
  EXPECT_LE(failures + log.lines_malformed, log.lines_read);
  EXPECT_GT(failures, 50);
  EXPECT_GT(log.lines_malformed, 50);
  EXPECT_EQ(log.samples.size(), model::max_flow_log_samples);
  for (const auto& sample : log.samples) {
    for (const std::string& text :
         {sample.flow_arn, sample.flow_name, sample.module_type, sample.block, sample.result}) {
      expect_clean(text);
    }
  }
}

TEST_F(LogLineFuzz, CloudTrailEvents) {
  const auto events = recorded("cloudtrail.jsonl", "LookupEvents", "Events", 1000);
  std::vector<json> throttles;
  for (const json& event : events) {
    if (event.at("CloudTrailEvent").get<std::string>().find("Exception") != std::string::npos)
      throttles.push_back(event);
  }
  ASSERT_GT(throttles.size(), 10U);
  fakes::Mutator mutator(5);
  constexpr int count = 1500;
  aws_.answer(aws::cloudtrail::lookup_events, {{"Events", damaged(throttles, "CloudTrailEvent", count, mutator)}});
  const auto dataset = read<&Inventory::api_throttles>();
  ASSERT_TRUE(dataset.complete());
  EXPECT_EQ(dataset.value->events_read, count);
  std::int64_t counted = 0;
  for (const auto& [key, number] : dataset.value->throttles) {
    counted += number;
    expect_clean(key.api);
    EXPECT_TRUE(aws::is_throttle_code(key.code));
  }
  EXPECT_GT(counted, 50);
  EXPECT_LT(counted, count);
}

}  // namespace
