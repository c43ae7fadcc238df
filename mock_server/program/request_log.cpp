#include "mock_server/program/request_log.hpp"

#include <poll.h>
#include <spdlog/sinks/base_sink.h>
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <climits>
#include <mutex>

#include "json/writer.hpp"
#include "mock_server/program/unserved_paths.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::array<const char*, 6> kLevels = {"trace", "debug", "info", "warn", "error", "off"};

bool g_json = false;

UnservedPaths& unserved() {
  static UnservedPaths paths;
  return paths;
}

// Writes to stderr and never waits for its reader: a test that starts the mock with a pipe and
// forgets to read it must not stop the mock once the pipe is full. Lines are lost then, answers
// and journal are not.
class PatientlessStderr final : public spdlog::sinks::base_sink<std::mutex> {
 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    spdlog::memory_buf_t line;
    formatter_->format(message, line);
    pollfd descriptor{.fd = STDERR_FILENO, .events = POLLOUT, .revents = 0};
    if (::poll(&descriptor, 1, 0) != 1 || (descriptor.revents & POLLOUT) == 0) return;
    // A writable pipe takes PIPE_BUF bytes without waiting (POSIX, write()).
    const std::size_t length = std::min<std::size_t>(line.size(), PIPE_BUF);
    line.data()[length - 1] = '\n';
    [[maybe_unused]] const auto written = ::write(STDERR_FILENO, line.data(), length);
  }
  void flush_() override {}
};

// In the JSON format the message itself is escaped here, since spdlog's pattern does not.
void write(spdlog::level::level_enum level, const std::string& text) {
  if (!spdlog::should_log(level)) return;
  if (!g_json) {
    spdlog::log(level, text);
    return;
  }
  std::string quoted;
  json::append_string(quoted, text);
  spdlog::log(level, quoted);
}

// What a fault did on the wire, in words: " (reset after the effect)". "" where the answer went out
// whole, whatever it said.
std::string wire_text(const Entry& entry) {
  const std::string_view when = entry.phase == Phase::after_effect ? " after the effect"
                                : entry.phase == Phase::before_effect
                                    ? " before the effect"
                                    : " before the signature was looked at";
  std::string what(entry.wire_end == WireEnd::keep ? "" : wire_end_text(entry.wire_end));
  // An end before the first byte is told by its name alone.
  if (entry.cut_after && (*entry.cut_after > 0 || what.empty())) {
    what = "cut after " + std::to_string(*entry.cut_after) + " bytes" +
           (what.empty() ? "" : ", " + what);
  }
  return what.empty() ? "" : " (" + what + std::string(when) + ")";
}

}  // namespace

bool is_log_level(const std::string& word) {
  return std::ranges::find(kLevels, word) != kLevels.end();
}

bool set_up_log(const std::string& level, LogFormat format) {
  if (!is_log_level(level)) return false;
  auto logger = std::make_shared<spdlog::logger>("mock", std::make_shared<PatientlessStderr>());
  g_json = format == LogFormat::json;
  logger->set_pattern(g_json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%e%z","level":"%l","text":%v})"
                             : "%H:%M:%S.%e %l %v");
  logger->set_level(level == "off" ? spdlog::level::off : spdlog::level::from_str(level));
  spdlog::set_default_logger(std::move(logger));
  return true;
}

std::string entry_line(const Entry& entry) {
  std::string line = "#" + std::to_string(entry.number) + " ";
  if (entry.kind == EntryKind::control) {
    line += "(control side) key ";
    json::append_string(line, entry.api_key);
    return line + " effect " + std::string(effect_text(entry.effect.kind));
  }
  if (entry.method.empty()) {
    line += "(no request)";
  } else {
    json::append_string(line, entry.method + " " + entry.path);
    line += " key ";
    json::append_string(line, entry.api_key);
  }
  line += " -> " + std::to_string(entry.status) + " " + std::string(slug(entry.verdict));
  if (!entry.detail.empty()) {
    line += " ";
    json::append_string(line, entry.detail);
  }
  if (!entry.diagnosis.empty()) line += " " + entry.diagnosis;
  if (!entry.fix.empty()) {
    line += " fix ";
    json::append_string(line, entry.fix);
  }
  for (const std::string& note : entry.notes) line += " note " + note;
  if (!entry.fault.empty()) {
    line += " fault " + entry.fault + " " + std::string(phase_text(entry.phase));
    line += wire_text(entry);
  }
  if (entry.effect.kind != Effect::Kind::none) {
    line += " effect " + std::string(effect_text(entry.effect.kind));
  }
  if (entry.secret_on_wire) line += " SECRET ON WIRE";
  return line;
}

void log_entry(const Entry& entry) {
  const auto level = entry.verdict == Verdict::accepted && !entry.secret_on_wire
                         ? spdlog::level::debug
                         : spdlog::level::info;
  if (spdlog::should_log(level)) write(level, entry_line(entry));
  if (const auto loud = unserved().note(entry)) write(spdlog::level::warn, *loud);
}

void log_end() {
  for (const std::string& line : unserved().summary()) write(spdlog::level::warn, line);
}

void log_event(const std::string& text) { write(spdlog::level::info, text); }

void log_warning(const std::string& text) { write(spdlog::level::warn, text); }

}  // namespace everstrike::mock_server
