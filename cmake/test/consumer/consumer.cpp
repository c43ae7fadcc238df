// What a project that installed this one would write: a mock inside a test, a body signed by hand.
#include <iostream>

#include "mock_server/mock_exchange.hpp"
#include "signing/canonical_body.hpp"
#include "signing/signer.hpp"

int main() {
  const everstrike::mock_server::MockExchange mock;
  const everstrike::signing::Secret secret("demo-secret");
  const std::string body = everstrike::signing::canonical_body(
      {{"id", "849cdea0395411e98f54b395ae9c7bb6"}}, everstrike::signing::Dialect::javascript);
  std::cout << mock.base_url() << ' '
            << everstrike::signing::sign(everstrike::signing::PreparedKey(secret), body) << '\n';
}
