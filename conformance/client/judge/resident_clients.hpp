// Clients that stay for many cases (--resident): as many processes as jobs need, each started when
// it is first needed, asked by a JSON line a case and answering by one,
//   {"case":…,"base_url":…,"api_key":…,"secret_key":…,"order_id":…,"ca_file":…}
//   {"case":…,"outcome":"confirmed"|"rejected"|"unknown"|"unsupported"}
// What belongs to a process rather than to a case (that it ends when its input does, leaves nothing
// behind, prints no secret after its last answer) is judged once, at the end. Called from several
// threads at once.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "conformance/client/judge/evidence.hpp"
#include "conformance/process/resident_process.hpp"
#include "conformance/process/subject.hpp"
#include "conformance/run/case.hpp"
#include "signing/redactor.hpp"

namespace everstrike::conformance {

// The answers of a line, as the exit codes that say the same.
inline constexpr int kConfirmedExitCode = 0;
inline constexpr int kRejectedExitCode = 1;
inline constexpr int kUnknownExitCode = 6;

// needs_own_process: the case asks about a process, or what it gives a client can't be a JSON text.
[[nodiscard]] bool needs_own_process(const Case& one);

// resident_end_cases gives what is judged at the end, without judges.
[[nodiscard]] Cases resident_end_cases();

// What a client is asked in a case.
struct ResidentTask {
  std::string case_id;
  std::string base_url;
  const Setting* setting = nullptr;
  std::string ca_file;  // empty: none
};

struct ResidentAnswer {
  SubjectEnd client;
  bool secret_in_output = false;  // its own, or one of an earlier case
};

class ResidentClients {
 public:
  // `ca_file` is what the processes trust by the variables of their runtimes.
  ResidentClients(std::vector<std::string> command, const std::string& ca_file);
  ~ResidentClients();

  // ask has a process answer; `limits` says how long, its command and environment are not looked
  // at.
  [[nodiscard]] ResidentAnswer ask(const ResidentTask& task, const SubjectRun& limits);
  // finish ends all processes and judges them: a judgement for each of resident_end_cases, in their
  // order, with the output that came last.
  struct End {
    std::vector<Judgement> judgements;
    SubjectEnd client;  // of the one that is to blame, if any is
  };
  [[nodiscard]] End finish(int interrupt_fd);

 private:
  struct Client;
  std::unique_ptr<Client> take();
  void put_back(std::unique_ptr<Client> client);

  const ProcessSpec spec_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Client>> idle_;
};

}  // namespace everstrike::conformance
