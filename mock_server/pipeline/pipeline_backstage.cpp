// What the control side and the feed do with a pipeline, beside the requests that it answers.
#include <mutex>
#include <utility>

#include "mock_server/pipeline/pipeline.hpp"
#include "mock_server/pipeline/redact_entry.hpp"

namespace everstrike::mock_server {

Backstage Pipeline::backstage() {
  return {.keys = keys_,
          .tenants = tenants_,
          .first_orders = first_orders_,
          .redactor = redactor_,
          .journal = journal_,
          .feed_ring = feed_ring_,
          .clock = *clock_,
          .record = [this](std::string_view api_key,
                           Effect effect) { record(api_key, std::move(effect)); },
          .reset = [this](std::string_view api_key, Tenant& tenant) { reset(api_key, tenant); },
          .faults = {.seed = seed_,
                     .plan = [this] { return plan(); },
                     .set_plan = [this](Plan plan) { set_plan(std::move(plan)); },
                     .preview = [this](PlanLook look) { return preview(std::move(look)); }},
          .reveal = reveal_,
          .fingerprints = on_loopback_};
}

void Pipeline::record(std::string_view api_key, Effect effect) {
  Entry entry{.kind = EntryKind::control,
              .time_ms = clock_->unix_ms(),
              .api_key = std::string(api_key),
              .effect = std::move(effect)};
  redactor_.redact(entry.api_key);
  redact_outcome(redactor_, entry);
  const auto kept = journal_.commit(std::move(entry));
  if (on_entry_) on_entry_(*kept);
  if (Tenant* tenant = tenants_.find(api_key)) announce(api_key, kept->effect, *tenant);
}

void Pipeline::reset(std::string_view api_key, Tenant& tenant) {
  fault_desk_.forget_messages(api_key);
  // The new one is made and the old one freed (after the lock) while the key's requests go on.
  World world(node_of(api_key), first_orders_.of(api_key), placed_orders_);
  const std::lock_guard lock(tenant.mutex);
  std::swap(tenant.world, world);
  tenant.rate_limiter = {};
  tenant.earlier_bodies.forget();
  // A scenario stays, like everybody's.
  tenant.faults = FaultMemory{.own_plan = std::move(tenant.faults.own_plan)};
  tenant.requests = 0;
  tenant.clock = {};
}

std::shared_ptr<const Plan> Pipeline::plan_of(std::string_view api_key) {
  if (Tenant* tenant = tenants_.find(api_key)) {
    const std::lock_guard lock(tenant->mutex);
    if (tenant->faults.own_plan) return tenant->faults.own_plan;
  }
  return fault_desk_.plan();
}

Preview Pipeline::preview(PlanLook look) {
  auto plan = plan_of(look.api_key);
  RuleCounts counts;
  NextFailures next;
  if (Tenant* tenant = tenants_.find(look.api_key)) {
    const std::lock_guard lock(tenant->mutex);
    counts = tenant->faults.counts_for(plan);
    next = tenant->faults.next;
  }
  return {std::move(plan), std::move(look), std::move(counts), std::move(next)};
}

void Pipeline::note_feed(FeedNote note) {
  for (std::string* text : {&note.api_key, &note.pair, &note.category, &note.fault}) {
    redactor_.redact(*text);
  }
  redactor_.redact_document(note.text);
  feed_ring_.add(std::move(note));
}

}  // namespace everstrike::mock_server
