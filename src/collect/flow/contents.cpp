#include "collect/flow/contents.hpp"

#include <algorithm>
#include <fmt/format.h>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "base/timestamp.hpp"
#include "collect/flow/language.hpp"

namespace collect {
namespace {

using model::Dataset;
using model::FlowClass;
using model::FlowContent;
using model::FlowContents;
using model::FlowSummary;
using model::Gap;
using model::GapKind;
using model::SavedVersion;
using model::SavedVersions;
using nlohmann::json;
namespace read = base::read;

// By the id of the flow or module.
using Found = std::unordered_map<std::string, FlowContent>;

std::string upper(std::string word) {
  std::ranges::transform(word, word.begin(), [](char c) { return base::upper(c); });
  return word;
}

FlowContent content_from(const json& item, const ContentKind& kind) {
  FlowContent content;
  content.status = upper(read::text(item, "Status"));  // "published", as AWS writes it at times
  content.sha256 = read::text(item, kind.sha256_key);
  content.graph = parse_flow_content(read::text(item, "Content"));
  if (!content.graph) content.gap = Gap{GapKind::malformed, "its content is not in Amazon Connect's flow language", ""};
  return content;
}

// One page of a search carries what would cost a hundred calls at two a second. Only what is published is taken from
// it, and AWS may leave the content out: whatever is not found here is described on its own. That holds for a search
// that fails as well.
Found search_contents(Source& source, const ContentKind& kind) {
  Found found;
  try {
    aws::for_each_item(source.client, *kind.search, {{"InstanceId", source.given.instance_ref.instance_id}},
                       [&](const json& item) {
                         FlowContent content = content_from(item, kind);
                         if (content.status != "PUBLISHED" || !content.graph) return;
                         found[read::text(item, "Id")] = std::move(content);
                       });
  } catch (const base::Error& error) {
    base::log::debug(fmt::format("describing flows one by one: {}", error.what()));
  }
  return found;
}

constexpr std::string_view saved_alias = ":$SAVED";

// By its id, or by its id and an alias.
json described(Source& source, const ContentKind& kind, const std::string& id) {
  const json answer =
      source.client.call(*kind.describe, {{"InstanceId", source.given.instance_ref.instance_id}, {kind.id, id}});
  return read::object(answer, kind.item);
}

// A flow that AWS made is none to judge, but what it names is in use.
bool is_read(const FlowSummary& flow, FlowClass flow_class) {
  return flow_class == FlowClass::live || flow_class == FlowClass::draft ||
         (flow_class == FlowClass::aws_sample && model::is_published(flow));
}

bool has_published_digest(const FlowContent& content) {
  return !content.is_set_apart && content.status == "PUBLISHED" && !content.sha256.empty();
}

SavedVersion saved_version_from(const json& item, const ContentKind& kind, const std::string& published) {
  SavedVersion version{.sha256 = needed(item, kind.sha256_key, *kind.describe), .modified = {}, .gap = {}};
  if (version.sha256 != published) version.graph = parse_flow_content(read::text(item, "Content"));
  if (const auto modified = read::number(item, "LastModifiedTime"))
    version.modified = base::from_epoch_seconds(*modified);
  return version;
}

}  // namespace

Dataset<FlowContents> read_contents(Source& source, const ContentKind& kind, const Dataset<model::FlowSummaries>& list,
                                    const std::set<std::string>& entries) {
  if (!list.known())
    return Dataset<FlowContents>::missing(needs_other(fmt::format("list of {}", kind.plural), list.gap));
  Found found = search_contents(source, kind);
  FlowContents contents;
  std::vector<std::pair<std::string, FlowClass>> missing;
  for (const FlowSummary& one : *list.value) {
    const FlowClass flow_class = model::classify(one, entries);
    if (!is_read(one, flow_class)) continue;
    FlowContent& content = contents[one.id];
    const auto searched = found.find(one.id);
    if (flow_class != FlowClass::draft && searched != found.end()) {
      content = std::move(searched->second);
    } else {
      missing.emplace_back(one.id, flow_class);
    }
    content.is_set_apart = flow_class == FlowClass::aws_sample;
  }
  source.steps.expect(kind.plural, contents.size(), kind.describe, contents.size() - missing.size());
  ItemGaps gaps;
  const auto unasked = no_calls_for_items(source.given.settings);
  for (const auto& [flow, flow_class] : missing) {
    FlowContent& content = contents[flow];
    if (unasked) {
      content.gap = unasked;
      continue;
    }
    const std::string id = fmt::format("{}{}", flow, flow_class == FlowClass::draft ? saved_alias : "");
    auto gap = gaps.of([&] {
      content = content_from(described(source, kind, id), kind);
      content.is_set_apart = flow_class == FlowClass::aws_sample;
    });
    if (gap) content.gap = std::move(gap);
    source.steps.done();
  }
  return gaps.dataset(std::move(contents), kind.plural);
}

Dataset<SavedVersions> read_saved_versions(Source& source, const ContentKind& kind,
                                           const Dataset<FlowContents>& published) {
  if (!published.known())
    return Dataset<SavedVersions>::missing(needs_other(fmt::format("content of the {}", kind.plural), published.gap));
  SavedVersions versions;
  for (const auto& [id, content] : *published.value) {
    if (has_published_digest(content)) versions.try_emplace(id);
  }
  source.steps.expect(kind.saved_versions, versions.size(), kind.describe);
  ItemGaps gaps;
  for (auto& [id, version] : versions) {
    auto gap = gaps.of([&] {
      version = saved_version_from(described(source, kind, fmt::format("{}{}", id, saved_alias)), kind,
                                   published.value->at(id).sha256);
    });
    // So AWS says that nothing is saved beside what is published, or that the flow is gone by now.
    if (gap && gap->kind != GapKind::not_found) version.gap = std::move(gap);
    source.steps.done();
  }
  return gaps.dataset(std::move(versions), kind.saved_versions);
}

}  // namespace collect
