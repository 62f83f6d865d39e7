#include "aws/operations/connect.hpp"
#include "collect/traffic/metric_results.hpp"

namespace collect {
namespace {

using model::ChannelContacts;
using model::QueueContacts;

ChannelContacts contacts_in(const MetricRowRead& row) {
  return {.queue_id = row.resource_id,
          .queue_name = row.resource_name,
          .channel = row.also_by,
          .queued = row.of("CONTACTS_QUEUED"),
          .abandoned = row.of("CONTACTS_ABANDONED"),
          .handled = row.of("CONTACTS_HANDLED"),
          .callbacks = row.of(callbacks_handled),
          .transferred = row.of("CONTACTS_TRANSFERRED_OUT_BY_AGENT"),
          .in_time = row.of("SERVICE_LEVEL"),
          .answer_seconds = row.of("AVG_QUEUE_ANSWER_TIME"),
          .longest_wait_seconds = row.of("MAX_QUEUED_TIME"),
          .handle_seconds = row.of("AVG_HANDLE_TIME"),
          .after_work_seconds = row.of("AVG_AFTER_CONTACT_WORK_TIME")};
}

Dataset<QueueContacts> fetch_queue_contacts(Source& source, const Dataset<model::Queues>& queues) {
  if (!queues.known()) return Dataset<QueueContacts>::missing(needs_other("list of queues", queues.gap));
  const MetricRowsRead read =
      read_metrics(source, {.resource = "QUEUE",
                            .also_by = "CHANNEL",
                            .names = names_by_id(*queues.value),
                            .metrics = {"CONTACTS_QUEUED", "CONTACTS_ABANDONED", "CONTACTS_HANDLED", callbacks_handled,
                                        "CONTACTS_TRANSFERRED_OUT_BY_AGENT", "SERVICE_LEVEL", "AVG_QUEUE_ANSWER_TIME",
                                        "MAX_QUEUED_TIME", "AVG_HANDLE_TIME", "AVG_AFTER_CONTACT_WORK_TIME"},
                            .many = "queues"});
  if (read.read_ids.empty() && read.gap) return Dataset<QueueContacts>::missing(*read.gap);
  QueueContacts contacts{traffic_window(source.given.window), read.read_ids, {}};
  for (const auto& row : read.rows) contacts.rows.push_back(contacts_in(row));
  return {std::move(contacts), read.gap ? read.gap : queues.gap};
}

}  // namespace

const Collector collectors::queue_contacts =
    collector<&Inventory::queue_contacts, fetch_queue_contacts, &Inventory::queues>(
        "traffic", {&aws::connect::get_metric_data_v2});

}  // namespace collect
