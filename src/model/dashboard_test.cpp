#include "model/dashboard.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

const std::string id = "aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb";

std::optional<bool> with_metrics(const std::string& metrics) {
  return model::shows_instance(R"({"widgets": [{"type": "text", "properties": {"markdown": ")" + id +
                                   R"("}}, {"type": "metric", "properties": {"metrics": )" + metrics + "}}]}",
                               id);
}

TEST(ShowsInstance, OfAMetricOfTheInstance) {
  EXPECT_EQ(with_metrics(R"([["AWS/Connect", "MissedCalls", "InstanceId", "other", "MetricGroup", "VoiceCalls"],
                             [".", ".", ".", ")" +
                         id + R"(", ".", ".", {"stat": "Sum"}]])"),
            true);
  EXPECT_EQ(with_metrics(R"([["AWS/Connect", "MissedCalls", "InstanceId", "other"]])"), false);
}

TEST(ShowsInstance, OfAnExpressionThatNamesIt) {
  const json row =
      json::array({{{"expression", "SEARCH('{AWS/Connect,InstanceId} " + id + "', 'Sum')"}, {"id", "e1"}}});
  EXPECT_EQ(with_metrics(json::array({row}).dump()), true);
}

TEST(ShowsInstance, NotOfATextAboutIt) {
  EXPECT_EQ(with_metrics("[]"), false);
}

TEST(ShowsInstance, ToldOfNothingThatIsNoBody) {
  for (const char* body : {"", "{", "[]", "{}", R"({"widgets": {}})", "7"}) {
    EXPECT_EQ(model::shows_instance(body, id), std::nullopt) << body;
  }
  for (const char* metrics : {"null", "7", "[7]", "[[7]]", "[[[]]]", R"([{"a": 1}])", R"([[{"expression": 7}]])"}) {
    EXPECT_EQ(with_metrics(metrics), false) << metrics;
  }
}

}  // namespace
