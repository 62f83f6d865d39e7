#include "base/process.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <unistd.h>

namespace base {
namespace {

// https://docs.kernel.org/admin-guide/sysctl/kernel.html#random and namespaces(7); empty where there is no /proc.
std::string this_place() {
  std::string boot;
  std::getline(std::ifstream("/proc/sys/kernel/random/boot_id"), boot);
  std::error_code none;
  const std::string container = std::filesystem::read_symlink("/proc/self/ns/pid", none).string();
  return boot.empty() || container.empty() ? "" : boot + " " + container;
}

}  // namespace

Process this_process() {
  return {this_place(), ::getpid()};
}

bool has_ended(const Process& process) {
  if (process.pid <= 0 || process.place.empty() || process.place != this_place()) return false;
  return ::kill(pid_t(process.pid), 0) != 0 && errno == ESRCH;
}

std::string host_name() {
  std::array<char, HOST_NAME_MAX + 1> name{};
  return ::gethostname(name.data(), name.size() - 1) == 0 ? name.data() : "";
}

}  // namespace base
