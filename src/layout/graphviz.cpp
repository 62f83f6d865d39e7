#include "layout/graphviz.hpp"

#include <fmt/format.h>
#include <graphviz/gvc.h>
#include <mutex>
#include <new>
#include <string>
#include <vector>

#include "base/error.hpp"

// NOLINTNEXTLINE(readability-identifier-naming): as Graphviz names it
extern "C" gvplugin_library_t gvplugin_dot_layout_LTX_library;

#ifdef __SANITIZE_ADDRESS__
// Not ours: Graphviz 2.42 keeps a copy of the text of each field of a box, some thirty bytes, that nothing refers to.
// Said here and not in the environment, which tests make anew.
// NOLINTBEGIN(bugprone-reserved-identifier, cert-dcl*, readability-identifier-naming)
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() {
  return "leak:libgvc.so";
}
extern "C" const char* __lsan_default_options();
extern "C" const char* __lsan_default_options() {
  return "print_suppressions=0";
}
// NOLINTEND(bugprone-reserved-identifier, cert-dcl*, readability-identifier-naming)
#endif

namespace layout {
namespace {

constexpr double points_an_inch = 72;
// With more boxes the passes that only improve a picture are cut short, so that it is there in about a second.
constexpr std::size_t many_boxes = 250, many_lines = 600;

// Graphviz takes texts that it does not change as `char*`.
void set(void* object, std::string name, std::string value) {
  if (::agsafeset(object, name.data(), value.data(), const_cast<char*>("")) != 0) throw std::bad_alloc();
}

void set_default(Agraph_t* graph, int kind, std::string name, std::string value) {
  ::agattr(graph, kind, name.data(), value.data());
}

int say_nothing(char*) {
  return 0;
}

// So many lines of text of this program's own, which are as high as a part of a box has to be.
std::string filling(int height) {
  std::string text = "x";
  for (int line = 1; line < height / grain; ++line) text += "\\nx";
  return text;
}

// The fields of a record stand below each other in a graph that goes to the right.
std::string fields_of(const Box& box) {
  std::string label = fmt::format("<0>{}", filling(box.head_height));
  for (int row = 0; row < box.rows; ++row) label += fmt::format("|<{}>{}", row + 1, filling(row_height));
  return label;
}

// Made for one picture and gone with it.
class Drawing {
 public:
  explicit Drawing(const Plan& plan) : plan_(plan), graph_(::agopen(const_cast<char*>("g"), ::Agdirected, nullptr)) {
    // No other plugins, and none that are configured on this machine.
    static const lt_symlist_t plugins[] = {{"gvplugin_dot_layout_LTX_library", &gvplugin_dot_layout_LTX_library},
                                           {nullptr, nullptr}};
    context_ = ::gvContextPlugins(plugins, 0);
    set_defaults();
    add_frames();
    for (std::size_t i = 0; i < plan.boxes.size(); ++i) add(i, plan.boxes[i]);
    for (std::size_t i = 0; i < plan.lines.size(); ++i) add(i, plan.lines[i]);
  }

  Drawing(const Drawing&) = delete;
  Drawing& operator=(const Drawing&) = delete;
  Drawing(Drawing&&) = delete;
  Drawing& operator=(Drawing&&) = delete;

  ~Drawing() {
    if (is_laid_out_) ::gvFreeLayout(context_, graph_);
    ::agclose(graph_);
    ::gvFreeContext(context_);
  }

  Placement made() {
    is_laid_out_ = true;  // what was begun has to be freed as well
    if (::gvLayout(context_, graph_, "dot") != 0) {
      throw base::Error(base::ErrorKind::internal, "Graphviz finds no places for the boxes of the picture");
    }
    const boxf whole = GD_bb(graph_);
    top_ = whole.UR.y;
    Placement placement{.width = whole.UR.x, .height = whole.UR.y, .boxes = {}, .frames = {}, .lines = {}};
    for (std::size_t i = 0; i < nodes_.size(); ++i) placement.boxes.push_back(area_of(nodes_[i], plan_.boxes[i]));
    for (Agraph_t* frame : frames_) placement.frames.push_back(frame == nullptr ? Area() : area_of(GD_bb(frame)));
    for (Agedge_t* edge : edges_) placement.lines.push_back(curve_of(edge));
    return placement;
  }

 private:
  void set_defaults() {
    set_default(graph_, AGRAPH, "rankdir", "LR");
    set_default(graph_, AGRAPH, "ranksep", "0.7");
    set_default(graph_, AGRAPH, "nodesep", "0.3");
    set_default(graph_, AGRAPH, "pad", "0");
    if (plan_.boxes.size() > many_boxes || plan_.lines.size() > many_lines) {
      set_default(graph_, AGRAPH, "nslimit", "0.5");
      set_default(graph_, AGRAPH, "nslimit1", "1");
      set_default(graph_, AGRAPH, "mclimit", "0.2");
    }
    set_default(graph_, AGNODE, "shape", "record");
    set_default(graph_, AGNODE, "fontname", "Courier");
    set_default(graph_, AGNODE, "fontsize", "5");  // lines of one grain, by Graphviz's own measures of its own font
    set_default(graph_, AGNODE, "margin", "0");
    set_default(graph_, AGEDGE, "arrowhead", "none");
  }

  void add_frames() {
    std::vector<bool> is_used(plan_.frames);
    for (const Box& box : plan_.boxes) {
      if (box.frame != no_frame) is_used.at(box.frame) = true;
    }
    for (std::size_t i = 0; i < plan_.frames; ++i) {
      if (!is_used[i]) {
        frames_.push_back(nullptr);
        continue;
      }
      std::string name = fmt::format("cluster{}", i);
      frames_.push_back(::agsubg(graph_, name.data(), 1));
      set(frames_.back(), "margin", fmt::format("{}", plan_.frame_margin));
    }
  }

  void add(std::size_t number, const Box& box) {
    std::string name = fmt::format("{}", number);
    Agraph_t* within = box.frame == no_frame ? graph_ : frames_.at(box.frame);
    nodes_.push_back(::agnode(within, name.data(), 1));
    set(nodes_.back(), "width", fmt::format("{:.4f}", box.width / points_an_inch));
    set(nodes_.back(), "height", fmt::format("{:.4f}", box.height() / points_an_inch));
    set(nodes_.back(), "label", fields_of(box));
  }

  void add(std::size_t number, const Line& line) {
    std::string name = fmt::format("{}", number);
    Agedge_t* edge = ::agedge(graph_, nodes_.at(line.from), nodes_.at(line.to), name.data(), 1);
    edges_.push_back(edge);
    set(edge, "tailport", fmt::format("{}:e", line.row + 1));
    set(edge, "headport", "0:w");
    if (line.is_main) set(edge, "weight", "3");
  }

  Area area_of(Agnode_t* node, const Box& box) const {
    const pointf middle = ND_coord(node);
    return {middle.x - box.width / 2.0, top_ - middle.y - box.height() / 2.0, double(box.width), double(box.height())};
  }

  Area area_of(const boxf& box) const { return {box.LL.x, top_ - box.UR.y, box.UR.x - box.LL.x, box.UR.y - box.LL.y}; }

  Curve curve_of(Agedge_t* edge) const {
    Curve curve;
    const splines* found = ED_spl(edge);
    if (found == nullptr || found->size == 0) return curve;
    const bezier& only = found->list[0];
    for (int i = 0; i < only.size; ++i) curve.push_back({only.list[i].x, top_ - only.list[i].y});
    return curve;
  }

  const Plan& plan_;
  Agraph_t* graph_;
  GVC_t* context_ = nullptr;
  std::vector<Agnode_t*> nodes_;
  std::vector<Agedge_t*> edges_;
  std::vector<Agraph_t*> frames_;
  double top_ = 0;
  bool is_laid_out_ = false;
};

}  // namespace

Placement placed_by_graphviz(const Plan& plan) {
  static std::mutex one_at_a_time;
  const std::lock_guard lock(one_at_a_time);
  ::agseterrf(say_nothing);  // its warnings are for who writes graphs by hand
  return Drawing(plan).made();
}

}  // namespace layout
