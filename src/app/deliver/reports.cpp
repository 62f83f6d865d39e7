#include <utility>

#include "app/deliver/rows.hpp"

namespace app {

void deliver_reports(Performed& performed, const Means& means) {
  write_reports(means.store, performed.review, performed.besides, report_options(means.config),
                [&](WrittenReport report) { performed.kept.reports.push_back(std::move(report)); });
}

}  // namespace app
