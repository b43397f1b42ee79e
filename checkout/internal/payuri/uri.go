package payuri

import "errors"

// The schemes. The empty one is a bare address.
const (
	SchemeBitcoin   = "bitcoin"
	SchemeLitecoin  = "litecoin"
	SchemeDogecoin  = "dogecoin"
	SchemeLightning = "lightning"
	SchemeEthereum  = "ethereum"
	SchemeSolana    = "solana"
)

// A URI is what the text of a payment code says. Empty fields are absent.
type URI struct {
	Scheme    string
	Address   string // who is paid; for a token too, whose contract stands apart
	Amount    string // plain decimal in whole coins; not for ethereum
	Units     string // whole number of smallest units; for ethereum alone
	ChainID   uint64 // which chain, for ethereum
	Contract  string // the token: its contract on ethereum, its mint on solana
	Invoice   string // lightning: BOLT 11
	Reference string // solana: a key by which the transfer is found again
	Label     string // who is paid, for a person
	Message   string // what for
}

// ErrMalformed is the root of all errors of Build and Parse.
var ErrMalformed = errors.New("not a payment text")

// Bitcoin asks for decimal coins at an address. With an Invoice set the text
// offers both ways.
func Bitcoin(address, amount string) URI {
	return URI{Scheme: SchemeBitcoin, Address: address, Amount: amount}
}

// Litecoin asks for decimal coins at an address.
func Litecoin(address, amount string) URI {
	return URI{Scheme: SchemeLitecoin, Address: address, Amount: amount}
}

// Dogecoin asks for decimal coins at an address.
func Dogecoin(address, amount string) URI {
	return URI{Scheme: SchemeDogecoin, Address: address, Amount: amount}
}

// Lightning asks for what a BOLT 11 invoice says.
func Lightning(invoice string) URI {
	return URI{Scheme: SchemeLightning, Invoice: invoice}
}

// Ethereum asks for wei of a chain's own coin.
func Ethereum(address string, chain uint64, wei string) URI {
	return URI{Scheme: SchemeEthereum, Address: address, ChainID: chain, Units: wei}
}

// ERC20 asks for smallest units of a token.
func ERC20(contract string, chain uint64, address, units string) URI {
	return URI{Scheme: SchemeEthereum, Contract: contract, ChainID: chain, Address: address, Units: units}
}

// Solana asks for decimal coins, or for a token where a mint is named.
func Solana(recipient, amount, mint string) URI {
	return URI{Scheme: SchemeSolana, Address: recipient, Amount: amount, Contract: mint}
}

// Plain is a bare address; its amount must be told beside it.
func Plain(address string) URI { return URI{Address: address} }
