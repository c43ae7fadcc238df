#!/bin/sh
# A client of curl and openssl that signs what echo prints, line end included.
set -eu
body="id=$(printf %s "$1" | od -An -v -tx1 | tr -d ' \n' | sed 's/../%&/g')"
signature=$(echo "$body" | openssl dgst -sha256 -hmac "$EVERSTRIKE_SECRET_KEY" -binary | base64 -w0)
curl --silent --fail --max-time 5 --header "x-api-key: $EVERSTRIKE_API_KEY" \
  --header "x-signature: $signature" --data-binary "$body" "$EVERSTRIKE_BASE_URL/auth/cancel"
