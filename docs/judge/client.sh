#!/usr/bin/env bash
# Cancels one order: client.sh ID. One attempt, and no claim that the answer doesn't support.
set -euo pipefail

id=$1
body=id=$(jq --null-input --raw-output --arg id "$id" '$id | @uri') # signed and sent: the same text
signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$EVERSTRIKE_SECRET_KEY" -binary | base64)
answer=$(curl --silent --show-error --max-time 10 ${EVERSTRIKE_CA_FILE:+--cacert "$EVERSTRIKE_CA_FILE"} \
  --header "x-api-key: $EVERSTRIKE_API_KEY" --header "x-signature: $signature" --data-raw "$body" \
  --write-out '\n%{http_code}' "$EVERSTRIKE_BASE_URL/auth/cancel")
[[ ${answer##*$'\n'} == 200 ]]
said=$(jq --raw-output --arg id "$id" 'if .code == 200 and .result.id == $id then "yes" else "no" end' <<<"${answer%$'\n'*}")
[[ $said == yes ]]
