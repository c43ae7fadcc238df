// One request from bytes to answer; the file to read first. The pipeline joins the parts that do
// not know each other: who is it (auth), what strikes it (faults), what happens (exchange), what
// is remembered (journal). It decides in this order, which is also the order in which mistakes are
// named: path and method, key, signature, fault, rate limit, content type, body, timestamp, order.
// Thread-safe: requests of different keys run beside each other, those of one key in turn.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "mock_server/auth/authenticate.hpp"
#include "mock_server/auth/key_ring.hpp"
#include "mock_server/exchange/outcome.hpp"
#include "mock_server/exchange/router.hpp"
#include "mock_server/faults/fault_desk.hpp"
#include "mock_server/faults/preview.hpp"
#include "mock_server/journal/feed_ring.hpp"
#include "mock_server/journal/journal.hpp"
#include "mock_server/message/answer.hpp"
#include "mock_server/message/request.hpp"
#include "mock_server/pipeline/backstage.hpp"
#include "mock_server/pipeline/options.hpp"
#include "mock_server/pipeline/refusal_memory.hpp"
#include "mock_server/pipeline/tenants.hpp"
#include "signing/diagnosis/diagnosis.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

class Pipeline {
 public:
  explicit Pipeline(const Options& options);

  // answer decides about one exchange request; its journal entry is written when it returns.
  [[nodiscard]] Answer answer(const Request& request);
  // refuse does the same for bytes that were no acceptable request.
  [[nodiscard]] Answer refuse(const MalformedRequest& request);

  [[nodiscard]] const Journal& journal() const { return journal_; }
  // redact takes secrets out of a text that is to be shown elsewhere.
  void redact(std::string& text) const { redactor_.redact_document(text); }
  // backstage is for the control side; valid as long as this object.
  [[nodiscard]] Backstage backstage();

  // admit tells whether a new connection is let in (a rule of the phase at_accept resets it).
  [[nodiscard]] bool admit() { return fault_desk_.admits_connection(); }

  // For the feed: who has an account, what strikes a message, and what to write down.
  [[nodiscard]] bool knows_key(std::string_view api_key) { return keys_.find(api_key) != nullptr; }
  [[nodiscard]] MessageFate fate_of_message(const MessageLook& look) {
    return fault_desk_.on_message(look);
  }
  void note_feed(FeedNote note);

  // set_plan replaces the faults while requests are being answered; the ordinals of every key
  // start again. A request that is answered after it returned is struck by the new plan only.
  void set_plan(Plan plan) { fault_desk_.set_plan(std::move(plan)); }
  [[nodiscard]] std::shared_ptr<const Plan> plan() const { return fault_desk_.plan(); }
  // plan_of is the plan in force for a key: its own, or everybody's.
  [[nodiscard]] std::shared_ptr<const Plan> plan_of(std::string_view api_key);
  // preview says what will strike the next `look.requests` requests of a key.
  [[nodiscard]] Preview preview(PlanLook look);

 private:
  // make_room_for_orders forgets finished orders when clients have placed too many; under no lock.
  void make_room_for_orders();
  // refuse_and_close answers one whose key or signature isn't right, from memory if it can.
  Answer refuse_and_close(const AuthRefusal& refusal, const Request& request,
                          const std::optional<std::string>& api_key,
                          const EarlierBodies& earlier_bodies, std::shared_ptr<Entry> entry,
                          std::int64_t started_us);
  // What is left of an exchange whose result takes long, and is made when nobody waits for it.
  struct Late {
    Outcome outcome;
    diagnosis::Diagnosis found;
    std::optional<Strike> after_effect;
    std::shared_ptr<Entry> entry;
  };
  // decide gives no answer where it fills `late` instead.
  Answer decide(const Endpoint& endpoint, const FaultQuestion& question, Tenant& tenant,
                const Request& request, Entry& entry, std::optional<Late>& late) const;
  Answer answer_late(Late late, const Request& request, std::int64_t started_us);
  Outcome handle(const Endpoint& endpoint, const FormReading& form, Tenant& tenant,
                 const Request& request) const;
  std::shared_ptr<Entry> open(const Request& request, const std::optional<std::string>& api_key);
  // answer_to makes what is answered to an outcome, and notes the outcome in the entry.
  Answer answer_to(Outcome outcome, const diagnosis::Diagnosis& found, Entry& entry) const;
  // refuse_for_room answers a request whose answer can't be kept until it is read.
  Answer refuse_for_room(Entry& entry) const;
  // delay sets the latency that every answer has.
  void delay(Answer& answer, const Entry& entry) const;
  Answer struck_early(const Strike& strike, Entry& entry) const;
  // shape lets a fault do its work, and notes that in the entry.
  void shape(const Strike& strike, Answer& answer, Entry& entry) const;
  void record(std::string_view api_key, Effect effect);
  Answer close(Answer&& answer, std::shared_ptr<Entry> entry, std::int64_t started_us);
  // finish writes the journal's entry, in which all texts are redacted already.
  Answer finish(Answer&& answer, std::shared_ptr<Entry> entry, std::int64_t started_us);
  std::unique_ptr<Tenant> make_tenant(std::string_view api_key) const;
  void reset(std::string_view api_key, Tenant& tenant);
  // announce tells the listeners of an effect; the caller holds the tenant's mutex.
  void announce(std::string_view api_key, const Effect& effect, Tenant& tenant) const;
  std::uint64_t node_of(std::string_view api_key) const;

  const bool faithful_;
  const RejectStatus reject_status_;
  const diagnosis::Depth diagnosis_depth_;
  const bool on_loopback_;
  const bool reveal_;
  const std::shared_ptr<Clock> clock_;
  const std::function<void(const Entry&)> on_entry_;
  const decltype(Options::on_effect) on_effect_;
  const decltype(Options::index_price) index_price_;
  const std::uint64_t seed_;
  const std::optional<ReplyDelay> latency_;
  const std::vector<RateLimit> rate_limits_;
  const std::optional<std::int64_t> recv_window_ms_;
  FaultDesk fault_desk_;
  FirstOrders first_orders_;
  KeyRing keys_;
  std::shared_ptr<PlacedOrdersBound> placed_orders_;
  Tenants tenants_;
  Tenant nobody_{0};  // who asks open endpoints without a known key
  signing::Redactor redactor_;
  RefusalMemory refusals_;
  Journal journal_;
  FeedRing feed_ring_;
};

}  // namespace everstrike::mock_server
