// bench_load: signed cancels for a server under load (load.hpp), or the pauses of the machine that
// it runs on (pauses.hpp). Prints one JSON object.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "bench/load.hpp"
#include "bench/pauses.hpp"

namespace everstrike::bench {
namespace {

int usage() {
  std::fprintf(stderr,
               "usage: bench_load --port N [--connections N] [--orders N] [--once] [--seconds N]\n"
               "                  [--rate N] [--close] [--wrongly-signed]\n"
               "       bench_load --pauses [--seconds N]\n");
  return 2;
}

int print(const Expected<LoadResult, std::string>& result) {
  if (!result) {
    std::fprintf(stderr, "bench_load: %s\n", result.error().c_str());
    return 1;
  }
  std::string statuses;
  for (const auto& [status, count] : result->statuses) {
    statuses += (statuses.empty() ? "\"" : ",\"") + status + "\":" + std::to_string(count);
  }
  std::printf(
      "{\"requests\":%zu,\"seconds\":%.6f,\"statuses\":{%s},\"p50_ms\":%.4f,\"p99_ms\":%.4f,"
      "\"p999_ms\":%.4f,\"max_ms\":%.4f,\"socket_errors\":%llu}\n",
      result->latencies_us.size(), result->seconds, statuses.c_str(), result->percentile_ms(0.5),
      result->percentile_ms(0.99), result->percentile_ms(0.999), result->percentile_ms(1),
      static_cast<unsigned long long>(result->socket_errors));
  return 0;
}

void print_list(const char* name, const std::vector<Pause>& pauses) {
  std::printf("\"%s\":[", name);
  const char* comma = "";
  for (const Pause& pause : pauses) {
    std::printf("%s[%.1f,%.1f]", comma, pause.begin_us, pause.end_us);
    comma = ",";
  }
  std::printf("]");
}

int print(const Pauses& pauses, double seconds) {
  std::printf("{\"seconds\":%.3f,", seconds);
  print_list("server", pauses.server);
  std::printf(",");
  print_list("load", pauses.load);
  std::printf("}\n");
  return 0;
}

}  // namespace
}  // namespace everstrike::bench

int main(int argc, char** argv) {
  using everstrike::bench::usage;
  everstrike::bench::LoadSettings settings;
  bool watches_pauses = false;
  for (int i = 1; i < argc; ++i) {
    const std::string_view name = argv[i];
    if (name == "--pauses") {
      watches_pauses = true;
    } else if (name == "--once") {
      settings.once = true;
    } else if (name == "--close") {
      settings.close = true;
    } else if (name == "--wrongly-signed") {
      settings.wrongly_signed = true;
    } else if (i + 1 == argc) {
      return usage();
    } else {
      const double value = std::atof(argv[++i]);
      if (!(value > 0)) return usage();
      if (name == "--port") {
        settings.port = static_cast<int>(value);
      } else if (name == "--connections") {
        settings.connections = static_cast<std::size_t>(value);
      } else if (name == "--orders") {
        settings.orders = static_cast<std::uint64_t>(value);
      } else if (name == "--seconds") {
        settings.seconds = value;
      } else if (name == "--rate") {
        settings.rate = static_cast<std::uint64_t>(value);
      } else {
        return usage();
      }
    }
  }
  if (watches_pauses) {
    return everstrike::bench::print(everstrike::bench::watch_pauses(settings.seconds),
                                    settings.seconds);
  }
  if (settings.port == 0) return usage();
  return everstrike::bench::print(everstrike::bench::run_load(settings));
}
