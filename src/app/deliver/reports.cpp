#include "app/deliver/rows.hpp"

namespace app {

void deliver_reports(Performed& performed, const Means& means) {
  performed.kept.reports = write_reports(means.store, performed.review, report_options(means.config));
}

}  // namespace app
