package everstrikemock

import (
	"crypto/sha256"
	"encoding/binary"
	"strings"
)

// NodeOf gives the URL of the mock that serves a key, without slashes at its end: the one with the
// highest score, which is the first 8 bytes, big-endian, of SHA-256(url, line feed, key). It is
// empty for an empty list.
func NodeOf(urls []string, key string) string {
	best, bestScore := "", uint64(0)
	for _, url := range urls {
		url = strings.TrimRight(url, "/")
		sum := sha256.Sum256([]byte(url + "\n" + key))
		if score := binary.BigEndian.Uint64(sum[:8]); best == "" || score > bestScore {
			best, bestScore = url, score
		}
	}
	return best
}
