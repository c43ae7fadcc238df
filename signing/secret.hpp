// The shared text that signs, kept so that it is hard to leak. A `Secret` owns its bytes, wipes
// them when it goes or is moved from, and prints as "***" wherever it is streamed or formatted.
// Its bytes are read only through `reveal()`, so every place that does is found by searching
// for that name. Once a `PreparedKey` has been made of it, the secret itself is rarely needed.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace everstrike::signing {

class Secret {
 public:
  // An empty secret: legal for HMAC, and what the documented page's own constants are.
  Secret() = default;
  // Copies `bytes`: any bytes, NUL included. The caller still owns (and should wipe) the source.
  explicit Secret(std::string_view bytes);
  Secret(const Secret&) = default;
  Secret& operator=(const Secret& other);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  ~Secret();

  // reveal gives the bytes; the view is valid as long as this object is neither assigned nor gone.
  [[nodiscard]] std::string_view reveal() const noexcept { return bytes_; }
  [[nodiscard]] bool empty() const noexcept { return bytes_.empty(); }

  // Compares in a time that depends on the lengths only.
  friend bool operator==(const Secret& a, const Secret& b) noexcept;
  friend std::ostream& operator<<(std::ostream& out, const Secret& secret);

 private:
  void wipe() noexcept;
  std::string bytes_;
};

// wipe overwrites the whole capacity of `text` so that the compiler can't drop it, then empties it.
// For buffers that held a secret on the way into a `Secret` (a file's text, an argument).
void wipe(std::string& text) noexcept;

}  // namespace everstrike::signing
