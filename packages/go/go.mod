module everstrike.test/mock

go 1.19
