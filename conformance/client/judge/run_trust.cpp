#include "conformance/client/judge/run_trust.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <ctime>
#include <system_error>
#include <utility>

#include "command_line/processes/last_guard.hpp"
#include "files/write_file.hpp"
#include "mock_server/tls/host_name.hpp"
#include "mock_server/tls/trust_variables.hpp"

namespace everstrike::conformance {
namespace {

using Error = Unexpected<std::string>;

}  // namespace

Expected<std::unique_ptr<RunTrust>, std::string> RunTrust::make() {
  constexpr std::time_t kHour = 3600;
  const auto hosts = mock_server::hosts_to_stand_for({});
  if (!hosts) return Error(hosts.error());
  const std::time_t now = std::time(nullptr);
  auto ca = mock_server::LocalCa::make(*hosts, {.from = now - kHour, .to = now + 24 * kHour});
  if (!ca) return Error(ca.error());
  std::unique_ptr<RunTrust> trust(new RunTrust);
  trust->authority_ = std::make_shared<const mock_server::LocalCa>(std::move(*ca));

  const char* folder = std::getenv("TMPDIR");
  std::string path = std::string(folder == nullptr || *folder == '\0' ? "/tmp" : folder) +
                     "/everstrike-ca-XXXXXX.pem";
  const int fd = ::mkstemps(path.data(), 4);
  if (fd < 0) return Error(path + ": cannot be written: " + std::generic_category().message(errno));
  ::close(fd);
  trust->file_ = path;
  command_line::entrust_file_to_last_guard(path);
  const auto written = files::write_file(path, trust->authority_->certificate_pem(),
                                         {.mode = S_IRUSR | S_IWUSR});
  if (!written) return Error(written.error());
  return trust;
}

RunTrust::~RunTrust() {
  if (!file_.empty()) ::unlink(file_.c_str());
}

std::vector<EnvironmentChange> trust_changes(const std::string& file) {
  std::vector<EnvironmentChange> changes = {{mock_server::kOwnTrustVariable, file}};
  for (const char* name : mock_server::kTrustVariables) changes.emplace_back(name, file);
  return changes;
}

}  // namespace everstrike::conformance
