#include "components/instance/section.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "model/console.hpp"
#include "page/blocks.hpp"
#include "words/moments.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace components {
namespace {

using page::badge_cell;
using page::Cell;
using page::code_cell;
using page::facts_block;
using page::folded_table_block;
using page::heading_block;
using page::link_block;
using page::link_cell;
using page::name_cell;
using page::note_block;
using page::plain;
using page::Table;
using page::table_block;
using page::View;
using page::Views;
using page::with_note;

using components::InstanceFacts;

std::string or_none(const std::string& text, std::string_view otherwise) {
  return text.empty() ? std::string(otherwise) : text;
}

std::string identity_text(const std::string& type) {
  if (type == "CONNECT_MANAGED") return "managed by Amazon Connect";
  if (type == "EXISTING_DIRECTORY") return "an existing directory";
  return or_none(type, words::not_known);
}

std::string storage_text(const std::string& type) {
  if (type == "S3") return "Amazon S3";
  if (type == "KINESIS_VIDEO_STREAM") return "Kinesis video stream";
  if (type == "KINESIS_STREAM") return "Kinesis data stream";
  return type == "KINESIS_FIREHOSE" ? "Data Firehose" : words::spelled_out(type);
}

std::string attribute_text(const std::string& type) {
  if (type == "CONTACTFLOW_LOGS") return "Flow logs";
  return type == "CONTACT_LENS" ? "Contact Lens" : words::capitalized(words::spelled_out(type));
}

View details_block(const model::InstanceDetails& details, const model::InstanceRef& ref) {
  std::string status = or_none(details.status, words::not_known);
  if (!details.status_reason.empty()) status += fmt::format(": {}", details.status_reason);
  std::vector<page::Fact> facts = {
      {"Status", plain(status)},
      {"Identity management", plain(identity_text(details.identity_management_type))},
      {"Created", plain(details.created ? words::moment(*details.created) : words::not_known)},
      {"Inbound calls", plain(words::or_not_known(details.inbound_calls))},
      {"Outbound calls", plain(words::or_not_known(details.outbound_calls))},
      {"Service role", code_cell(or_none(details.service_role, words::not_known))},
      {"ARN", code_cell(ref.arn)}};
  if (!details.access_url.empty()) facts.push_back({"Sign-in page", link_cell(details.access_url, details.access_url)});
  return facts_block(facts);
}

std::string_view replica_level(const std::string& status) {
  if (status == "INSTANCE_REPLICATION_COMPLETE") return "pass";
  if (status.ends_with("FAILED")) return "fail";
  static constexpr std::string_view unfinished[] = {"INSTANCE_REPLICATION_IN_PROGRESS",
                                                    "RESOURCE_REPLICATION_NOT_STARTED", "INSTANCE_REPLICA_DELETING"};
  return std::ranges::find(unfinished, status) == std::end(unfinished) ? "not_assessed" : "warn";
}

void add_replication(Views& blocks, const model::InstanceDetails& details, const std::string& missing) {
  blocks.push_back(heading_block("Replicas in other Regions"));
  if (!details.replication && !missing.empty()) {
    blocks.push_back(note_block(words::full_stop(fmt::format("Not known: {}", missing))));
    return;
  }
  if (!details.replication) {
    blocks.push_back(note_block("None: the instance is not set up for Amazon Connect Global Resiliency."));
    return;
  }
  Table table(fmt::format("Replicas of the instance in {}", details.replication->source_region));
  table.column("Region").column("Status").column("Reason");
  for (const auto& replica : details.replication->replicas) {
    table.row({plain(replica.region),
               badge_cell(replica_level(replica.status), words::capitalized(words::spelled_out(replica.status))),
               plain(or_none(replica.reason, "–"))});
  }
  blocks.push_back(table.empty() ? note_block("AWS lists no replica.") : table_block(table));
}

void add_attributes(Views& blocks, const InstanceFacts& facts) {
  if (facts.attributes.empty()) {
    blocks.push_back(heading_block("Attributes"));
    blocks.push_back(note_block(
        words::full_stop(fmt::format("Not known: {}", or_none(facts.attributes_missing, "AWS listed none")))));
    return;
  }
  Table table("Attributes of the instance");
  table.column("Attribute").column("Value");
  for (const auto& one : facts.attributes) {
    table.row({plain(attribute_text(one.type)), plain(one.value == "true"    ? "on"
                                                      : one.value == "false" ? "off"
                                                                             : one.value)});
  }
  blocks.push_back(folded_table_block(table));
}

std::string encryption_text(const components::StorageRow& row) {
  if (row.encryption == "none") return "none of its own";
  if (row.key_manager == "AWS") return fmt::format("{}, managed by AWS", row.encryption);
  return or_none(row.encryption, "the API does not say");
}

void add_storage(Views& blocks, const InstanceFacts& facts) {
  if (facts.storage.empty()) {
    blocks.push_back(heading_block("What is stored where"));
    blocks.push_back(note_block(
        words::full_stop(fmt::format("Not known: {}", or_none(facts.storage_missing, "AWS listed nothing")))));
    return;
  }
  Table table("Storage of the instance's data");
  table.column("Data").column("Stored in").column("Encryption").number_column("Retention");
  for (const auto& row : facts.storage) {
    const Cell data = plain(words::capitalized(words::spelled_out(row.resource_type)));
    if (!row.not_known.empty()) {
      table.row(
          {data, badge_cell("not_assessed", fmt::format("Not known: {}", row.not_known)), plain("–"), plain("–")});
    } else if (row.storage_type.empty()) {
      table.row({data, plain("not stored"), plain("–"), plain("–")});
    } else {
      table.row({data, with_note(name_cell(row.destination), storage_text(row.storage_type)),
                 plain(encryption_text(row)),
                 plain(row.retention_hours ? words::counted(*row.retention_hours, "hour") : "–")});
    }
  }
  blocks.push_back(folded_table_block(table));
}

}  // namespace

Views instance_section(const InstanceFacts& facts, const model::Review&, page::Anchors&) {
  Views blocks;
  if (facts.details) {
    blocks.push_back(details_block(*facts.details, facts.ref));
    add_replication(blocks, *facts.details, facts.details_missing);
  } else {
    blocks.push_back(note_block(words::full_stop(
        fmt::format("Details are not known: {}", or_none(facts.details_missing, "they were not stored")))));
  }
  blocks.push_back(link_block(model::console::instance(facts.ref), "Open the instance in the AWS console"));
  add_attributes(blocks, facts);
  add_storage(blocks, facts);
  return blocks;
}

}  // namespace components
