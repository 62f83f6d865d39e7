// The same work for many, on a few threads: for calls that wait for a network. Results come in the order of the input,
// so many threads give what one gives. Any thread.
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace base {

// Calls work(0) … work(count - 1) on up to `threads` threads, the caller's among them. When one throws, no more are
// begun, and of what was thrown that of the lowest index is thrown here.
void parallel_for(std::size_t count, std::size_t threads, const std::function<void(std::size_t)>& work);

// work(0) … work(count - 1), likewise. For results that take a place of their own (not bool).
template <typename Work>
auto parallel_map(std::size_t count, std::size_t threads, const Work& work) {
  std::vector<decltype(work(std::size_t{0}))> results(count);
  parallel_for(count, threads, [&](std::size_t i) { results[i] = work(i); });
  return results;
}

}  // namespace base
