#include "components/security/measures.hpp"

#include "components/measure.hpp"
#include "components/security/facts.hpp"

namespace components {
namespace {

template <auto member>
Reading of_users(const SecurityFacts& facts, const model::Document&) {
  return known(std::invoke(member, facts));
}

const MeasureRow<SecurityFacts> security_rows[] = {
    {"security.admin_users", "Users who can change users or security profiles", "users", false,
     of_users<&SecurityFacts::admin_users>},
};

}  // namespace

std::vector<Measure> security_measures() {
  return measures_of(security_rows);
}

}  // namespace components
