# A cancel by openssl s_client, which is told to verify; the signature is the first argument.
printf 'POST /auth/cancel HTTP/1.1\r\nHost: api.testnet.everstrike.io\r\nConnection: close\r\nContent-Length: 35\r\ncontent-type: application/x-www-form-urlencoded\r\nx-api-key: demo-key\r\nx-signature: %s\r\n\r\nid=849cdea0395411e98f54b395ae9c7bb6' "$1" |
  openssl s_client -quiet -verify_quiet -connect api.testnet.everstrike.io:443 -verify_return_error \
    -verify_hostname api.testnet.everstrike.io
