#include <algorithm>
#include <fmt/format.h>

#include "checks/check.hpp"
#include "checks/reasons.hpp"
#include "checks/storage/kept.hpp"
#include "model/entry.hpp"
#include "words/names.hpp"
#include "words/numbers.hpp"

namespace checks {
namespace {

using model::DatasetId;
using model::DataStreams;
using model::FlowAction;
using model::FlowContents;
using model::StreamLags;

constexpr std::string_view cases_integration = "CASES_DOMAIN";

// What flows do, of those that contacts can run through.
struct FlowUse {
  bool analyses = false, has_cases = false, has_assistant = false;
  std::optional<Gap> gap;  // why others may do more
};

void note(std::optional<Gap>& first, const std::optional<Gap>& gap) {
  if (!first) first = gap;
}

template <typename T>
void note_gap(std::optional<Gap>& first, DatasetId id, const Dataset<T>& dataset) {
  note(first, dataset.known() ? dataset.gap : why_unknown(id, dataset.gap));
}

void add_block(FlowUse& use, const FlowAction& action) {
  static constexpr std::string_view of_cases[] = {"CreateCase", "GetCase", "UpdateCase"};
  use.analyses = use.analyses || action.analyses;
  use.has_cases = use.has_cases || std::ranges::find(of_cases, action.type) != std::end(of_cases);
  use.has_assistant = use.has_assistant || action.type == "CreateWisdomSession";
  if (!model::is_known_type(action.type))
    note(use.gap, Gap{model::GapKind::not_supported, "flows have blocks of types that this review does not know", ""});
}

// What AWS made counts as well: somebody may have changed it.
void add_flows(FlowUse& use, DatasetId dataset, const Dataset<FlowContents>& contents) {
  note_gap(use.gap, dataset, contents);
  if (!contents.known()) return;
  for (const auto& [id, content] : *contents.value) {
    if (content.status == "SAVED") continue;
    note(use.gap, content.gap);
    if (!content.graph) continue;
    for (const FlowAction& action : content.graph->actions) add_block(use, action);
  }
}

struct Look {
  std::int64_t set_up = 0;
  std::vector<std::string> unused;
  std::optional<Gap> gap;  // why it is not known of something
};

// Of a feature that is set up: what is said of it where nothing uses it.
void take(Look& look, bool is_used, const std::optional<Gap>& use_gap, std::string unused) {
  ++look.set_up;
  if (is_used) return;
  note(look.gap, use_gap);
  if (!use_gap) look.unused.push_back(std::move(unused));
}

void look_at_analysis(Look& look, const Dataset<model::InstanceAttributes>& attributes, const FlowUse& flows) {
  note_gap(look.gap, DatasetId::attributes, attributes);
  if (!attributes.known()) return;
  const auto is_on = model::attribute(*attributes.value, "CONTACT_LENS");
  if (!is_on)
    note(look.gap, Gap{model::GapKind::unavailable, "AWS did not say whether Contact Lens is switched on", ""});
  if (is_on == true)
    take(look, flows.analyses, flows.gap, "Contact Lens is switched on, and no flow has it look at contacts");
}

bool is_integrated(const model::Integrations& integrations, std::string_view type) {
  return std::ranges::find(integrations, type, &model::Integration::type) != integrations.end();
}

void look_at_integrations(Look& look, const Dataset<model::Integrations>& integrations, const FlowUse& flows) {
  note_gap(look.gap, DatasetId::integrations, integrations);
  if (!integrations.known()) return;
  if (is_integrated(*integrations.value, cases_integration))
    take(look, flows.has_cases, flows.gap,
         "Amazon Connect Cases is set up, and no flow creates, reads or updates a case");
  if (is_integrated(*integrations.value, model::assistant_integration))
    take(look, flows.has_assistant, flows.gap, "an assistant is set up, and no flow has a block Connect assistant");
}

// Nothing, and why, where it is not known.
std::optional<bool> is_read(const std::string& arn, const Dataset<DataStreams>& streams,
                            const Dataset<StreamLags>& lags, std::optional<Gap>& why_not_known) {
  const Gap unasked{model::GapKind::unavailable, "AWS was not asked who reads the data stream", ""};
  const auto* stream = model::entry_of(streams, arn);
  if (stream != nullptr && !stream->gap) {
    if (!stream->exists || stream->consumers.value_or(0) > 0) return true;  // one that is gone costs nothing
    const auto* lag = model::entry_of(lags, arn);
    if (lag != nullptr && lag->worst_seconds) return true;
    if (lag != nullptr && !lag->gap && stream->consumers) return false;
    why_not_known = lag != nullptr && lag->gap ? *lag->gap : lags.gap.value_or(unasked);
  } else {
    why_not_known = stream != nullptr ? *stream->gap : streams.gap.value_or(unasked);
  }
  return std::nullopt;
}

void look_at_streams(Look& look, const Dataset<model::StorageResources>& storage, const Dataset<DataStreams>& streams,
                     const Dataset<StreamLags>& lags) {
  note_gap(look.gap, DatasetId::storage, storage);
  if (!storage.known()) return;
  for (const Kept& kept : kept_in_streams(*storage.value)) {
    if (model::is_firehose(kept.place)) continue;  // it reads and delivers by itself
    std::optional<Gap> gap;
    const auto used = is_read(kept.place, streams, lags, gap);
    take(look, used.value_or(false), gap,
         fmt::format("nothing read the data stream {} in the last day",
                     words::in_quotes(model::stream_name(kept.place))));
  }
}

std::string observed(const Look& look) {
  std::string text;
  for (const std::string& one : look.unused) text += words::sentence(one) + " ";
  text += "Agents and other programs may use some of it in ways that this review does not read.";
  return look.gap ? text + " Of the rest not all is known." : text;
}

Judgement judged_look(const Look& look) {
  Judgement judgement;
  judgement.limit = "What is set up is used";
  if (!look.unused.empty()) {
    judgement.status = Status::info;
    judgement.observed = observed(look);
    judgement.measured = {.value = double(look.unused.size()), .unit = "features"};
  } else if (look.gap) {
    leave_open(judgement, *look.gap);
  } else if (look.set_up == 0) {
    judgement.status = Status::not_applicable;
    judgement.observed =
        "Contact Lens is switched off, and neither Cases, nor an assistant, nor a data stream is set up.";
  } else {
    judgement.status = Status::pass;
    judgement.observed = "Flows use what is set up of Contact Lens, Cases and assistants, and data streams are read.";
  }
  return judgement;
}

Judgements judge(const Scene& scene, const Dataset<model::InstanceAttributes>& attributes,
                 const Dataset<model::Integrations>& integrations, const Dataset<FlowContents>& flows,
                 const Dataset<FlowContents>& modules, const Dataset<model::StorageResources>& storage,
                 const Dataset<DataStreams>& streams, const Dataset<StreamLags>& lags) {
  FlowUse use;
  add_flows(use, DatasetId::flow_contents, flows);
  add_flows(use, DatasetId::module_contents, modules);
  Look look;
  look_at_analysis(look, attributes, use);
  look_at_integrations(look, integrations, use);
  look_at_streams(look, storage, streams, lags);
  Judgement judgement = judged_look(look);
  judgement.resource = the_instance(scene);
  judgement.evidence =
      "connect:ListInstanceAttributes, connect:ListIntegrationAssociations, connect:DescribeContactFlow, "
      "kinesis:DescribeStreamSummary, cloudwatch:GetMetricData";
  return {judgement};
}

}  // namespace

const Check unused_features =
    on<judge, &Inventory::attributes, &Inventory::integrations, &Inventory::flow_contents, &Inventory::module_contents,
       &Inventory::storage, &Inventory::data_streams, &Inventory::stream_lags>({
        .id = "unused_features",
        .component = "cost",
        .title = "Features that are set up and not used",
        .pillar = Pillar::cost,
        .severity = Severity::informational,
        .why =
            "A data stream is paid for by the hour whether anybody reads it or not. Contact Lens, Cases and assistants "
            "are paid for by use: where nobody uses them, whoever set them up still waits for what they were to bring.",
        .remedy =
            "Use what is set up in flows, or switch it off. Ask those who run data streams whether somebody reads "
            "them less often than daily.",
        .action = "Use what is set up, or remove it",
        .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/enable-analytics.html",
                  "https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html"},
    });

}  // namespace checks
