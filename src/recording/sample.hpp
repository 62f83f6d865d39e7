// The recording samples/harbour, of a contact centre that does not exist, which the program carries within itself: a
// first try needs neither an account nor a file. Any thread.
#pragma once

#include <filesystem>
#include <span>

#include "base/embedded_file.hpp"

namespace recording {

// Its files, each compressed by gzip. Defined in a source that tools/embed_assets.cmake writes.
std::span<const base::EmbeddedFile> sample_files();

// Makes the directory, in one that is there, and writes them into it as they are in samples/harbour. Throws
// base::Error(unavailable) when that cannot be done, or the directory is there already.
void write_sample(const std::filesystem::path& directory);

}  // namespace recording
