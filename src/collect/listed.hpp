// Lists of summaries of which a review reads ids, ARNs and names.
#pragma once

#include <vector>

#include "collect/collector.hpp"
#include "model/listed.hpp"

namespace collect {

// Of the instance. Throws base::Error.
std::vector<model::Listed> listed(Source& source, const aws::Operation& operation);

}  // namespace collect
