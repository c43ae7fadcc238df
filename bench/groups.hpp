// What is measured, one file each. Each registers its rows with the benchmark library; the programs
// call those they want in this order, and the library then runs all rows in random order.
#pragma once

namespace everstrike::bench {

void register_calibration();  // the processor's cycle, by dependent additions
void register_floor();        // the compressions alone; nothing where there is no SHA-NI
void register_sign();         // ours, each kernel of ours, and OpenSSL's HMAC()
void register_sign_batch();   // many bodies, one key
void register_halves();       // the same with the registers' upper halves clean and dirty
void register_verify();       // accept or refuse
void register_base64();       // the encoders of a mac
void register_form();         // urlencoding and decoding of a body
void register_diagnose();     // why a signature is wrong
void register_answer();       // one request through the mock, with and without that
void register_peers();        // other libraries, those that were found

}  // namespace everstrike::bench
