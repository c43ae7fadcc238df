"""A cancel by http.client; the signature is the first argument."""
import http.client
import sys

connection = http.client.HTTPSConnection("api.testnet.everstrike.io")
connection.request("POST", "/auth/cancel", b"id=849cdea0395411e98f54b395ae9c7bb6", {
    "content-type": "application/x-www-form-urlencoded", "x-api-key": "demo-key", "x-signature": sys.argv[1]})
print(connection.getresponse().read().decode())
