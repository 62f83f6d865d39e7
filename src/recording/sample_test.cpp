#include "recording/sample.hpp"

#include <fstream>
#include <gmock/gmock.h>
#include <iterator>
#include <set>

#include "base/error.hpp"
#include "fakes/source_directory.hpp"
#include "fakes/temporary_directory.hpp"
#include "recording/replay.hpp"

namespace recording {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> names_in(const fs::path& directory) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(directory)) names.insert(entry.path().filename().string());
  return names;
}

TEST(Sample, IsTheRecordingOfTheSources) {
  const fakes::TemporaryDirectory temporary;
  const fs::path written = temporary.path() / "harbour",
                 original = fs::path(fakes::source_directory) / "samples/harbour";
  write_sample(written);
  auto names = names_in(original);
  names.erase("truth.json");  // what its tests expect
  EXPECT_EQ(names_in(written), names);
  for (const std::string& name : names) EXPECT_TRUE(bytes_of(written / name) == bytes_of(original / name)) << name;
  EXPECT_EQ(read_recording_info(written).days, 14);
}

// The function's package and what a first try downloads hold it too.
TEST(Sample, IsSmall) {
  std::size_t size = 0;
  for (const base::EmbeddedFile& file : sample_files()) size += file.bytes.size();
  EXPECT_GT(size, 50'000U);
  EXPECT_LT(size, 240'000U);
}

TEST(Sample, IsWrittenOverNothing) {
  const fakes::TemporaryDirectory temporary;
  try {
    write_sample(temporary.path());
    FAIL();
  } catch (const base::Error& error) {
    EXPECT_EQ(error.kind(), base::ErrorKind::unavailable);
    EXPECT_THAT(error.what(), HasSubstr("File exists"));
  }
  EXPECT_THROW(write_sample(temporary.path() / "none" / "harbour"), base::Error);
}

}  // namespace
}  // namespace recording
