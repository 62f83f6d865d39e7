#include <gtest/gtest.h>

#include "aws/operations/appintegrations.hpp"
#include "aws/operations/connectcampaignsv2.hpp"
#include "aws/operations/connectcases.hpp"
#include "aws/operations/customer_profiles.hpp"
#include "aws/operations/qconnect.hpp"
#include "aws/operations/service_quotas.hpp"
#include "fakes/collecting.hpp"

namespace {

using aws::service_quotas::list_aws_default_service_quotas;
using aws::service_quotas::list_service_quotas;
using model::GapKind;
using model::PeerService;
using nlohmann::json;
namespace apps = aws::appintegrations;
namespace campaigns = aws::connectcampaignsv2;
namespace cases = aws::connectcases;
namespace profiles = aws::customer_profiles;

const std::string cases_domain = "arn:aws:cases:eu-central-1:111122223333:domain/d-1";

class PeerCollector : public fakes::Collecting {
 protected:
  PeerCollector() {
    integrate({});
    have_campaigns(false);
  }
  void integrate(model::Integrations integrations) {
    inventory_.integrations = model::Dataset<model::Integrations>::of(std::move(integrations));
  }
  void have_campaigns(bool are_on) {
    inventory_.attributes =
        model::Dataset<model::InstanceAttributes>::of({{"HIGH_VOLUME_OUTBOUND", are_on ? "true" : "false"}});
  }
  // Every list is empty unless the script says otherwise before.
  model::Dataset<model::PeerServices> peers() {
    aws_.otherwise_answer(json::object());
    return read<&Inventory::peers>();
  }
  PeerService peer(std::string_view service) {
    const auto dataset = peers();
    return *std::ranges::find(*dataset.value, service, &PeerService::service);
  }
};

TEST_F(PeerCollector, WhatIsNotUsedCostsOneCall) {
  const auto dataset = peers();
  ASSERT_TRUE(dataset.complete());
  ASSERT_EQ(dataset.value->size(), std::size(model::peer_rows));
  for (const PeerService& one : *dataset.value) EXPECT_EQ(one.is_used, false) << one.service;
  EXPECT_EQ(aws_.calls(), 1U);
  EXPECT_EQ(aws_.asked(profiles::list_account_integrations)[0], (json{{"Uri", arn}, {"MaxResults", 100}}));
}

TEST_F(PeerCollector, CountsEveryQuotaOfAServiceThatIsUsed) {
  integrate({{"CASES_DOMAIN", cases_domain}, {"EVENT", "x"}, {"WISDOM_KNOWLEDGE_BASE", "y"}});
  have_campaigns(true);
  aws_.answer(profiles::list_account_integrations, {{"Items", {{{"DomainName", "harbour"}}}}});
  aws_.answer(campaigns::list_campaigns, {{"campaignSummaryList", {{{"id", "c-1"}}}}});
  aws_.answer(campaigns::get_campaign_state_batch, {{"successfulRequests", {{{"state", "Running"}}}}});
  const auto dataset = peers();
  EXPECT_TRUE(dataset.complete()) << dataset.gap->reason;
  for (const model::PeerRow& row : model::peer_rows) {
    const auto found = std::ranges::find(*dataset.value, row.service, &PeerService::service);
    ASSERT_NE(found, dataset.value->end());
    EXPECT_EQ(found->is_used, true) << row.service;
    EXPECT_EQ(found->counts.size(), row.quotas.size()) << row.service;
    for (const auto& quota : row.quotas) {
      ASSERT_TRUE(found->counts.contains(quota.key)) << quota.key;
      EXPECT_TRUE(found->counts.at(std::string(quota.key)).value) << quota.key;
    }
  }
  EXPECT_EQ(aws_.asked(list_service_quotas).size(), std::size(model::peer_rows));
}

TEST_F(PeerCollector, ReadsTheDomainOfTheInstanceAndTheLimitsOfTheService) {
  integrate({{"CASES_DOMAIN", cases_domain}});
  aws_.answer(cases::list_domains, {{"domains", {1, 2}}});
  aws_.answer(cases::list_fields, {{"fields", {1, 2, 3}}, {"nextToken", "t"}});
  aws_.answer(cases::list_fields, {{"fields", {4}}});
  aws_.answer(list_service_quotas, {{"Quotas", {{{"QuotaCode", "L-C5B69356"}, {"Value", 500}}}}});
  const PeerService one = peer("cases");
  EXPECT_EQ(one.counts.at("cases_domains").value, 2);
  EXPECT_EQ(one.counts.at("cases_fields").value, 4);
  EXPECT_EQ(one.counts.at("cases_fields").how, "cases:ListFields");
  EXPECT_EQ(aws_.asked(cases::list_case_rules)[0], (json{{"domainId", "d-1"}, {"maxResults", 100}}));
  EXPECT_EQ(one.quotas.applied.at(0).value, 500);
  EXPECT_EQ(aws_.asked(list_service_quotas)[0],
            (json{{"ServiceCode", "cases"}, {"QuotaAppliedAtLevel", "ALL"}, {"MaxResults", 100}}));
}

TEST_F(PeerCollector, TakesTheFullestOfSeveral) {
  integrate({{"APPLICATION", "x"}});
  aws_.answer(apps::list_applications, {{"Applications", {{{"IsService", true}}, {{"Name", "desk"}}}}});
  aws_.answer(apps::list_event_integrations, {{"EventIntegrations", {{{"Name", "shop"}}, {{"Name", "crm"}}}}});
  aws_.answer(apps::list_event_integration_associations, {{"EventIntegrationAssociations", {1}}},
              {{"EventIntegrationName", "shop"}});
  aws_.answer(apps::list_event_integration_associations, {{"EventIntegrationAssociations", {1, 2, 3}}},
              {{"EventIntegrationName", "crm"}});
  const std::string arn_of_data = "arn:aws:app-integrations:eu-central-1:111122223333:data-integration/1f";
  aws_.answer(apps::list_data_integrations, {{"DataIntegrations", {{{"Arn", arn_of_data}, {"Name", "docs"}}}}});
  const PeerService one = peer("app-integrations");
  EXPECT_EQ(one.counts.at("app_applications").value, 1);
  EXPECT_EQ(one.counts.at("app_event_integrations").value, 2);
  EXPECT_EQ(one.counts.at("app_event_associations").value, 3);
  EXPECT_EQ(one.counts.at("app_event_associations").of, "crm");
  EXPECT_EQ(aws_.asked(apps::list_data_integration_associations)[0].at("DataIntegrationIdentifier"), "1f");
}

TEST_F(PeerCollector, WhatHasNoNameThatAwsTakesIsNotAskedFor) {
  integrate({{"APPLICATION", "x"}, {"CASES_DOMAIN", hostile_text()}});
  aws_.answer(apps::list_event_integrations, {{"EventIntegrations", {{{"Name", "a b"}}, nullptr}}});
  aws_.answer(profiles::list_account_integrations, {{"Items", {{{"DomainName", "../x"}}}}});
  const auto dataset = peers();
  ASSERT_TRUE(dataset.gap);
  for (const PeerService& one : *dataset.value) {
    for (const auto& [key, count] : one.counts) {
      if (count.gap) {
        EXPECT_EQ(count.gap->kind, GapKind::malformed) << key;
      }
      EXPECT_NE(count.value.has_value(), count.gap.has_value()) << key;
    }
  }
  EXPECT_TRUE(aws_.asked(apps::list_event_integration_associations).empty());
  EXPECT_TRUE(aws_.asked(profiles::list_event_triggers).empty());
  EXPECT_TRUE(aws_.asked(cases::list_fields).empty());
}

TEST_F(PeerCollector, CountsCampaignsThatHaveNotEnded) {
  have_campaigns(true);
  json summaries = json::array(), states = json::array();
  for (int i = 0; i < 26; ++i) {
    summaries.push_back({{"id", "c-" + std::to_string(i)}});
    states.push_back({{"state", i % 2 == 0 ? "Paused" : "Completed"}});
  }
  aws_.answer(campaigns::list_campaigns, {{"campaignSummaryList", summaries}});
  states.erase(25);
  aws_.answer(campaigns::get_campaign_state_batch, {{"successfulRequests", states}});
  aws_.answer(campaigns::get_campaign_state_batch, {{"successfulRequests", {{{"state", "Initialized"}}}}});
  const PeerService one = peer("connect-campaigns");
  EXPECT_EQ(one.counts.at("campaigns_total").value, 26);
  EXPECT_EQ(one.counts.at("campaigns_active").value, 14);
  EXPECT_FALSE(one.counts.at("campaigns_active").gap);
  EXPECT_EQ(aws_.asked(campaigns::list_campaigns)[0],
            (json{{"filters", {{"instanceIdFilter", {{"value", id}, {"operator", "Eq"}}}}}, {"maxResults", 50}}));
  EXPECT_EQ(aws_.asked(campaigns::get_campaign_state_batch)[1], (json{{"campaignIds", {"c-25"}}}));
}

TEST_F(PeerCollector, AStateThatNobodyKnowsLeavesActiveCampaignsOpen) {
  have_campaigns(true);
  aws_.answer(campaigns::list_campaigns, {{"campaignSummaryList", {{{"id", "c-1"}}, {{"id", "c-2"}}}}});
  aws_.answer(campaigns::get_campaign_state_batch,
              {{"successfulRequests", {{{"state", "Dreaming"}}, {{"state", "Running"}}}}});
  const auto active = peer("connect-campaigns").counts.at("campaigns_active");
  EXPECT_EQ(active.value, 1);
  ASSERT_TRUE(active.gap);
  EXPECT_EQ(active.gap->reason, "AWS told of 1 of 2 campaigns in which state they are");
}

TEST_F(PeerCollector, WithoutTheIntegrationsItIsNotKnownWhatIsUsed) {
  inventory_.integrations = model::Dataset<model::Integrations>::missing(denied);
  inventory_.attributes = model::Dataset<model::InstanceAttributes>::missing(denied);
  const auto dataset = peers();
  ASSERT_TRUE(dataset.gap);
  for (const PeerService& one : *dataset.value) {
    EXPECT_EQ(one.is_used.has_value(), one.service == "profile");
    if (one.service != "profile") {
      EXPECT_EQ(one.gap->permission, denied.permission);
    }
  }
}

TEST_F(PeerCollector, EachListAndTheLimitsMayBeDenied) {
  integrate({{"CASES_DOMAIN", cases_domain}});
  aws_.fail(cases::list_fields, "AccessDeniedException", 403);
  aws_.fail(list_service_quotas, "AccessDeniedException", 400);
  aws_.fail(profiles::list_account_integrations, "AccessDeniedException", 403);
  const auto dataset = peers();
  const PeerService& one = dataset.value->front();
  EXPECT_EQ(one.counts.at("cases_fields").gap->permission, "cases:ListFields");
  EXPECT_EQ(one.counts.at("cases_layouts").value, 0);
  EXPECT_EQ(one.quotas_gap->permission, "servicequotas:ListServiceQuotas");
  EXPECT_FALSE(dataset.value->at(1).is_used);
  EXPECT_EQ(dataset.value->at(1).gap->permission, "profile:ListAccountIntegrations");
  EXPECT_TRUE(dataset.gap->reason.starts_with("2 of 5 services could not be read")) << dataset.gap->reason;
}

TEST_F(PeerCollector, AQuickReviewAsksForNothingOneByOne) {
  inventory_.settings.depth = model::Depth::quick;
  integrate({{"APPLICATION", "x"}});
  aws_.answer(apps::list_event_integrations, {{"EventIntegrations", {{{"Name", "shop"}}}}});
  const PeerService one = peer("app-integrations");
  EXPECT_EQ(one.counts.at("app_event_integrations").value, 1);
  EXPECT_EQ(one.counts.at("app_event_associations").gap->kind, GapKind::switched_off);
  EXPECT_EQ(one.counts.at("app_data_associations").value, 0);
}

}  // namespace
