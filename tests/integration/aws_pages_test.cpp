// The report names AWS's pages by their titles: its table knows every page that a check links to.
#include "formats/html/aws_pages.hpp"

#include <gtest/gtest.h>
#include <string>

#include "checks/registry.hpp"

namespace formats {
namespace {

TEST(AwsPages, HaveTheirTitlesForEveryCheck) {
  for (const auto* check : checks::all()) {
    for (const std::string_view link : check->about.links) {
      std::string words(link.substr(link.find_last_of('/') + 1));
      words.resize(words.size() - std::string_view(".html").size());
      for (char& c : words) c = c == '-' || c == '_' ? ' ' : c;
      // Not the words of its address, unless a title is just those.
      EXPECT_NE(page_title(link).substr(1), words.substr(1)) << link;
    }
  }
}

}  // namespace
}  // namespace formats
