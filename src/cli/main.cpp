#include "app/process_world.hpp"
#include "cli/command.hpp"

int main(int argc, char** argv) {
  app::ProcessWorld process;
  return cli::main(argc, argv, process.world());
}
