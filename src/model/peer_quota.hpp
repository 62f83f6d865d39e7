// Quotas of the services beside Amazon Connect, and what of them is used where an instance works with the service. All
// of them are the account's. Plain data.
// https://docs.aws.amazon.com/connect/latest/adminguide/amazon-connect-service-limits.html
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/quota.hpp"

namespace model {

inline constexpr QuotaRow cases_quotas[] = {
    {"cases_domains", "L-C2B81BC3", "Domains", QuotaUse::counted, "Cases domain", "Cases domains", "cases"},
    {"cases_fields", "L-C5B69356", "Fields per domain", QuotaUse::counted, "Cases field", "Cases fields", "cases"},
    {"cases_templates", "L-0482161A", "Templates per domain", QuotaUse::counted, "Cases template", "Cases templates",
     "cases"},
    {"cases_layouts", "L-D0ED993F", "Layouts per domain", QuotaUse::counted, "Cases layout", "Cases layouts", "cases"},
    {"cases_rules", "L-228D6D2D", "Case rules per domain", QuotaUse::counted, "case rule", "case rules", "cases"},
};

inline constexpr QuotaRow profile_quotas[] = {
    {"profile_domains", "L-6603B252", "Amazon Connect Customer Profiles domain count", QuotaUse::counted,
     "Customer Profiles domain", "Customer Profiles domains", "profile"},
    {"profile_object_types", "L-14092FF4", "Object types per domain", QuotaUse::counted, "profile object type",
     "profile object types", "profile"},
    {"profile_integrations", "L-4A5ECB8E", "Maximum number of integrations", QuotaUse::counted, "profile integration",
     "profile integrations", "profile"},
    {"profile_event_triggers", "L-0A1E1791", "Maximum number of event triggers per domain", QuotaUse::counted,
     "profile event trigger", "profile event triggers", "profile"},
};

inline constexpr QuotaRow app_integration_quotas[] = {
    {"app_applications", "L-8C721859", "Applications per Region", QuotaUse::counted, "integrated application",
     "integrated applications", "app-integrations"},
    {"app_data_integrations", "L-013E1287", "Data integrations per Region", QuotaUse::counted, "data integration",
     "data integrations", "app-integrations"},
    {"app_event_integrations", "L-152D3E9E", "Event integrations per Region", QuotaUse::counted, "event integration",
     "event integrations", "app-integrations"},
    {"app_data_associations", "L-3DEFA101", "Data integration associations per data integration", QuotaUse::counted,
     "data integration association", "data integration associations", "app-integrations"},
    {"app_event_associations", "L-C1BC25C8", "Event integration associations per event integration", QuotaUse::counted,
     "event integration association", "event integration associations", "app-integrations"},
};

inline constexpr QuotaRow campaign_quotas[] = {
    {"campaigns_active", "L-7F7B4C39", "Active campaigns per instance", QuotaUse::counted, "active campaign",
     "active campaigns", "connect-campaigns"},
    {"campaigns_total", "L-31C1321D", "Total campaigns per instance", QuotaUse::counted, "campaign", "campaigns",
     "connect-campaigns"},
};

// Of AI agents, prompts and guardrails Service Quotas has none.
inline constexpr QuotaRow ai_quotas[] = {
    {"ai_assistants", "L-5558F50C", "Connect AI agent - assistant count", QuotaUse::counted, "assistant", "assistants",
     "wisdom"},
    {"ai_knowledge_bases", "L-B9FB65B0", "Amazon Q in Connect - knowledge base count", QuotaUse::counted,
     "knowledge base", "knowledge bases", "wisdom"},
};

struct PeerRow {
  std::string_view service;  // as Service Quotas calls it
  std::string_view title;
  std::string_view unused;  // why there is nothing to count, as a sentence
  std::span<const QuotaRow> quotas;
};

inline constexpr PeerRow peer_rows[] = {
    {"cases", "Cases", "The instance has no Cases domain.", cases_quotas},
    {"profile", "Customer Profiles", "The instance has no domain of Customer Profiles.", profile_quotas},
    {"app-integrations", "AppIntegrations", "The instance has no application or event integration.",
     app_integration_quotas},
    {"connect-campaigns", "Outbound campaigns", "The instance has no outbound campaign.", campaign_quotas},
    {"wisdom", "AI agents", "The instance has no assistant or knowledge base.", ai_quotas},
};

// One service: whether the instance works with it, and what of its quotas is used.
struct PeerService {
  std::string service;
  std::optional<bool> is_used;    // nothing where that is not known; `gap` says why
  ServiceQuotas quotas;           // of a service that is used
  std::optional<Gap> quotas_gap;  // why not all of its limits are known
  Counts counts;                  // by QuotaRow::key
  std::optional<Gap> gap{};       // the first reason for which something of it is not known
};

using PeerServices = std::vector<PeerService>;

// Of Amazon Connect or of a service beside it; nullptr when there is none.
const QuotaRow* find_quota(std::string_view key);

// "Cases: Fields per domain"; of Amazon Connect the name alone.
std::string title_of(const QuotaRow& row);

// "Cases"; the code itself of a service that is none of them.
std::string_view peer_title(std::string_view service);

}  // namespace model
