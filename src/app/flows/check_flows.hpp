// The checks of flows, on files and without an account: what a pipeline asks before it deploys them. One thread.
#pragma once

#include "app/config/check_choice.hpp"
#include "app/flows/flow_files.hpp"
#include "formats/flow_check.hpp"

namespace app {

// What there is to say of the files: by the checks that need no more than the flows themselves, without those left out.
// Throws base::Error(usage) when none of them is left.
formats::FlowCheck check_flows(const FilesAsInstance& instance, const CheckIds& left_out);

}  // namespace app
