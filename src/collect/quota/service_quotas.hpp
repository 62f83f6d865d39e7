// The limits of one service, for the collectors of quotas.
#pragma once

#include <string_view>

#include "collect/collector.hpp"

namespace collect {

// ListServiceQuotas leaves out what was never applied, so the defaults are asked for too. Without the applied limits
// the defaults would be mistaken for them: then nothing is known, and it throws base::Error. Without the defaults, the
// applied ones still hold.
Dataset<model::ServiceQuotas> quotas_of(Source& source, std::string_view service_code);

}  // namespace collect
