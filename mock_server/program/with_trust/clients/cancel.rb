# A cancel by Ruby's net/http; the signature is the first argument.
require 'net/http'

response = Net::HTTP.post(URI('https://api.testnet.everstrike.io/auth/cancel'), 'id=849cdea0395411e98f54b395ae9c7bb6',
                          'content-type' => 'application/x-www-form-urlencoded', 'x-api-key' => 'demo-key',
                          'x-signature' => ARGV[0])
puts response.body
