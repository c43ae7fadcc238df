// The other libraries' rows: of each library that this build found, which CMakeLists.txt says by a
// definition. The only file that knows which those are.
#include "bench/groups.hpp"
#include "bench/peers/peers.hpp"

namespace everstrike::bench {

void register_peers() {
#ifdef EVERSTRIKE_PEER_NETTLE
  register_nettle();
#endif
#ifdef EVERSTRIKE_PEER_LIBGCRYPT
  register_libgcrypt();
#endif
#ifdef EVERSTRIKE_PEER_CRYPTOPP
  register_cryptopp();
#endif
#ifdef EVERSTRIKE_PEER_BOTAN
  register_botan();
#endif
#ifdef EVERSTRIKE_PEER_LIBSODIUM
  register_libsodium();
#endif
#ifdef EVERSTRIKE_PEER_MBEDTLS
  register_mbedtls();
#endif
}

}  // namespace everstrike::bench
