package pin

import (
	"encoding/base64"
	"fmt"
	"strings"

	"golang.org/x/crypto/argon2"
)

// parse reads a hash as strictly as Hash writes it. What it asks of the machine
// is bounded: a database that was tampered with must not stop the till.
func parse(hash string) (salt, sum []byte, cost Cost, err error) {
	var version, threads int
	var rest string
	_, err = fmt.Sscanf(hash, form, &version, &cost.Memory, &cost.Passes, &threads, &rest)
	first, second, both := strings.Cut(rest, "$")
	if err != nil || !both || version != argon2.Version || threads != lanes ||
		cost.Memory == 0 || cost.Memory > heaviest.Memory || cost.Passes == 0 || cost.Passes > heaviest.Passes {
		return nil, nil, cost, ErrHash
	}
	salt, err1 := base64.RawStdEncoding.Strict().DecodeString(first)
	sum, err2 := base64.RawStdEncoding.Strict().DecodeString(second)
	if err1 != nil || err2 != nil || len(salt) != saltSize || len(sum) != hashSize ||
		hash != fmt.Sprintf(form, version, cost.Memory, cost.Passes, threads, rest) {
		return nil, nil, cost, ErrHash
	}
	return salt, sum, cost, nil
}
