# A cancel by curl; the signature is the first argument.
curl --silent --show-error https://api.testnet.everstrike.io/auth/cancel -H 'x-api-key: demo-key' -H "x-signature: $1" \
  -d 'id=849cdea0395411e98f54b395ae9c7bb6'
