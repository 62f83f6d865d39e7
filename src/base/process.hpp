// Which process this is, and whether another one on this machine has ended: what somebody left behind who was killed
// need not be waited for. Any thread.
#pragma once

#include <cstdint>
#include <string>

namespace base {

struct Process {
  std::string place;     // where numbers of processes mean the same: one start of one machine, and a container in it
  std::int64_t pid = 0;  // 0: not known
};

Process this_process();

// False for one in another place, of which nothing is known from here.
bool has_ended(const Process& process);

std::string host_name();

}  // namespace base
