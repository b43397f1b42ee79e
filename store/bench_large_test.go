package store_test

import (
	"fmt"
	"os"
	"strconv"
	"testing"

	"kasir/checkout"
)

// manySales is how many sales the benchmarks of a full database have:
// KASIR_SALES, or as many as a busy counter rings up in three years.
func manySales(b *testing.B) int {
	b.Helper()
	n, err := strconv.Atoi(os.Getenv("KASIR_SALES"))
	if err != nil {
		return 200_000
	}
	return n
}

func BenchmarkSearch(b *testing.B) {
	n := manySales(b)
	db := open(b, filled(b, n))
	for _, query := range []struct{ name, text string }{
		{"newest", ""},
		{"one of all", fmt.Sprintf("POS-%d", n/2)},
		{"the oldest", "sale-0001"},
		{"nothing", "zebra"},
		{"common and rare", "sari 50.000 kopi ref-1"},
	} {
		b.Run(query.name, func(b *testing.B) {
			for b.Loop() {
				_, err := db.Search(checkout.Query{Text: query.text}, 0, 50)
				must(b, err)
			}
		})
	}
}
