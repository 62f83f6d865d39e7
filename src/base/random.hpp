// Chance, handed in so that tests decide it. Implementations are safe to use from any thread.
#pragma once

namespace base {

class Random {
 public:
  virtual ~Random() = default;
  virtual double fraction() = 0;  // 0 <= it < 1, evenly spread
};

class SystemRandom final : public Random {
 public:
  double fraction() override;
};

}  // namespace base
