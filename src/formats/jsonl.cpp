// The JSON Lines report: a finding a line, each with all that it takes to be read alone, for jq, Athena and DuckDB.
#include <nlohmann/json.hpp>

#include "base/timestamp.hpp"
#include "formats/export.hpp"
#include "formats/json_array.hpp"
#include "formats/writers.hpp"
#include "words/headline.hpp"

namespace formats {

void jsonl(std::span<const model::Review> reviews, const Sink& sink) {
  for (const model::Review& review : reviews) {
    const Export out = exported(review);
    for (const model::Finding& finding : out.findings) {
      nlohmann::json line = model::to_json(finding);
      line.update({{"headline", words::headline(finding)},
                   {"reviewId", out.review_id},
                   {"time", base::to_iso8601(out.time_of(finding))},
                   {"instanceArn", out.instance.arn},
                   {"instance", out.instance_name},
                   {"accountId", out.instance.account_id},
                   {"region", out.instance.region}});
      sink(line_of(line) + "\n");
    }
  }
}

}  // namespace formats
