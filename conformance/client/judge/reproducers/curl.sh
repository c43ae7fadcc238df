#!/bin/sh
# Right for this case's account: body BODY
# and x-signature SIGNATURE
set -eu
body=BODY_WORD
signature=$(printf %s "$body" | openssl dgst -sha256 -mac HMAC \
  -macopt "hexkey:$(printf %s "$EVERSTRIKE_SECRET_KEY" | od -An -v -tx1 | tr -d ' \n')" -binary |
  base64 | tr -d '\n')
answer=$(curl --silent --show-error --max-time 10 --write-out ' %{http_code}' \
  --header 'content-type: application/x-www-form-urlencoded' \
  --header "x-api-key: $EVERSTRIKE_API_KEY" --header "x-signature: $signature" \
  --data-binary "$body" "$EVERSTRIKE_BASE_URL/auth/cancel")
echo "$answer"
case "$answer" in *'"code":200'*' 200') exit 0 ;; *) exit 1 ;; esac
