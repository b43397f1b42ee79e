// Package payuri writes and reads the texts inside payment codes of crypto
// assets: BIP-21 for bitcoin (and, by custom, for litecoin and dogecoin, and
// lightning: in front of an invoice), ERC-681 for ether and its tokens, Solana
// Pay, and the bare address where an asset has no text of its own.
//
// A [URI] holds the parts; amounts are plain decimal text or whole smallest
// units, never floats. [URI.Build] refuses what a wallet could misread, and
// [Parse] is as strict, because what it reads is compared with a sale before it
// is shown: a text it does not fully understand is not shown.
//
// Sources: BIP-21, ERC-681, the Solana Pay specification 1.0; section 5.3 of
// the wire notes. Start reading at uri.go.
package payuri
