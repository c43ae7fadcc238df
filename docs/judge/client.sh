#!/usr/bin/env bash
# Cancels one order: client.sh ID. One attempt, and no claim that the answer doesn't support: ends with
# 0 for "cancelled", 1 for "not cancelled by this call", 6 for "unknown".
set -euo pipefail
trap 'exit 6' ERR # no answer, or none that can be read: nobody knows what happened

id=$1
body=id=$(jq --null-input --raw-output --arg id "$id" '$id | @uri') # signed and sent: the same text
signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$EVERSTRIKE_SECRET_KEY" -binary | base64)
answer=$(curl --silent --show-error --max-time 10 ${EVERSTRIKE_CA_FILE:+--cacert "$EVERSTRIKE_CA_FILE"} \
  --header "x-api-key: $EVERSTRIKE_API_KEY" --header "x-signature: $signature" --data-raw "$body" \
  --write-out '\n%{http_code}' "$EVERSTRIKE_BASE_URL/auth/cancel")
exit "$(jq --raw-output --slurp --arg id "$id" --argjson status "${answer##*$'\n'}" '
  if length != 1 then 6
  elif .[0] | $status != 200 then .[0] |
    if ([401, 403, 404, 410] | index($status)) and .code == $status then 1
    elif .msg | ascii_downcase | test("already cancelled|already completed|order was not found") then 1
    else 6 end
  elif .[0] | .code != 200 or .result.id != $id then 6
  else .[0].result.status // "CANCELLED" | ascii_upcase |
    if IN("CANCELLED", "CANCELED", "ACTIVE") then 0 # the page has ACTIVE in its own sample
    elif IN("COMPLETED", "FILLED", "REJECTED", "EXPIRED") then 1
    else 6 end
  end' <<<"${answer%$'\n'*}" || echo 6)"
