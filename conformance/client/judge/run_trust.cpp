#include "conformance/client/judge/run_trust.hpp"

#include <ctime>

#include "files/write_file.hpp"
#include "mock_server/tls/host_name.hpp"
#include "mock_server/tls/trust_variables.hpp"

namespace everstrike::conformance {

Expected<std::unique_ptr<RunTrust>, std::string> RunTrust::make() {
  using Failed = Unexpected<std::string>;
  constexpr std::time_t kHour = 3600;
  const auto hosts = mock_server::hosts_to_stand_for({});
  if (!hosts) return Failed(hosts.error());
  const std::time_t now = std::time(nullptr);
  auto ca = mock_server::LocalCa::make(*hosts, {.from = now - kHour, .to = now + 24 * kHour});
  if (!ca) return Failed(ca.error());
  auto file = TemporaryFile::make("everstrike-ca-", ".pem");
  if (!file) return Failed(file.error());
  const auto written = files::write_into(file->path(), ca->certificate_pem());
  if (!written) return Failed(written.error());
  return std::unique_ptr<RunTrust>(
      new RunTrust(std::make_shared<const mock_server::LocalCa>(std::move(*ca)), std::move(*file)));
}

std::vector<EnvironmentChange> trust_changes(const std::string& file) {
  std::vector<EnvironmentChange> changes = {{mock_server::kOwnTrustVariable, file}};
  for (const char* name : mock_server::kTrustVariables) changes.emplace_back(name, file);
  return changes;
}

}  // namespace everstrike::conformance
