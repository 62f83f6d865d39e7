#include "fakes/source_directory.hpp"

namespace fakes {

const char* const source_directory = SOURCE_DIR;

}  // namespace fakes
