// Package command is the till on the command line: what `kasir sales`,
// `kasir receipt` and their sisters print.
//
// A command reads from a [Source], writes to one stream and returns an error in
// words for a person. It never opens a file, so the same command can run in
// two places: in its own process when the till is closed, and inside the
// running till when it is open, which alone may hold the database. [Serve]
// answers such calls on loopback, [Ask] makes them; a token in the data folder
// keeps other users of the machine out.
package command
