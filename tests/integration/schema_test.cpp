// docs/schema holds the JSON Schema of every document that is stored; it is made of the lists by which documents are
// written and read. UPDATE_SCHEMA=1 in the environment writes the files anew. That documents keep to them is tried in
// tests/docs/schema.py.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

#include "components/component.hpp"
#include "fakes/source_directory.hpp"
#include "model/document.hpp"

namespace {

using nlohmann::json;

const std::filesystem::path folder = std::filesystem::path(fakes::source_directory) / "docs" / "schema";

std::string read_file(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void expect_file(const std::string& component, std::string_view title, json schema) {
  schema["$schema"] = "https://json-schema.org/draft/2020-12/schema";
  schema["title"] = title;
  const auto path = folder / (component + ".json");
  const std::string wanted = schema.dump(2) + "\n";
  const bool writes = std::getenv("UPDATE_SCHEMA") != nullptr;  // NOLINT(concurrency-mt-unsafe) nothing sets it
  if (writes) std::ofstream(path, std::ios::binary) << wanted;
  EXPECT_TRUE(read_file(path) == wanted)
      << path << " is not what documents look like; UPDATE_SCHEMA=1 unit_tests --gtest_filter='Schema.*' writes it";
}

TEST(Schema, OfEveryDocumentIsInTheDocs) {
  std::filesystem::create_directories(folder);
  std::size_t files = 1;
  for (const auto& component : components::table()) {
    expect_file(std::string(component.name), "The document of the component " + std::string(component.name),
                model::document_schema(component.schema()));
    ++files;
  }
  expect_file(std::string(model::status_component), "The document of the whole review", model::status_schema());
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder), {}), std::ptrdiff_t(files));
}

}  // namespace
