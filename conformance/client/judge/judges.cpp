#include "conformance/client/judge/judges.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "conformance/client/judge/refusals.hpp"

namespace everstrike::conformance {
namespace {

// The first request that the client got wrong by itself.
std::optional<Judgement> first_breach(const Evidence& seen) {
  for (const SeenRequest& request : seen.requests) {
    if (auto breach = breach_of(request, seen)) return breach;
  }
  return std::nullopt;
}

// From one request to the next.
std::vector<std::int64_t> gaps_between(const std::vector<const SeenRequest*>& cancels) {
  std::vector<std::int64_t> gaps;
  for (std::size_t i = 1; i < cancels.size(); ++i) {
    gaps.push_back(cancels[i]->at_ms - cancels[i - 1]->at_ms);
  }
  return gaps;
}

std::string in_ms(const std::vector<std::int64_t>& gaps) {
  std::string text;
  for (const auto gap : gaps) text += (text.empty() ? "" : ", ") + std::to_string(gap);
  return text + " ms between attempts";
}

}  // namespace

std::vector<std::int64_t> pauses_between(const std::vector<const SeenRequest*>& cancels) {
  std::vector<std::int64_t> pauses;
  for (std::size_t i = 1; i < cancels.size(); ++i) {
    pauses.push_back(std::max<std::int64_t>(0, cancels[i]->at_ms - cancels[i - 1]->answered_ms));
  }
  return pauses;
}

Judge all_of(std::initializer_list<Judge> judges) {
  return [list = std::vector<Judge>(judges)](const Evidence& seen) {
    Judgement best = pass();
    for (const Judge& judge : list) {
      Judgement one = judge(seen);
      if (!one.is_good()) return one;
      if (best.verdict == Verdict::pass) best = std::move(one);
    }
    return best;
  };
}

Judgement sends_something(const Evidence& seen) {
  if (!seen.cancels().empty()) return pass();
  // A request that went astray says more than silence.
  if (auto breach = first_breach(seen)) return std::move(*breach);
  return fail("nothing_sent", "no cancel arrived", "POST /auth/cancel", "nothing", story(seen));
}

Judgement cancels_the_order(const Evidence& seen) {
  if (Judgement sent = sends_something(seen); !sent.is_good()) return sent;
  if (auto breach = first_breach(seen)) return std::move(*breach);
  const SeenRequest* confirmed = seen.confirmation();
  if (confirmed == nullptr) {
    return fail("refused_by_exchange", "the order was not cancelled", "an accepted cancel",
                ending(seen.client), story(seen));
  }
  return tells_the_truth(seen);
}

Judgement tells_the_truth(const Evidence& seen) {
  const SeenRequest* confirmed = seen.confirmation();
  if (seen.claims_confirmed()) {
    if (confirmed != nullptr || seen.inference() != nullptr) return pass();
    return fail("claimed_without_proof",
                "the client reports the cancel as confirmed, and no "
                "answer said so",
                "an exit code other than 0", ending(seen.client), story(seen));
  }
  if (Judgement sent = sends_something(seen); !sent.is_good()) return sent;
  if (confirmed != nullptr && seen.client.timed_out) {
    return owned_by("harness/ends/01",
                    fail("does_not_end_after_the_answer",
                         "the cancel was confirmed, and the client went on running",
                         "the end of the process", ending(seen.client), story(seen)));
  }
  if (confirmed != nullptr && seen.client.signal) return ends_by_itself(seen);
  if (confirmed != nullptr) {
    return fail("denied_although_confirmed",
                "the exchange confirmed the cancel, and the client does not say so", "exit code 0",
                ending(seen.client), story(seen));
  }
  return pass();
}

Judgement infers_that_it_is_gone(const Evidence& seen) {
  if (Judgement truth = tells_the_truth(seen); !truth.is_good()) return truth;
  if (seen.client.timed_out) return ends_by_itself(seen);
  if (seen.inference() == nullptr) {
    return lenient("did not ask again, so the outcome stays unknown");
  }
  if (seen.claims_confirmed()) return pass();
  return fail("ignored_that_it_is_gone",
              "after an unclear answer the exchange said that the order is gone, and the client "
              "does not take the cancel for confirmed",
              "exit code 0", ending(seen.client), story(seen));
}

Judgement may_infer_from_missing(const Evidence& seen) {
  const bool may = seen.claims_confirmed() && seen.after_unclear(Proof::missing) != nullptr;
  return may ? pass() : tells_the_truth(seen);
}

Judgement stops_when_confirmed(const Evidence& seen) {
  bool confirmed = false;
  for (const SeenRequest* request : seen.cancels()) {
    if (confirmed) {
      return fail("sent_again_after_confirmation",
                  "another cancel was sent after one was confirmed", "one cancel",
                  std::to_string(seen.cancels().size()) + " cancels", story(seen));
    }
    confirmed = request->proof == Proof::confirms;
  }
  return pass();
}

Judgement makes_no_mistake(const Evidence& seen) {
  auto breach = first_breach(seen);
  return breach ? std::move(*breach) : pass();
}

Judgement repeats_the_same(const Evidence& seen) {
  const auto cancels = seen.cancels();
  for (std::size_t i = 0; i < cancels.size(); ++i) {
    auto breach = breach_of(*cancels[i], seen);
    if (!breach) continue;
    if (i == 0) return std::move(*breach);
    breach->reason = "attempt " + std::to_string(i + 1) + ": " + breach->reason;
    if (breach->mistake == "bad_signature") breach->mistake = "retry_differs";
    return std::move(*breach);
  }
  return cancels.size() > 1 ? pass() : lenient("did not try again");
}

Judgement ends_by_itself(const Evidence& seen) {
  if (seen.client.timed_out) {
    // One that never ends says so in harness/ends/01, and nothing new here.
    return owned_by("harness/ends/01",
                    fail("does_not_end", "the client was still running and had to be ended",
                         "the end of the process", ending(seen.client), story(seen)));
  }
  if (seen.client.signal) {
    return fail("crashed", "the client was ended by a signal", "an exit code", ending(seen.client),
                story(seen));
  }
  return pass();
}

Judge asks_at_most(std::size_t times, std::string slug) {
  return [times, slug = std::move(slug)](const Evidence& seen) {
    const std::size_t sent = seen.cancels().size();
    if (sent <= times) return pass();
    const std::string bound = "at most " + std::to_string(times) + " of them";
    return fail(slug, "sent " + std::to_string(sent) + " cancels", bound,
                std::to_string(sent) + " cancels", story(seen));
  };
}

Judge waits_at_least(std::chrono::milliseconds wait, std::string slug) {
  return [wait, slug = std::move(slug)](const Evidence& seen) {
    const auto cancels = seen.cancels();
    const auto gaps = gaps_between(cancels);
    for (std::size_t i = 0; i < gaps.size(); ++i) {
      // Only the answers that the case planned ask for a wait.
      if (gaps[i] >= wait.count() || !cancels[i]->is_struck()) continue;
      return fail(slug, "tried again after " + std::to_string(gaps[i]) + " ms",
                  "at least " + std::to_string(wait.count()) + " ms between attempts", in_ms(gaps),
                  story(seen));
    }
    return pass();
  };
}

Judgement delays_grow(const Evidence& seen) {
  const auto gaps = pauses_between(seen.cancels());
  if (gaps.size() < 2) return lenient("fewer than three attempts, so there is nothing to grow");
  // The later half against the earlier one, so that jitter does not decide.
  std::int64_t early = 0;
  std::int64_t late = 0;
  const std::size_t half = gaps.size() / 2;
  for (std::size_t i = 0; i < half; ++i) {
    early += gaps[i];
    late += gaps[gaps.size() - 1 - i];
  }
  // A load of the machine makes small differences; those are no growth.
  constexpr std::int64_t kNoiseMs = 40;
  const bool grows =
      late * 10 >= early * 12 && late - early >= kNoiseMs * static_cast<std::int64_t>(half);
  if (grows) return pass();
  return fail("delays_do_not_grow", "the delays between attempts do not grow",
              "later delays clearly longer than the first", in_ms(gaps));
}

}  // namespace everstrike::conformance
