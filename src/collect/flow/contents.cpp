#include "collect/flow/contents.hpp"

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/json/read.hpp"
#include "base/log.hpp"
#include "collect/flow/language.hpp"

namespace collect {

using model::FlowContent;
using model::Gap;
using model::GapKind;
using nlohmann::json;
namespace read = base::read;

FlowContent content_from(const json& item, const char* sha_key) {
  FlowContent content;
  content.status = read::text(item, "Status");
  content.sha256 = read::text(item, sha_key);
  content.graph = parse_flow_content(read::text(item, "Content"));
  if (!content.graph) content.gap = Gap{GapKind::malformed, "its content is not in Amazon Connect's flow language", ""};
  return content;
}

FoundContents search_contents(Source& source, const aws::Operation& operation, const char* sha_key) {
  FoundContents found;
  try {
    aws::for_each_item(source.client, operation, {{"InstanceId", source.given.instance_ref.instance_id}},
                       [&](const json& item) {
                         FlowContent content = content_from(item, sha_key);
                         if (content.status != "PUBLISHED" || !content.graph) return;
                         found[read::text(item, "Id")] = std::move(content);
                       });
  } catch (const base::Error& error) {
    if (error.kind() == base::ErrorKind::deadline) throw;
    base::log::debug(fmt::format("describing flows one by one: {}", error.what()));
  }
  return found;
}

}  // namespace collect
