#!/bin/sh
# A client of curl, openssl and jq, without retries. What it can't read as "cancelled" is unknown: 6.
set -eu
trap '[ $? = 0 ] || exit 6' EXIT
id=$1
body="id=$(printf %s "$id" | jq -sRr @uri)"
key=$(printf %s "$EVERSTRIKE_SECRET_KEY" | od -An -v -tx1 | tr -d ' \n')
signature=$(printf %s "$body" | openssl dgst -sha256 -mac HMAC -macopt "hexkey:$key" -binary | base64 -w0)
answer=$(curl --silent --show-error --max-time 5 ${EVERSTRIKE_CA_FILE:+--cacert "$EVERSTRIKE_CA_FILE"} \
  --header 'content-type: application/x-www-form-urlencoded' --header "x-api-key: $EVERSTRIKE_API_KEY" \
  --header "x-signature: $signature" --data-binary "$body" --fail-with-body \
  "$EVERSTRIKE_BASE_URL/auth/cancel")
# An empty answer gives no "yes" either; jq's own exit code would not tell.
said=$(printf '%s' "$answer" | jq -r --arg id "$id" 'if .code == 200 and .result.id == $id and (.result.status // "CANCELLED" | ascii_upcase | IN("CANCELLED", "CANCELED", "ACTIVE")) then "yes" else "no" end')
[ "$said" = yes ]
