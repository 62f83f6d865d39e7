// The checks of flows, on files and without an account: what a pipeline asks before it deploys them. One thread.
#pragma once

#include "app/config/check_choice.hpp"
#include "app/flows/flow_files.hpp"
#include "app/mute/muting.hpp"
#include "formats/flow_check.hpp"

namespace app {

// What there is to say of the files: by the checks that need no more than the flows themselves, without those left out.
// `unread`: files beside them of which nothing is known.
// Mutes of an account, a Region, an instance or a tag cover nothing: files have none. Throws base::Error(usage) when no
// check is left.
formats::FlowCheck check_flows(const FilesAsInstance& instance, const std::vector<UnreadFile>& unread,
                               const CheckIds& left_out, Muting muting);

}  // namespace app
