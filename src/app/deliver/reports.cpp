#include "app/deliver/rows.hpp"

namespace app {

void deliver_reports(Performed& performed, const Means& means) {
  const ReportOptions options = report_options(means.config);
  for (const auto& format : options.formats) {
    performed.kept.reports.push_back(write_report(means.store, performed.review, formats::writer(format), options));
  }
}

}  // namespace app
