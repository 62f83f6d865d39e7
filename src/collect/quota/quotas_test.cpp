#include <gtest/gtest.h>

#include "aws/operations/service_quotas.hpp"
#include "fakes/collecting.hpp"

namespace {

using aws::service_quotas::list_aws_default_service_quotas;
using aws::service_quotas::list_service_quotas;
using base::ErrorKind;
using nlohmann::json;

class QuotaCollector : public fakes::Collecting {
 protected:
  static json quota(const json& value, const json& context = nullptr) {
    json one = {
        {"QuotaCode", "L-9A46857E"}, {"QuotaName", "Users per instance"}, {"Value", value}, {"Adjustable", true}};
    if (!context.is_null()) one["QuotaContext"] = {{"ContextScope", "RESOURCE"}, {"ContextId", context}};
    return one;
  }
};

TEST_F(QuotaCollector, AsksForBothLevelsAndForTheDefaults) {
  aws_.answer(list_service_quotas, {{"Quotas", {quota(100)}}, {"NextToken", "t"}});
  aws_.answer(list_service_quotas, {{"Quotas", {quota(300.0, arn)}}});
  aws_.answer(list_aws_default_service_quotas, {{"Quotas", {quota(500)}}, {"NextToken", "u"}});
  aws_.answer(list_aws_default_service_quotas, {{"Quotas", json::array()}});
  const auto dataset = read<&Inventory::quotas>();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->applied.size(), 2U);
  ASSERT_EQ(dataset.value->defaults.size(), 1U);
  const auto& raised = dataset.value->applied[1];
  EXPECT_EQ(raised.code, "L-9A46857E");
  EXPECT_EQ(raised.name, "Users per instance");
  EXPECT_EQ(raised.value, 300);
  EXPECT_TRUE(raised.adjustable);
  EXPECT_EQ(raised.context_id, arn);
  EXPECT_EQ(dataset.value->applied[0].context_id, "");
  EXPECT_EQ(aws_.asked(list_service_quotas)[0],
            (json{{"ServiceCode", "connect"}, {"QuotaAppliedAtLevel", "ALL"}, {"MaxResults", 100}}));
  EXPECT_EQ(aws_.asked(list_aws_default_service_quotas)[0], (json{{"ServiceCode", "connect"}, {"MaxResults", 100}}));
}

// AWS writes "*" where a quota of a resource holds for every resource that has none of its own (API_QuotaContextInfo).
TEST_F(QuotaCollector, TakesAQuotaOfEveryInstanceForOneOfTheAccount) {
  aws_.answer(list_service_quotas, {{"Quotas", {quota(100, "*")}}});
  aws_.answer(list_aws_default_service_quotas, {{"Quotas", {quota(500, "*")}}});
  const auto dataset = read<&Inventory::quotas>();
  const auto limit = model::effective_limit(*dataset.value, model::quota_rows[0], arn);
  ASSERT_TRUE(limit);
  EXPECT_EQ(limit->value, 100);
  EXPECT_EQ(limit->source, model::LimitSource::account_applied);
  const auto fallback = model::effective_limit({{}, dataset.value->defaults}, model::quota_rows[0], arn);
  ASSERT_TRUE(fallback);
  EXPECT_EQ(fallback->value, 500);
}

TEST_F(QuotaCollector, LeavesOutQuotasWithoutAValue) {
  aws_.answer(list_service_quotas, {{"Quotas",
                                     {quota(nullptr),
                                      quota("100"),
                                      {{"QuotaCode", "L-1"}, {"ErrorReason", {{"ErrorCode", "DEPENDENCY"}}}},
                                      nullptr,
                                      7,
                                      quota(7)}}});
  aws_.answer(list_aws_default_service_quotas, json::object());
  const auto dataset = read<&Inventory::quotas>();
  ASSERT_EQ(dataset.value->applied.size(), 1U);
  EXPECT_EQ(dataset.value->applied[0].value, 7);
}

TEST_F(QuotaCollector, KeepsTheAppliedLimitsWithoutTheDefaults) {
  aws_.answer(list_service_quotas, {{"Quotas", {quota(100)}}});
  aws_.answer(list_aws_default_service_quotas, {{"Quotas", {quota(500)}}, {"NextToken", "t"}});
  aws_.fail(list_aws_default_service_quotas, "AccessDeniedException", 403);
  const auto dataset = read<&Inventory::quotas>();
  ASSERT_TRUE(dataset.known());
  EXPECT_EQ(dataset.value->applied.size(), 1U);
  EXPECT_TRUE(dataset.value->defaults.empty());
  ASSERT_TRUE(dataset.gap);
  EXPECT_EQ(dataset.gap->permission, "servicequotas:ListAWSDefaultServiceQuotas");
}

// Without them, a default would be taken for the limit that holds.
TEST_F(QuotaCollector, KnowsNothingWithoutTheAppliedLimits) {
  aws_.answer(list_service_quotas, {{"Quotas", {quota(100)}}, {"NextToken", "t"}});
  aws_.fail(list_service_quotas, "AccessDeniedException", 403);
  EXPECT_EQ(failure_of([&] { read<&Inventory::quotas>(); }), ErrorKind::denied);
  EXPECT_TRUE(aws_.asked(list_aws_default_service_quotas).empty());
}

}  // namespace
