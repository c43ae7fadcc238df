# A cancel by wget; the signature is the first argument.
wget --quiet --tries=1 --output-document=- --header='x-api-key: demo-key' --header="x-signature: $1" \
  --post-data='id=849cdea0395411e98f54b395ae9c7bb6' https://api.testnet.everstrike.io/auth/cancel
