package simulator

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// freshness is how far a request's time may be off (gateway docs, Auth).
const freshness = 300 * time.Second

// signed lets only requests through that carry a good signature.
func (u *uncleZ) signed(next func(q *request) answer) func(q *request) answer {
	return func(q *request) answer {
		if why := u.unproven(q); why != "" {
			return refuse(http.StatusUnauthorized, why)
		}
		return next(q)
	}
}

func (u *uncleZ) unproven(q *request) string {
	key, stamp, signature := q.Header.Get("X-PAY-Key"), q.Header.Get("X-PAY-Timestamp"), q.Header.Get("X-PAY-Signature")
	if key != u.options.PublicKey {
		return "unknown key"
	}
	seconds, err := strconv.ParseInt(stamp, 10, 64)
	if err != nil || strings.HasPrefix(stamp, "+") {
		return "the timestamp is not in Unix seconds"
	}
	if off := q.now.Sub(time.Unix(seconds, 0)); off.Abs() > freshness {
		return "the timestamp is too far off"
	}
	sum := sha256.Sum256(q.body)
	mac := hmac.New(sha256.New, []byte(u.options.Secret))
	fmt.Fprintf(mac, "%s.%s.%s.%s", stamp, q.Method, q.URL.EscapedPath(), hex.EncodeToString(sum[:]))
	if !hmac.Equal([]byte(hex.EncodeToString(mac.Sum(nil))), []byte(signature)) {
		return "wrong signature"
	}
	return ""
}
