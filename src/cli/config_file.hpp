// The configuration file that `init` and `config init` write. The main thread only.
#pragma once

#include <filesystem>
#include <string_view>

#include "cli/command.hpp"

namespace cli {

// The one that FILE names, or else the user's own. Throws base::Error(usage) when there is no home to put that in.
std::filesystem::path config_file_to_write(const Session& session);

// Makes the file, whole or not at all, and the directories above it. One that is there stays as it is, and is
// base::Error(usage), unless it is to be replaced. Throws what store::fail does when it cannot be written.
void write_config_file(const std::filesystem::path& file, std::string_view text, bool replaces);

}  // namespace cli
