// What changed between two reviews, finding by finding: by states, and by the numbers that findings rest on, never by
// their sentences. What the newer one could not read, or did not look at, is said and never counts as fixed. Pure
// functions; any thread. docs/adr/0029-worse-by-values.md says from where on a number is worse.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "model/finding.hpp"
#include "model/review.hpp"

namespace analysis {

// A finding is open while somebody has to do something (fail or warn). In the order in which people want to know.
enum class ChangeKind {
  appeared,     // open now, and was not before
  worse,        // open in both: more severe now, or by its number
  better,       // open in both: less severe now, or by its number
  fixed,        // was open; now it is known to be fine, or its resource is gone
  cannot_tell,  // was open; this review could not read it, or did not look
  same,         // open in both, as before
};
std::string_view name(ChangeKind kind);   // "new", "worse", "cannot_tell", …
std::string_view title(ChangeKind kind);  // "New", "Worse", "Cannot tell", …

inline constexpr ChangeKind all_change_kinds[] = {ChangeKind::appeared, ChangeKind::worse,       ChangeKind::better,
                                                  ChangeKind::fixed,    ChangeKind::cannot_tell, ChangeKind::same};

struct Change {
  ChangeKind kind = ChangeKind::same;
  std::optional<model::Finding> before;
  std::optional<model::Finding> now;
  std::string reason;  // why it cannot be told, was not known before, or counts as fixed
  double by = 0;       // how far the number went: of a percentage in hundredths, of others as a share of the larger one
  bool was_unknown = false;  // it appeared, and the older review could not tell whether it was there

  // The one that is open: as it is now, or as it was.
  const model::Finding& open() const;
};

struct Comparison {
  std::vector<Change> changes;     // by kind, then the most severe and the largest first
  std::vector<std::string> notes;  // what makes the two reviews hard to compare

  std::ptrdiff_t count(ChangeKind kind) const;
  std::ptrdiff_t unknown_before() const;  // of those that appeared
};

// The ids of all resources there are, by type ("flow", "queue", "phone_number"). A type whose list was not read to its
// end is not in it.
using FullLists = std::map<std::string, std::set<std::string, std::less<>>, std::less<>>;

struct Side {
  const model::Review& review;
  FullLists lists{};
};

// Findings are matched by their id. Those of two instances never share one, so they are matched by check and by the
// resource's type and name.
Comparison compare(const Side& older, const Side& newer);

}  // namespace analysis
