// What the program says of a credential process that is not there. The kernel tells the parent; qemu's emulation of one
// does not, since it gives the child a memory of its own, and the child ends with 127 as in a shell.
#pragma once

#include <spawn.h>
#include <string>
#include <sys/wait.h>

namespace fakes {

inline bool spawning_says_what_failed() {
  std::string program = "/no/such/program";
  char* words[] = {program.data(), nullptr};
  pid_t child = 0;
  if (::posix_spawn(&child, program.c_str(), nullptr, nullptr, words, nullptr) != 0) return true;
  ::waitpid(child, nullptr, 0);
  return false;
}

inline std::string credential_process_is_not_there(const std::string& program) {
  static const bool is_said = spawning_says_what_failed();
  return "the credential process " + program +
         (is_said ? " cannot be started: No such file or directory"
                  : " ended with status 127; run it in a shell to see why");
}

}  // namespace fakes
