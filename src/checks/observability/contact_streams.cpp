#include <algorithm>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "checks/check.hpp"
#include "model/data_stream.hpp"
#include "words/names.hpp"

namespace checks {
namespace {

struct Streamed {
  std::string_view type;
  std::string_view what;
};
constexpr Streamed wanted[] = {{"CONTACT_TRACE_RECORDS", "Contact records"}, {"AGENT_EVENTS", "Agent events"}};

std::string destinations_text(const model::StorageResource& resource) {
  std::vector<std::string> names;
  for (const auto& config : resource.configs) {
    const std::string_view name = model::stream_name(config.destination);
    names.push_back(words::in_quotes(name.empty() ? config.destination : name));
  }
  return words::list(names);
}

Judgements judge(const Scene& scene, const model::StorageResources& storage) {
  Judgement judgement;
  judgement.status = Status::pass;
  judgement.resource = the_instance(scene);
  judgement.limit = "Contact records and agent events go to streams";
  judgement.evidence = "connect:ListInstanceStorageConfigs";
  std::optional<Gap> gap;
  std::vector<std::string> sentences;
  for (const Streamed& one : wanted) {
    const auto found = std::ranges::find(storage, one.type, &model::StorageResource::type);
    if (found == storage.end() || found->gap) {
      gap = found == storage.end() ? Gap{model::GapKind::unavailable, "the setting was not read", ""} : *found->gap;
    } else if (found->configs.empty()) {
      judgement.status = Status::info;
      sentences.push_back(fmt::format("{} go to no stream.", one.what));
    } else {
      sentences.push_back(fmt::format("{} go to {}.", one.what, destinations_text(*found)));
    }
  }
  judgement.observed = fmt::format("{}", fmt::join(sentences, " "));
  if (gap && judgement.status == Status::pass) leave_open(judgement, *gap);
  return {judgement};
}

}  // namespace

// Who needs neither beyond what Amazon Connect itself keeps has nothing to do.
const Check contact_streams = on<judge, &Inventory::storage>({
    .id = "contact_streams",
    .component = "observability",
    .title = "Streams of contact records and agent events",
    .pillar = Pillar::observability,
    .severity = Severity::low,
    .why = "Amazon Connect keeps contact records for two years, and agent events only where they are streamed to: what "
           "is not streamed cannot be analysed later.",
    .remedy = "Choose a Kinesis data stream or a Firehose stream in the instance's settings under data streaming.",
    .action = "Decide what to stream",
    .links = {"https://docs.aws.amazon.com/connect/latest/adminguide/data-streaming.html",
              "https://docs.aws.amazon.com/connect/latest/adminguide/agent-event-streams.html"},
});

}  // namespace checks
