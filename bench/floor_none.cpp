// Where no kernel of ours knows the processor there is no floor to compare with.
#include "bench/groups.hpp"

namespace everstrike::bench {

void register_floor() {}

}  // namespace everstrike::bench
