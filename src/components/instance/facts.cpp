#include "components/instance/facts.hpp"

#include "base/json/read.hpp"
#include "components/facts_json.hpp"

namespace components {
namespace {

StorageRow row(const std::string& resource_type, const model::StorageConfig& config) {
  StorageRow row;
  row.resource_type = resource_type;
  row.storage_type = config.storage_type;
  row.destination = config.prefix.empty() || config.storage_type != "S3" ? config.destination
                                                                         : config.destination + "/" + config.prefix;
  // Of Kinesis data streams and Firehose, Connect's API does not say how they are encrypted.
  const bool api_says = config.storage_type == "S3" || config.storage_type == "KINESIS_VIDEO_STREAM";
  if (!config.encryption_type.empty()) {
    row.encryption = config.encryption_type + (config.key_id.empty() ? "" : " " + config.key_id);
  } else if (api_says) {
    row.encryption = "none";
  }
  row.retention_hours = config.retention_hours;
  return row;
}

void add_rows(std::vector<StorageRow>& rows, const model::StorageResource& resource) {
  for (const auto& config : resource.configs) rows.push_back(row(resource.type, config));
  if (resource.gap) {
    StorageRow unknown;
    unknown.resource_type = resource.type;
    unknown.not_known = resource.gap->reason;
    rows.push_back(unknown);
  } else if (resource.configs.empty()) {
    StorageRow unused;
    unused.resource_type = resource.type;
    rows.push_back(unused);
  }
}

template <typename T>
std::string missing(const model::Dataset<T>& dataset) {
  return dataset.known() || !dataset.gap ? "" : dataset.gap->reason;
}

json replication_json(const model::Replication& replication) {
  json replicas = json::array();
  for (const auto& replica : replication.replicas) {
    replicas.push_back({{"region", replica.region}, {"status", replica.status}, {"reason", or_null(replica.reason)}});
  }
  return {{"source_region", replication.source_region},
          {"global_sign_in_endpoint", or_null(replication.global_sign_in_endpoint)},
          {"replicas", replicas}};
}

json details_json(const model::InstanceDetails& details) {
  return {{"id", details.id},
          {"arn", details.arn},
          {"alias", details.alias},
          {"identity_management_type", details.identity_management_type},
          {"status", details.status},
          {"status_reason", or_null(details.status_reason)},
          {"service_role", details.service_role},
          {"access_url", or_null(details.access_url)},
          {"created", or_null(details.created)},
          {"inbound_calls", or_null(details.inbound_calls)},
          {"outbound_calls", or_null(details.outbound_calls)},
          {"replication", details.replication ? replication_json(*details.replication) : json(nullptr)}};
}

json attributes_json(const InstanceFacts& facts) {
  if (!facts.attributes_missing.empty() && facts.attributes.empty()) return nullptr;
  json list = json::array();
  for (const auto& one : facts.attributes) list.push_back({{"type", one.type}, {"value", one.value}});
  return list;
}

json storage_json(const InstanceFacts& facts) {
  if (!facts.storage_missing.empty() && facts.storage.empty()) return nullptr;
  json list = json::array();
  for (const auto& one : facts.storage) {
    list.push_back({{"resource_type", one.resource_type},
                    {"storage_type", or_null(one.storage_type)},
                    {"destination", or_null(one.destination)},
                    {"encryption", or_null(one.encryption)},
                    {"retention_hours", or_null(one.retention_hours)},
                    {"not_known", or_null(one.not_known)}});
  }
  return list;
}

std::optional<model::Replication> replication_from_json(const json& details) {
  const json& object = base::read::object(details, "replication");
  if (object.empty()) return std::nullopt;
  model::Replication replication;
  replication.source_region = base::read::text(object, "source_region");
  replication.global_sign_in_endpoint = base::read::text(object, "global_sign_in_endpoint");
  for (const auto& one : base::read::array(object, "replicas")) {
    replication.replicas.push_back(
        {base::read::text(one, "region"), base::read::text(one, "status"), base::read::text(one, "reason")});
  }
  return replication;
}

std::optional<model::InstanceDetails> details_from_json(const json& data) {
  const json& object = base::read::object(data, "details");
  if (object.empty()) return std::nullopt;
  model::InstanceDetails details;
  details.id = base::read::text(object, "id");
  details.arn = base::read::text(object, "arn");
  details.alias = base::read::text(object, "alias");
  details.identity_management_type = base::read::text(object, "identity_management_type");
  details.status = base::read::text(object, "status");
  details.status_reason = base::read::text(object, "status_reason");
  details.service_role = base::read::text(object, "service_role");
  details.access_url = base::read::text(object, "access_url");
  details.created = read_time(object, "created");
  details.inbound_calls = base::read::boolean(object, "inbound_calls");
  details.outbound_calls = base::read::boolean(object, "outbound_calls");
  details.replication = replication_from_json(object);
  return details;
}

std::vector<StorageRow> storage_from_json(const json& data) {
  std::vector<StorageRow> rows;
  for (const auto& one : base::read::array(data, "storage")) {
    StorageRow row;
    row.resource_type = base::read::text(one, "resource_type");
    row.storage_type = base::read::text(one, "storage_type");
    row.destination = base::read::text(one, "destination");
    row.encryption = base::read::text(one, "encryption");
    row.retention_hours = base::read::integer(one, "retention_hours");
    row.not_known = base::read::text(one, "not_known");
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

InstanceFacts instance_facts(const model::Scene& scene, const model::Dataset<model::InstanceDetails>& instance,
                             const model::Dataset<model::InstanceAttributes>& attributes,
                             const model::Dataset<model::StorageResources>& storage) {
  InstanceFacts facts;
  facts.ref = scene.instance;
  facts.details = instance.value;
  facts.details_missing = missing(instance);
  if (attributes.known()) facts.attributes = *attributes.value;
  facts.attributes_missing = missing(attributes);
  if (storage.known()) {
    for (const auto& resource : *storage.value) add_rows(facts.storage, resource);
  }
  facts.storage_missing = missing(storage);
  return facts;
}

std::string access_url_of(const model::Review& review) {
  const auto facts = review.facts<InstanceFacts>();
  return facts && facts->details ? facts->details->access_url : "";
}

std::string display_name(const model::Review& review) {
  if (!review.status.instance_alias.empty()) return review.status.instance_alias;
  const auto facts = review.facts<InstanceFacts>();
  if (facts && facts->details && !facts->details->alias.empty()) return facts->details->alias;
  const std::string id = instance_of(review).instance_id;
  return id.empty() ? "unknown instance" : id;
}

nlohmann::json to_json(const InstanceFacts& facts) {
  return {{"arn", facts.ref.arn},
          {"partition", facts.ref.partition},
          {"region", facts.ref.region},
          {"account_id", facts.ref.account_id},
          {"instance_id", facts.ref.instance_id},
          {"details", facts.details ? details_json(*facts.details) : json(nullptr)},
          {"details_missing", or_null(facts.details_missing)},
          {"attributes", attributes_json(facts)},
          {"attributes_missing", or_null(facts.attributes_missing)},
          {"storage", storage_json(facts)},
          {"storage_missing", or_null(facts.storage_missing)}};
}

void read_facts(const model::Document& document, InstanceFacts& facts) {
  const json& data = document.data;
  facts.ref.arn = base::read::text(data, "arn");
  facts.ref.partition = base::read::text(data, "partition");
  facts.ref.region = base::read::text(data, "region");
  facts.ref.account_id = base::read::text(data, "account_id");
  facts.ref.instance_id = base::read::text(data, "instance_id");
  facts.details = details_from_json(data);
  facts.details_missing = base::read::text(data, "details_missing");
  for (const auto& one : base::read::array(data, "attributes")) {
    facts.attributes.push_back({base::read::text(one, "type"), base::read::text(one, "value")});
  }
  facts.attributes_missing = base::read::text(data, "attributes_missing");
  facts.storage = storage_from_json(data);
  facts.storage_missing = base::read::text(data, "storage_missing");
}

}  // namespace components
