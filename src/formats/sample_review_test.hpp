// Reviews for the tests of the report: their facts come from the components themselves, so that no test passes on
// members that nobody writes.
#pragma once

#include <string>

#include "formats/table.hpp"

namespace formats {

model::Review sample_review();     // of middling size, with findings of every status
model::Review denied_review();     // nothing could be read
model::Review running_review();    // has no document yet
model::Review reference_review();  // made by the reference application
model::Review
broken_review();  // one unreadable document, one failed, one missing, one not chosen, one of an unknown component

inline const std::string attack =
    "\"><script>alert('x')</script><img src=x onerror=alert(1)> ' onfocus='alert(2) {{style}} &lt;";

// sample_review() with every text of its findings, statuses and facts replaced by the attack.
model::Review hostile_review();

}  // namespace formats
