// The ids of a page: each is handed out once, so that every link to one leads to one place. One thread at a time.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace page {

class Anchors {
 public:
  // `wanted` with everything but letters, digits, '-' and '_' left out, and a number added when it is taken.
  std::string unique(std::string_view wanted);

 private:
  std::set<std::string, std::less<>> taken_;
};

}  // namespace page
