#include "components/operations/measures.hpp"

#include "components/measure.hpp"
#include "components/operations/facts.hpp"

namespace components {
namespace {

template <auto member>
Reading of_operations(const OperationsFacts& facts, const model::Document&) {
  return known(std::invoke(member, facts));
}

const MeasureRow<OperationsFacts> operations_rows[] = {
    {"operations.without_users", "Routing profiles without a user", "routing profiles", false,
     of_operations<&OperationsFacts::without_users>},
};

}  // namespace

std::vector<Measure> operations_measures() {
  return measures_of(operations_rows);
}

}  // namespace components
