// What holds for the headline and the action of every finding, whatever its check. For tests only.
#pragma once

#include <algorithm>
#include <gtest/gtest.h>
#include <regex>
#include <string>
#include <string_view>

#include "base/text.hpp"
#include "model/finding.hpp"
#include "model/peer_quota.hpp"
#include "words/names.hpp"
#include "words/width.hpp"

namespace checks::test {

inline constexpr std::size_t widest_headline = 90;
inline constexpr long most_words_of_an_action = 8;

// "1 missed calls"; "1 agent status" and "1 number leads" are right.
inline bool has_a_wrong_plural(const std::string& text) {
  static const std::regex one_of_many(
      R"((^|[^0-9.,+-])1 (?!([a-z-]+ ){0,2}(was|is|has|does|leads)\b)([a-z-]+ ){0,2}[a-z-]*[^su\W]s\b)");
  return std::regex_search(text, one_of_many);
}

inline bool begins_like_a_sentence(std::string_view text) {
  return !text.empty() && (base::is_upper(text[0]) || base::is_digit(text[0]));
}

// The start of the resource's name, which a headline may have to cut.
inline std::string start_of_name(const model::Resource& resource) {
  std::string name = words::shortened(words::one_line(resource.name.empty() ? resource.key : resource.name), 20);
  if (name.ends_with("…")) name.resize(name.size() - std::string_view("…").size());
  return name;
}

// A quota is named by what it counts; of the instance as a whole a statement is enough.
inline bool names_its_resource(const model::Finding& finding) {
  if (finding.resource.type == "instance" || finding.resource.type == "account") return true;
  if (finding.resource.type != "quota")
    return finding.headline.find(start_of_name(finding.resource)) != std::string::npos;
  const model::QuotaRow* row = model::find_quota(finding.resource.key);
  const std::string said = base::lower(finding.headline);
  return said.find(base::lower(row->many)) != std::string::npos ||
         said.find(base::lower(row->one)) != std::string::npos;
}

// What stands beside the name, which is its owner's.
inline void expect_plain_words(std::string said, const std::string& name) {
  if (const auto at = said.find(name); at != std::string::npos) said.replace(at, name.size(), "X");
  static const std::regex nameless(R"(\b([Ii]t|[Ii]ts)\b)"), code(R"([A-Z]_[A-Z])");
  EXPECT_FALSE(std::regex_search(said, nameless));
  EXPECT_FALSE(std::regex_search(said, code));
  EXPECT_FALSE(has_a_wrong_plural(said));
  EXPECT_EQ(said.find("  "), std::string::npos);
}

inline void expect_headline(const model::Finding& finding) {
  SCOPED_TRACE(finding.check_id + " " + finding.resource.key + ": " + finding.headline);
  if (!model::needs_action(finding)) {
    EXPECT_EQ(finding.headline, "");
    return;
  }
  const std::string name = start_of_name(finding.resource);
  EXPECT_TRUE(begins_like_a_sentence(finding.headline) || finding.headline.starts_with(name));
  EXPECT_FALSE(finding.headline.ends_with('.'));
  EXPECT_NE(finding.headline, finding.title);
  EXPECT_LE(words::columns(finding.headline), widest_headline);
  EXPECT_TRUE(names_its_resource(finding));
  static const std::regex like_a_pass(R"(^(No|None|Nothing|Every|All)\b)");
  EXPECT_FALSE(std::regex_search(finding.headline, like_a_pass));
  expect_plain_words(finding.headline, name);
}

inline void expect_action(std::string_view action) {
  SCOPED_TRACE(action);
  EXPECT_TRUE(begins_like_a_sentence(action));
  EXPECT_FALSE(action.ends_with('.'));
  EXPECT_LT(std::ranges::count(action, ' '), most_words_of_an_action);
}

// Both of one finding.
inline void expect_first_words(const model::Finding& finding) {
  expect_headline(finding);
  if (model::needs_action(finding) || !finding.action.empty()) expect_action(finding.action);
}

}  // namespace checks::test
