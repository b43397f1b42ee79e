// Package store keeps what a till must not forget, in one bbolt file.
//
// [DB] is the database. It implements [checkout.Journal]: one call is one
// transaction, and when the call returns the change is on disk. Start reading
// at journal.go, which uses put.go, which keeps everything below in step.
//
//	kasir.lock                      held while a process has the folder open; never replaced
//	kasir.db
//	├── meta
//	│   └── "schema_version"        record: the number of migration steps taken
//	├── sales                       the truth; all else can be made again from it
//	│   └── seq8                    record: checkout.Sale
//	├── sales_by_id
//	│   └── id                      seq8
//	├── sales_by_number
//	│   └── number8                 seq8
//	├── sales_by_key                idempotency keys of payments; a second one is refused
//	│   └── key                     seq8
//	├── sales_by_day                the sale's own day
//	│   └── text(day) seq8          1
//	├── sales_by_booking            each day to which something of it is booked
//	│   └── text(day) seq8          1
//	├── sales_by_shift              each shift to which something of it is booked
//	│   └── number8 seq8            1
//	├── sales_by_invoice            several sales may bear one number
//	│   └── text(invoice) seq8      1
//	├── sales_by_ref
//	│   └── text(provider) text(ref) seq8   1
//	├── sales_by_text               what a sale can be found by, line by line (saletext.go)
//	│   └── seq8                    text
//	├── unfinished                  sales that the till must come back to
//	│   └── seq8                    1
//	├── live                        the sale whose payment holds the till; at most one
//	│   └── seq8                    1
//	├── papers                      prints that belong to no sale: reports, the drawer
//	│   └── seq8                    record: checkout.Paper
//	├── papers_due                  those that wait for the printer
//	│   └── seq8                    1
//	├── prints                      sales with a paper that waits for the printer
//	│   └── seq8                    1
//	├── shifts
//	│   └── number8                 record: checkout.Shift; the last one may be running
//	├── numbers
//	│   ├── "sale"                  record: our last number
//	│   └── "shift"                 record: the number of the last Z
//	├── people
//	│   └── "everybody"             record: who works here, []checkout.Person
//	├── pictures                    logos on receipts, each kept once and for ever
//	│   └── name                    record: the picture; its name is its SHA-256, in hex
//	└── audit                       what happened, in order; only ever added to
//	    └── seq8                    record: an entry and the hash that chains it
//
// seq8 and number8 are big-endian, so that keys sort as numbers do. seq8 counts
// sales in the order in which they were opened, because clocks go wrong; text is
// a two-byte length and the bytes; 1 is a single byte, because bbolt gives an
// empty value back as it likes. A record is
//
//	1 byte    how the rest is written: 1, or 2 where it is sealed
//	4 bytes   CRC-32C of bucket, key and what follows, big-endian
//	4 bytes   if sealed: which audit key
//	32 bytes  if sealed: HMAC-SHA256 of bucket, key and payload with it (seal.go)
//	payload   JSON
//
// bbolt has no checksums of its own below its head pages, so a flipped bit would
// come back as data. The checksum turns it into a [DamageError].
//
// A field that is added to a stored type needs a migration step, be it an empty
// one: the step raises the schema version, and an older program then refuses the
// file instead of dropping the field with its next write.
//
// # When a write fails
//
// An error of a commit does not mean that nothing was written: the last page may
// be on its way to the disk. The database then takes no more changes and
// answers each with [checkout.ErrStopped], while reading goes on, until it has
// been closed and opened again and has said what is there. Damage that a change
// comes upon has the same effect.
//
// # Damaged files
//
// The file is mapped into memory, so damage can show as a fault of the processor.
// Every access runs guarded and turns such a fault into an error. [VerifyFile]
// proves the structure by plain reading before it maps anything. What remains is
// a file that is cut short while it is open: bbolt's own check runs in a
// goroutine that cannot be guarded, so a program verifies in a process of its
// own where a crash would hurt.
package store
