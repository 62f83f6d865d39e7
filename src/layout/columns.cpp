#include "layout/columns.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace layout {
namespace {

// Columns by the longest way from a box that nothing leads to, without the lines that lead back.
class Columns {
 public:
  explicit Columns(const Plan& plan)
      : plan_(plan), after_(plan.boxes.size()), state_(plan.boxes.size()), leads_back_(plan.lines.size()) {
    for (std::size_t i = 0; i < plan.lines.size(); ++i) after_[plan.lines[i].from].push_back(i);
    column_.resize(plan.boxes.size());
    for (std::size_t box = 0; box < plan.boxes.size(); ++box) walk(box);
    std::ranges::reverse(order_);
    for (const std::size_t box : order_) {
      for (const std::size_t line : after_[box]) {
        if (!leads_back_[line]) move_behind(plan.lines[line]);
      }
    }
  }

  std::vector<int> found() && { return std::move(column_); }

 private:
  enum class State : std::uint8_t { fresh, open, left };

  struct Step {
    std::size_t box = 0, next = 0;  // of the lines from there
  };

  // Depth first and without recursion: a chain may have as many boxes as there are.
  void walk(std::size_t from) {
    if (state_[from] != State::fresh) return;
    std::vector<Step> way = {{from, 0}};
    state_[from] = State::open;
    while (!way.empty()) {
      Step& step = way.back();
      if (step.next == after_[step.box].size()) {
        state_[step.box] = State::left;
        order_.push_back(step.box);
        way.pop_back();
        continue;
      }
      const std::size_t line = after_[step.box][step.next++];
      const std::size_t to = plan_.lines[line].to;
      leads_back_[line] = state_[to] == State::open;
      if (state_[to] != State::fresh) continue;
      state_[to] = State::open;
      way.push_back({to, 0});
    }
  }

  void move_behind(const Line& line) { column_[line.to] = std::max(column_[line.to], column_[line.from] + 1); }

  const Plan& plan_;
  std::vector<std::vector<std::size_t>> after_;
  std::vector<State> state_;
  std::vector<bool> leads_back_;
  std::vector<std::size_t> order_;
  std::vector<int> column_;
};

}  // namespace

std::vector<int> columns(const Plan& plan) {
  return Columns(plan).found();
}

}  // namespace layout
