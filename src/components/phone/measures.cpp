#include "components/phone/measures.hpp"

#include "components/measure.hpp"
#include "components/phone/facts.hpp"

namespace components {
namespace {

// Numbers of traffic distribution groups may be missing from a partial document, so that its total is too low.
template <auto member>
Reading of_all_numbers(const PhoneFacts& facts, const model::Document& document) {
  if (document.status != model::DocumentStatus::complete)
    return gap("only a part of the phone numbers' facts was read");
  return known(std::invoke(member, facts));
}

const MeasureRow<PhoneFacts> phone_rows[] = {
    {"phone.total", "Phone numbers", "numbers", false, of_all_numbers<&PhoneFacts::total>},
    {"phone.toll_free_percentage", "Share of toll-free numbers", "%", false, of_all_numbers<toll_free_percentage>},
};

}  // namespace

std::vector<Measure> phone_measures() {
  return measures_of(phone_rows);
}

}  // namespace components
