// What a template is filled with: named texts, flags, and lists of further views. Texts are cleaned here and escaped by
// the template engine, so that nothing stored can change the page. One thread at a time.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace page {

class View {
 public:
  using Value = std::variant<bool, std::string, std::vector<View>>;

  // Any text from anywhere. An empty text is false to a template's section, and hides an outer text of the same name.
  View& text(std::string key, std::string_view value);
  // A text of this program's own, however long: it stays byte for byte.
  View& own(std::string key, std::string_view value);
  View& flag(std::string key, bool value);
  View& list(std::string key, std::vector<View> views);
  View& one(std::string key, View view);

  const std::vector<std::pair<std::string, Value>>& members() const { return members_; }

 private:
  std::vector<std::pair<std::string, Value>> members_;
};

using Views = std::vector<View>;

}  // namespace page
