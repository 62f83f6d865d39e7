#include <fmt/format.h>

#include "app/flows/flow_map.hpp"
#include "base/encode.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "cli/command.hpp"
#include "cli/flow_sources.hpp"
#include "store/sqlite/files.hpp"

namespace cli {
namespace {

namespace fs = std::filesystem;
using Writer = std::string (*)(const page::Map&);

// By the file's ending; standard output gets an SVG.
Writer writer_of(const std::string& file) {
  const std::string ending = base::lower(fs::path(file).extension().string());
  if (file.empty() || ending == ".svg") return page::map_as_svg;
  if (ending == ".html" || ending == ".htm") return page::map_as_page;
  throw base::Error(base::ErrorKind::usage,
                    fmt::format("--output must end in .svg or .html, unlike '{}'", base::printable(file, 60)));
}

// Whole, or not at all.
void write_map(const fs::path& file, std::string_view bytes) {
  std::error_code failure;
  if (fs::exists(file, failure)) return store::replace_file(file, bytes);
  store::write_file(file, bytes, 0666);
}

int run_flows_map(const Session& session) {
  const std::string& file = session.arguments.output_file;
  const Writer write_as = writer_of(file);
  const auto& words = session.arguments.words;
  const model::Inventory inventory = flows_of_source(session);
  const app::SeenFlows seen(inventory, number_mask(session, inventory));
  const page::Map map = words.empty() ? app::map_of_instance(seen) : app::map_of_flow(seen, words.front());
  const std::string bytes = write_as(map);
  if (file.empty()) {
    write(bytes);
  } else {
    write_map(fs::absolute(file), bytes);
  }
  return exit_done;
}

// What is wrong with the file's name is said before anything is read.
void require(const Session& session) {
  require_flow_source(session);
  writer_of(session.arguments.output_file);
}

}  // namespace

const Command flows_map_command = {
    "flows map",
    "Draw a map of flows: of an instance, or of what callers of one number or flow meet",
    {"[FLOW]"},
    with_flow_source({options::redact}),
    {"output_file"},
    "  connect-ops-review flows map --recording samples/harbour -o instance.html\n"
    "  connect-ops-review flows map +493023125000 --recording samples/harbour -o number.html\n"
    "  connect-ops-review flows map 'Main menu' --instance my-alias > main.svg\n"
    "\nA map has at most 500 boxes, and says at which depth it ends where a flow is larger: draw the rest from a flow\n"
    "that you name. Flows behind the first are one box each where all have more than 80 blocks together.",
    run_flows_map,
    require};

}  // namespace cli
