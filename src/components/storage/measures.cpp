#include "components/storage/measures.hpp"

#include "components/storage/facts.hpp"

namespace components {
namespace {

Reading of_places(const StorageFacts& facts, const std::optional<std::int64_t>& number) {
  if (number && !facts.complete) return gap("only a part of the buckets and streams was read");
  return known(number);
}

const MeasureRow<StorageFacts> storage_rows[] = {
    {"storage.buckets", "Buckets of the instance's data", "buckets", false,
     [](const StorageFacts& facts, const model::Document&) { return of_places(facts, facts.buckets_named); }},
    {"storage.streams", "Streams of the instance's data", "streams", false,
     [](const StorageFacts& facts, const model::Document&) { return of_places(facts, facts.streams_named); }},
};

}  // namespace

std::vector<Measure> storage_measures() {
  return measures_of(storage_rows);
}

}  // namespace components
