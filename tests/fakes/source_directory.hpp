// Where the project's files are, for tests that read samples and data.
#pragma once

namespace fakes {

extern const char* const source_directory;

}  // namespace fakes
