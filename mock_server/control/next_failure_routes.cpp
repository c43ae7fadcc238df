#include "mock_server/control/next_failure_routes.hpp"

#include <utility>
#include <vector>

#include "json/document.hpp"
#include "json/member_reader.hpp"
#include "json/writer.hpp"
#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/tenant_of.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/next_failures.hpp"
#include "mock_server/faults/scenario_file.hpp"

namespace everstrike::mock_server {
namespace {

using Owners = std::vector<std::pair<std::string, Tenant*>>;

// The tenant of one key, or all; nullopt: nobody has that key.
std::optional<Owners> owners(const Backstage& backstage,
                             const std::optional<std::string>& api_key) {
  if (!api_key) return backstage.tenants.all();
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return std::nullopt;
  return Owners{{*api_key, tenant}};
}

struct Ask {
  std::string api_key;
  Rule rule;
  std::uint64_t times = 1;
};

Expected<Ask, std::string> read_ask(const std::string& body) {
  const auto document = json::Document::parse(body, "body");
  if (!document) return Unexpected<std::string>(document.error());
  json::ObjectReader reader(*document, "");
  Ask ask;
  ask.api_key = reader.text("api_key").value_or("");
  ask.rule.endpoint = "POST /auth/cancel*";
  if (auto endpoint = reader.text_if_present("endpoint")) {
    if (auto wrong = endpoint_pattern_error(*endpoint, endpoint_names())) {
      reader.fail("endpoint", *wrong);
    }
    ask.rule.endpoint = std::move(*endpoint);
  }
  read_whole(reader, "times", {0, NextFailures::kMost}, ask.times);
  // Who forgets all that is pending need not say of which phase.
  const bool needs_phase = ask.times > 0 || reader.has("phase");
  if (const auto name = needs_phase ? reader.text("phase") : reader.text_if_present("phase")) {
    const auto phase = phase_of_text(*name);
    if (!phase || *phase == Phase::at_accept || *phase == Phase::on_message) {
      reader.fail("phase", "expected before_auth, before_effect or after_effect");
    }
    ask.rule.phase = phase.value_or(Phase::before_effect);
  }
  ask.rule.fault = AnswerStatus{503};
  const std::string pointer = reader.member("fault");
  if (reader.has("fault")) {
    if (auto fault = read_fault(*document, pointer)) {
      ask.rule.fault = std::move(*fault);
    } else {
      reader.fail_with(fault.error());
    }
  }
  if (fate_of(ask.rule.fault)) {
    reader.fail("fault", "expected a fault of requests; those of the feed take a scenario");
  }
  if (std::holds_alternative<FillFirst>(ask.rule.fault) && ask.rule.phase != Phase::before_effect) {
    reader.fail("phase", "expected before_effect, as the fault is fill_first");
  }
  if (auto error = reader.finish()) return Unexpected<std::string>(std::move(*error));
  return ask;
}

Reply pending_reply(const Owners& owners) {
  std::uint64_t left = 0;
  std::uint64_t struck = 0;
  std::string pending;
  {
    json::ArrayWriter array(pending);
    for (const auto& [api_key, tenant] : owners) {
      const std::lock_guard lock(tenant->mutex);
      const NextFailures& next = tenant->faults.next;
      left += next.left();
      struck += next.struck();
      for (const NextFailures::Pending& each : next.pending()) {
        array.element() += pending_failure_json(api_key, each);
      }
    }
  }
  return json_reply("{\"left\":" + std::to_string(left) + ",\"struck\":" + std::to_string(struck) +
                    ",\"pending\":" + pending + "}");
}

}  // namespace

Reply fail_next(const Backstage& backstage, const std::string& body) {
  auto ask = read_ask(body);
  if (!ask) return control_error(400, ask.error());
  Tenant* tenant = tenant_of(backstage, ask->api_key);
  if (tenant == nullptr) return unknown_key();
  {
    const std::lock_guard lock(tenant->mutex);
    NextFailures& next = tenant->faults.next;
    if (ask->times == 0) (void)next.disarm();
    if (!next.arm(std::move(ask->rule), ask->times)) {
      return control_error(409, "this key has " + std::to_string(NextFailures::kPendingMax) +
                                    " failures pending already, and takes no more");
    }
  }
  return pending_reply({{ask->api_key, tenant}});
}

Reply show_next_failures(const Backstage& backstage, const std::optional<std::string>& api_key) {
  const auto whose = owners(backstage, api_key);
  return whose ? pending_reply(*whose) : unknown_key();
}

Reply forget_next_failures(const Backstage& backstage, const std::optional<std::string>& api_key) {
  const auto whose = owners(backstage, api_key);
  if (!whose) return unknown_key();
  std::uint64_t cleared = 0;
  for (const auto& [key, tenant] : *whose) {
    const std::lock_guard lock(tenant->mutex);
    cleared += tenant->faults.next.disarm();
  }
  return json_reply("{\"cleared\":" + std::to_string(cleared) + "}");
}

}  // namespace everstrike::mock_server
