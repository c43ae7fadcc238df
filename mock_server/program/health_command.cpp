#include "mock_server/program/health_command.hpp"

#include <httplib.h>

#include <ostream>

#include "mock_server/program/failure.hpp"
#include "signing/text/host_port.hpp"

namespace everstrike::mock_server {

command_line::ExitCode check_health(const HealthSettings& settings, std::ostream& err) {
  using command_line::ExitCode;
  const auto say = [&](ExitCode code, const std::string& what) {
    err << "everstrike-mock: " << what << std::endl;
    return code;
  };
  constexpr std::string_view kScheme = "http://";
  std::string_view address = settings.url;
  if (address.ends_with('/')) address.remove_suffix(1);
  if (!address.starts_with(kScheme)) {
    return say(ExitCode::usage, "--url: expected http://HOST:PORT, such as http://127.0.0.1:8080");
  }
  address.remove_prefix(kScheme.size());
  const auto parts = signing::split_host_port(address);
  const auto port = signing::read_port(parts.port.value_or("80"));
  if (!port || parts.host.empty() || address.find('/') != std::string_view::npos) {
    return say(ExitCode::usage, "--url: expected http://HOST:PORT, such as http://127.0.0.1:8080");
  }
  httplib::Client client(std::string(parts.host), *port);
  const std::chrono::milliseconds timeout(settings.timeout_ms);
  client.set_connection_timeout(timeout);
  client.set_read_timeout(timeout);
  const auto answer = client.Get("/mock/health");
  if (!answer) {
    return say(ExitCode::failed, settings.url + ": " +
                                     (answer.error() == httplib::Error::Connection
                                          ? std::string("nobody answers there")
                                          : "no answer: " + httplib::to_string(answer.error())));
  }
  if (answer->status != 200) {
    return say(ExitCode::failed,
               settings.url + "/mock/health: " + std::to_string(answer->status) + ", expected 200");
  }
  return ExitCode::done;
}

}  // namespace everstrike::mock_server
