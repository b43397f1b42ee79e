package simulator

import (
	"net/http"
	"slices"
	"strconv"
	"time"
)

// list names the payments that were approved or closed, the newest first: Tabby
// tells of the others only where their status is asked for, which no till does.
func (t *tabby) list(q *request) answer {
	query := q.URL.Query()
	from, wrong1 := time.Parse(time.RFC3339, query.Get("created_at__gte"))
	to, wrong2 := time.Parse(time.RFC3339, query.Get("created_at__lte"))
	limit, wrong3 := strconv.Atoi(query.Get("limit"))
	offset, wrong4 := strconv.Atoi(query.Get("offset"))
	if wrong1 != nil || wrong2 != nil || wrong3 != nil || wrong4 != nil || limit < 1 || limit > 20 || offset < 0 {
		return tabbyBad("invalid query")
	}
	var all []map[string]any
	for _, p := range slices.Backward(t.s.ledger.payments) {
		if p.Service != TabbyName || p.Created.Before(from) || p.Created.After(to) {
			continue
		}
		t.s.ledger.settle(p, q.now)
		said := t.payment(p, t.accounts[p.ID], q.now)
		if word := said["status"]; word == "AUTHORIZED" || word == "CLOSED" {
			all = append(all, said)
		}
	}
	page := all[min(offset, len(all)):min(offset+limit, len(all))]
	return reply(http.StatusOK, map[string]any{
		"payments": page, "pagination": map[string]int{"limit": limit, "offset": offset, "total_count": len(all)},
	})
}
