#include "bench/program/signing_rows.hpp"

#include <time.h>

#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "bench/bodies.hpp"
#include "bench/compressions.hpp"
#include "bench/hmac_call.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

namespace everstrike::bench {
namespace {

// Of this thread: what others do on the machine costs it little then.
double processor_ns() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e9 + static_cast<double>(now.tv_nsec);
}

// No compiler may think that it knows what is there, or that nobody will look.
template <class T>
void keep(T& value) {
  __asm__ volatile("" : "+m"(value) : : "memory");
}

template <class Call>
std::function<double(std::uint64_t)> timed(Call call) {
  return [call = std::move(call)](std::uint64_t calls) mutable {
    const double begun = processor_ns();
    call(calls);
    return processor_ns() - begun;
  };
}

// Signs in a chain: the next body's address depends on the last signature, so that this is what a
// caller waits for. `sign(out, i, offset)` reads body i `offset` bytes further on (always 0).
template <class Sign>
auto chain_of(std::size_t num_bodies, Sign sign) {
  return timed([num_bodies, sign = std::move(sign)](std::uint64_t calls) {
    alignas(64) signing::Signature out{};
    std::size_t zero = 0;
    keep(zero);
    std::size_t i = 0;
    std::size_t offset = 0;
    for (; calls > 0; --calls) {
      sign(out, i, offset);
      keep(out);
      offset = static_cast<unsigned char>(out[0]) & zero;
      i = i + 1 < num_bodies ? i + 1 : 0;
    }
  });
}

class SigningRows {
 public:
  Expected<std::vector<Row>, std::string> make() {
    for (const std::size_t body_bytes : {std::size_t{35}, std::size_t{1024}})
      add_single(body_bytes);
    for (const std::size_t num : {std::size_t{16}, std::size_t{256}}) add_batch(num);
    add_verify();
    if (!wrong_.empty()) return Unexpected<std::string>(wrong_);
    return std::move(rows_);
  }

 private:
  using Bodies = std::shared_ptr<const everstrike::bench::Bodies>;

  static Bodies bodies_of(std::size_t body_bytes) {
    return std::make_shared<const everstrike::bench::Bodies>(body_bytes);
  }

  void require_right(const std::string& name, const signing::Signature& signature,
                     std::string_view body) {
    signing::Signature expected{};
    sign_by_hmac_call(expected, body);
    if (signature != expected && wrong_.empty()) {
      wrong_ = name + ": signs " + std::to_string(body.size()) +
               " bytes otherwise than OpenSSL's HMAC(); not timed";
    }
  }

  void add_single(std::size_t body_bytes) {
    const auto bodies = bodies_of(body_bytes);
    const std::string size = std::to_string(body_bytes);
    const std::string floor = can_compress() ? "floor/" + size : "";
    if (can_compress()) {
      const auto compressions = std::make_shared<const Compressions>(*bodies);
      signing::Signature out{};
      compressions->one(out, 0, 0);
      require_right(floor, Compressions::text_of(out), (*bodies)[0]);
      rows_.push_back(
          {.name = floor,
           .what = "the compressions alone, " + size + " bytes",
           .whose = Whose::floor,
           .work = chain_of(bodies->size(), [compressions](signing::Signature& to, std::size_t i,
                                                           std::size_t offset) {
             compressions->one(to, i, offset);
           })});
    }
    const std::string sign = "sign/" + size;
    signing::Signature out{};
    signing::sign_into(out, *key_, (*bodies)[0]);
    require_right(sign, out, (*bodies)[0]);
    rows_.push_back(
        {.name = sign,
         .what = "sign " + size + " bytes, key prepared",
         .compared_with = floor,
         .work = chain_of(bodies->size(), [bodies, key = key_](signing::Signature& to,
                                                               std::size_t i, std::size_t offset) {
           const std::string_view body = (*bodies)[i];
           signing::sign_into(to, *key, {body.data() + offset, body.size()});
         })});
    rows_.push_back({.name = "hmac/" + size,
                     .what = "HMAC() and EVP_EncodeBlock(), " + size + " bytes",
                     .whose = Whose::openssl,
                     .compared_with = sign,
                     .work = chain_of(bodies->size(), [bodies](signing::Signature& to,
                                                               std::size_t i, std::size_t offset) {
                       const std::string_view body = (*bodies)[i];
                       sign_by_hmac_call(to, {body.data() + offset, body.size()});
                     })});
  }

  void add_batch(std::size_t num) {
    const auto bodies = bodies_of(35);
    const std::string size = "35/" + std::to_string(num);
    std::vector<signing::Signature> out(num);
    std::string floor;
    if (can_compress()) {
      floor = "floor_batch/" + size;
      const auto compressions = std::make_shared<const Compressions>(*bodies);
      compressions->batch(out);
      require_right(floor, Compressions::text_of(out[1]), (*bodies)[1]);
      rows_.push_back({.name = floor,
                       .what = "two streams of compressions, " + std::to_string(num) + " bodies",
                       .whose = Whose::floor,
                       .work = timed([compressions, out](std::uint64_t calls) mutable {
                         for (; calls > 0; --calls) {
                           compressions->batch(out);
                           keep(out);
                         }
                       }),
                       .per_call = num});
    }
    std::vector<std::string_view> batch;
    for (std::size_t i = 0; i < num; ++i) batch.push_back((*bodies)[i % bodies->size()]);
    const std::string sign = "sign_batch/" + size;
    signing::sign_batch(out, *key_, batch);
    for (std::size_t i = 0; i < num; ++i) require_right(sign, out[i], batch[i]);
    rows_.push_back({.name = sign,
                     .what = "sign " + std::to_string(num) + " bodies in one call, each",
                     .compared_with = floor.empty() ? "sign/35" : floor,
                     .work = timed([bodies, batch, out, key = key_](std::uint64_t calls) mutable {
                       for (; calls > 0; --calls) {
                         signing::sign_batch(out, *key, batch);
                         keep(out);
                       }
                     }),
                     .per_call = num});
  }

  void add_verify() {
    const auto bodies = bodies_of(35);
    std::vector<std::string> signatures;
    for (const std::string_view body : bodies->views()) {
      signatures.push_back(signing::sign(*key_, body));
      std::string wrong = signatures.back();
      wrong[0] = '*';
      if (!signing::verify(*key_, body, signatures.back()) || signing::verify(*key_, body, wrong)) {
        wrong_ = "verify/35: gives the wrong verdict; not timed";
      }
    }
    rows_.push_back({.name = "verify/35",
                     .what = "accept a signature of 35 bytes",
                     .compared_with = "sign/35",
                     .work = timed([bodies, signatures, key = key_](std::uint64_t calls) {
                       std::size_t zero = 0;
                       keep(zero);
                       std::size_t i = 0;
                       std::size_t offset = 0;
                       for (; calls > 0; --calls) {
                         const std::string_view body = (*bodies)[i];
                         const bool is_right = signing::verify(
                             *key, {body.data() + offset, body.size()}, signatures[i]);
                         offset = static_cast<std::size_t>(is_right) & zero;
                         i = i + 1 < bodies->size() ? i + 1 : 0;
                       }
                       keep(offset);
                     })});
  }

  std::shared_ptr<const signing::PreparedKey> key_ =
      std::make_shared<const signing::PreparedKey>(kSecret);
  std::vector<Row> rows_;
  std::string wrong_;
};

}  // namespace

Expected<std::vector<Row>, std::string> signing_rows() { return SigningRows().make(); }

}  // namespace everstrike::bench
