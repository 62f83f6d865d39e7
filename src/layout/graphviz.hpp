// The one place that knows Graphviz. Its library keeps state of its own: one picture at a time, whatever thread asks.
#pragma once

#include "layout/placement.hpp"

namespace layout {

// Of boxes that hang together. Throws base::Error(internal) when Graphviz gives up.
Placement placed_by_graphviz(const Plan& plan);

}  // namespace layout
