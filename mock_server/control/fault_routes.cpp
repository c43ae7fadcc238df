#include "mock_server/control/fault_routes.hpp"

#include <memory>
#include <vector>

#include "mock_server/control/control_reply.hpp"
#include "mock_server/control/listed_body.hpp"
#include "mock_server/control/tenant_of.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/scenario_file.hpp"

namespace everstrike::mock_server {
namespace {

constexpr std::uint64_t kFarthestLook = 100'000;
// Rules that are looked at for a preview, over all its requests: about a second's work.
constexpr std::uint64_t kLooksMax = 50'000'000;

// What strikes the coming requests, with so many looks at rules for each piece at most.
class StrikeElements final : public ListedElements {
 public:
  StrikeElements(Preview preview, const signing::Redactor& redactor)
      : preview_(std::move(preview)),
        redactor_(redactor),
        requests_at_once_(kLooksAtOnce / (preview_.plan().rules().size() + 1) + 1) {}

  Found look(std::string_view& text) override {
    while (at_ == coming_.size()) {
      coming_.clear();
      at_ = 0;
      if (preview_.is_over()) return Found::end;
      if (++requests_ > requests_at_once_) return Found::none_yet;
      preview_.next(coming_);
    }
    text_.clear();
    append_coming_strike(text_, coming_[at_]);
    redactor_.redact_document(text_);
    text = text_;
    return Found::element;
  }
  [[nodiscard]] std::uint64_t number() const override { return number_; }
  void go_on() override {
    ++number_;
    ++at_;
  }
  void let_go(bool) override { requests_ = 0; }

 private:
  static constexpr std::size_t kLooksAtOnce = 200'000;

  Preview preview_;
  const signing::Redactor& redactor_;
  const std::size_t requests_at_once_;
  std::size_t requests_ = 0;  // looked at for this piece
  std::vector<ComingStrike> coming_;
  std::size_t at_ = 0;
  std::string text_;
  std::uint64_t number_ = 0;
};

// The one before may be large, so it is freed after the lock.
void set_own_plan(Tenant& tenant, std::shared_ptr<const Plan> plan) {
  const std::lock_guard lock(tenant.mutex);
  std::swap(tenant.faults.own_plan, plan);
}

}  // namespace

Reply show_scenario(const Backstage& backstage, const std::optional<std::string>& api_key) {
  if (!api_key) return json_reply(scenario_json(*backstage.faults.plan()));
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  const auto own = [&] {
    const std::lock_guard lock(tenant->mutex);
    return tenant->faults.own_plan;
  }();
  return json_reply(scenario_json(own ? *own : *backstage.faults.plan()));
}

Reply put_scenario(const Backstage& backstage, const std::optional<std::string>& api_key,
                   const std::string& body) {
  auto scenario = parse_scenario(body, "body", endpoint_names());
  if (!scenario) return control_error(400, scenario.error());
  const auto seed = scenario->seed.value_or(backstage.faults.seed);
  Plan plan(std::move(scenario->rules), seed, std::move(scenario->title));
  if (!api_key) {
    backstage.faults.set_plan(std::move(plan));
    return show_scenario(backstage, api_key);
  }
  if (plan.looks_at_connections() || plan.looks_at_messages()) {
    return control_error(400,
                         "query: api_key: rules of the phases at_accept and on_message belong to "
                         "everybody's scenario; put it without api_key");
  }
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  set_own_plan(*tenant, std::make_shared<const Plan>(std::move(plan)));
  return show_scenario(backstage, api_key);
}

Reply delete_scenario(const Backstage& backstage, const std::optional<std::string>& api_key) {
  if (!api_key) {
    backstage.faults.set_plan(Plan({}, backstage.faults.seed));
    return {.status = 204};
  }
  Tenant* tenant = tenant_of(backstage, *api_key);
  if (tenant == nullptr) return unknown_key();
  set_own_plan(*tenant, nullptr);
  return {.status = 204};
}

Answer show_plan(const Backstage& backstage, const Query& query) {
  const auto api_key = query.text("api_key");
  if (!api_key) return {.reply = control_error(400, "query: api_key: missing")};
  PlanLook look{.api_key = *api_key};
  for (std::string& id : query.texts("order_id")) look.order_ids.push_back({std::move(id)});
  const auto requests = query.number("requests", look.requests, kFarthestLook);
  if (!requests) {
    return {.reply =
                control_error(400, "query: requests: expected a whole number from 0 to 100000")};
  }
  look.requests = *requests;
  look.endpoint = query.text("endpoint").value_or(look.endpoint);
  if (!is_endpoint_name(look.endpoint)) {
    return {.reply = control_error(400, "query: endpoint: " + endpoint_expected())};
  }
  auto preview = backstage.faults.preview(std::move(look));
  const std::uint64_t rules = preview.plan().rules().size();
  if (rules > 0 && *requests > kLooksMax / rules) {
    return {.reply = control_error(
                400, "query: requests: expected at most " + std::to_string(kLooksMax / rules) +
                         " with a scenario of " + std::to_string(rules) + " rules")};
  }
  std::string begin = coming_strikes_begin(preview.plan(), preview.look());
  backstage.redactor.redact_document(begin);
  Answer answer{.reply = json_reply("")};
  answer.body = std::make_shared<ListedBody>(
      std::move(begin), std::make_unique<StrikeElements>(std::move(preview), backstage.redactor),
      [] { return std::string(kComingStrikesEnd); });
  return answer;
}

}  // namespace everstrike::mock_server
