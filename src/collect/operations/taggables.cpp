#include <algorithm>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "aws/operations/appintegrations.hpp"
#include "aws/operations/customer_profiles.hpp"
#include "base/json/read.hpp"
#include "collect/beside_connect.hpp"
#include "collect/collector.hpp"

namespace collect {
namespace {

namespace integrations = aws::appintegrations;
namespace profiles = aws::customer_profiles;
namespace read = base::read;
using model::Taggable;
using model::TaggableKind;
using nlohmann::json;

// Those that AWS gives do not count. Where nothing is said of tags there are none.
// https://docs.aws.amazon.com/config/latest/developerguide/customerprofiles-domain-tagged.html
Taggable taggable(std::string name, const json& tags) {
  Taggable found{std::move(name)};
  if (!tags.is_object() && !tags.is_null())
    found.gap = model::Gap{model::GapKind::malformed, "AWS answered tags that cannot be read", ""};
  if (!tags.is_object()) return found;
  const auto items = tags.items();
  found.has_tags =
      std::any_of(items.begin(), items.end(), [](const auto& tag) { return !tag.key().starts_with("aws:"); });
  return found;
}

void note_unread_tags(TaggableKind& kind, std::string_view what) {
  if (!kind.gap) kind.gap = gap_of_items(kind.items, what);
}

// What a list says of each, its tags among it.
TaggableKind tagged_list(Source& source, std::string kind, const aws::Operation& operation, const char* name) {
  TaggableKind found{std::move(kind), {}};
  found.gap = ItemGaps().of([&] {
    aws::for_each_item(source.client, operation, json::object(), [&](const json& item) {
      found.items.push_back(taggable(label(item, name), read::member(item, "Tags")));
    });
  });
  note_unread_tags(found, "tags");
  return found;
}

// Of every domain that was listed.
TaggableKind object_types(Source& source, const TaggableKind& domains) {
  TaggableKind found{"object_types", {}};
  found.gap = domains.gap;
  ItemGaps gaps;
  for (const Taggable& domain : domains.items) {
    if (!is_domain_name(domain.name)) {
      found.gap = model::Gap{model::GapKind::malformed, "AWS listed a domain whose name is none", ""};
      continue;
    }
    auto gap = gaps.of([&] {
      aws::for_each_item(
          source.client, profiles::list_profile_object_types, {{"DomainName", domain.name}}, [&](const json& item) {
            found.items.push_back(taggable(fmt::format("{} of {}", label(item, "ObjectTypeName"), domain.name),
                                           read::member(item, "Tags")));
          });
    });
    if (gap && !found.gap) found.gap = std::move(gap);
  }
  note_unread_tags(found, "tags");
  return found;
}

// Those of AWS itself are nobody's to tag. The list does not say the tags of the others.
TaggableKind applications(Source& source) {
  TaggableKind found{"applications", {}};
  std::vector<std::string> arns;
  found.gap = ItemGaps().of([&] {
    aws::for_each_item(source.client, integrations::list_applications, json::object(), [&](const json& item) {
      if (is_of_aws(item)) return;
      arns.push_back(needed(item, "Arn", integrations::list_applications));
      found.items.push_back({label(item, "Name")});
    });
  });
  ItemGaps gaps;
  for (std::size_t i = 0; i < found.items.size(); ++i) {
    Taggable& one = found.items[i];
    auto gap = gaps.of([&] {
      const json answer = source.client.call(integrations::list_tags_for_resource, {{"resourceArn", arns[i]}});
      one = taggable(one.name, read::member(answer, "tags"));
    });
    if (gap) one.gap = std::move(gap);
  }
  note_unread_tags(found, "applications");
  return found;
}

Dataset<model::TaggableKinds> fetch_taggables(Source& source) {
  model::TaggableKinds kinds;
  kinds.push_back(tagged_list(source, "domains", profiles::list_domains, "DomainName"));
  kinds.push_back(object_types(source, kinds.front()));
  kinds.push_back(applications(source));
  kinds.push_back(tagged_list(source, "event_integrations", integrations::list_event_integrations, "Name"));
  const auto first = std::ranges::find_if(kinds, [](const auto& kind) { return kind.gap.has_value(); });
  if (first == kinds.end()) return Dataset<model::TaggableKinds>::of(std::move(kinds));
  model::Gap gap = *first->gap;
  const bool none = std::ranges::all_of(kinds, [](const auto& kind) { return kind.gap && kind.items.empty(); });
  if (none) return Dataset<model::TaggableKinds>::missing(std::move(gap));
  return Dataset<model::TaggableKinds>::partly(std::move(kinds), std::move(gap));
}

}  // namespace

const Collector collectors::taggables = collector<&Inventory::taggables, fetch_taggables>(
    "operations",
    {&profiles::list_domains, &profiles::list_profile_object_types, &integrations::list_applications,
     &integrations::list_tags_for_resource, &integrations::list_event_integrations},
    Asks::each_item);

}  // namespace collect
