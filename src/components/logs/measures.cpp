#include "components/logs/measures.hpp"

#include "components/logs/facts.hpp"
#include "components/measure.hpp"

namespace components {
namespace {

const MeasureRow<LogsFacts> logs_rows[] = {
    {"logs.failures.sum", "Failures in the flow log", "failures", true,
     [](const LogsFacts& facts, const model::Document& document) {
       if (facts.failures && !facts.complete) return gap("only a part of the flow log was read");
       return counted_over(document.window, known(facts.failures));
     }},
    {"logs.stored_bytes", "Size of the log group", "bytes", false,
     [](const LogsFacts& facts, const model::Document&) { return known(facts.stored_bytes); }},
};

}  // namespace

std::vector<Measure> logs_measures() {
  return measures_of(logs_rows);
}

}  // namespace components
