package wct

import (
	"cmp"
	"slices"

	"kasir/checkout/internal/payuri"
	"kasir/checkout/money"
)

// mainnet is Ethereum's own chain id (EIP-155).
const mainnet = 1

// A token is an asset that lives on other chains than its own.
type token struct {
	contract  string // on Ethereum
	mint      string // on Solana
	precision int
}

// tokens whose contracts are certain. A wallet that was given a wrong one would
// send other coins, so an asset that is not here is shown as a bare address.
var tokens = map[string]token{
	// tether.to, Supported Protocols
	"USDT": {"0xdAC17F958D2ee523a2206206994597C13D831ec7", "Es9vMFrzaCERmJfrF4H2FYD4KCoNkY11McCe8BenwNYB", 6},
	// developers.circle.com, USDC Contract Addresses
	"USDC": {"0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48", "EPjFWdd5AufqSSqeM2qN1xzybapC8G4wEGGkZwyTDt1v", 6},
}

// networks are the spellings of networks that have payment texts. The documents
// list none; a spelling that is not here gets a bare address.
var networks = map[string]string{
	"bitcoin": "Bitcoin", "btc": "Bitcoin", "lightning": "Bitcoin",
	"litecoin": "Litecoin", "ltc": "Litecoin",
	"dogecoin": "Dogecoin", "doge": "Dogecoin",
	"ethereum": "Ethereum", "eth": "Ethereum", "erc20": "Ethereum",
	"solana": "Solana", "sol": "Solana", "spl": "Solana",
}

// homes are the networks of assets that live on one.
var homes = map[string]string{
	"BTC": "Bitcoin", "LTC": "Litecoin", "DOGE": "Dogecoin", "ETH": "Ethereum", "SOL": "Solana",
	"TRX": "TRON", "XRP": "XRP Ledger",
}

// uri writes the payment text of an asset, or its bare address where the asset
// has none that wallets share (wire notes 5.3).
func uri(ours order, address string, amount money.Quantity, invoice string) payuri.URI {
	asset, network := symbol(ours.requested), networks[folded(ours.requestedNetwork)]
	if ours.requestedNetwork == "" {
		network = homes[asset]
	}
	if asset == "BTC" && address == "" {
		return payuri.Lightning(invoice)
	}
	switch (home{asset, network}) {
	case home{"BTC", "Bitcoin"}:
		u := payuri.Bitcoin(address, amount.Decimal())
		u.Invoice = invoice
		return u
	case home{"LTC", "Litecoin"}:
		return payuri.Litecoin(address, amount.Decimal())
	case home{"DOGE", "Dogecoin"}:
		return payuri.Dogecoin(address, amount.Decimal())
	case home{"SOL", "Solana"}:
		return payuri.Solana(address, amount.Decimal(), "")
	case home{"ETH", "Ethereum"}:
		if wei, err := amount.Units(18); err == nil {
			return payuri.Ethereum(address, mainnet, wei)
		}
	}
	return tokens[asset].uri(network, address, amount)
}

// A home is an asset on a network.
type home struct{ asset, network string }

func (t token) uri(network, address string, amount money.Quantity) payuri.URI {
	units, err := amount.Units(t.precision)
	switch {
	case err != nil: // finer than the token can be divided
	case t.mint != "" && network == "Solana":
		return payuri.Solana(address, amount.Decimal(), t.mint)
	case t.contract != "" && network == "Ethereum":
		return payuri.ERC20(t.contract, mainnet, address, units)
	}
	return payuri.Plain(address)
}

// networkName is the network as the customer reads it.
func networkName(ours order) string {
	return cmp.Or(ours.requestedNetwork, homes[symbol(ours.requested)])
}

// needsTag tells whether the address is shared, so that coins without a tag
// belong to nobody (wctpay.com, on XRP).
func needsTag(ours order) bool {
	return slices.Contains([]string{"XRP", "XLM"}, symbol(ours.requested)) ||
		slices.Contains([]string{"xrp", "xrpl", "ripple", "xrpledger"}, folded(ours.requestedNetwork))
}
