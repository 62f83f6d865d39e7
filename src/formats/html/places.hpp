// Where on the page each thing stands, so that whatever speaks of it can link to it. One thread at a time.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "model/finding.hpp"
#include "model/review.hpp"
#include "page/anchors.hpp"

namespace formats {

// A component's section of the page.
struct Section {
  std::string component;
  std::string title;
  std::string anchor;
};

struct Link {
  std::string anchor;
  std::string label;
};

class Places {
 public:
  // `findings` of the review, which must outlive this.
  Places(const model::Review& review, const std::vector<model::Finding>& findings);

  page::Anchors& anchors() { return anchors_; }
  // Those of the components' table in its order, then what else has a document or cannot be read.
  const std::vector<Section>& sections() const { return sections_; }
  const Section* section(const std::string& component) const;  // nullptr for a component without one

  // "finding-" and its id. One of another review is told where that of the same id is; empty when there is none.
  std::string of(const model::Finding& finding) const;
  // Puts all of them where the first one is, and says where.
  std::string share(const std::vector<const model::Finding*>& findings);

 private:
  page::Anchors anchors_;
  std::vector<Section> sections_;
  std::map<const model::Finding*, std::string> findings_;  // stored ids may be there twice
  std::map<std::string, const model::Finding*, std::less<>> by_id_;
};

}  // namespace formats
