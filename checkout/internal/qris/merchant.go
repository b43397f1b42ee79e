package qris

// register is the tag of the national register among the accounts (QRIS,
// Merchant Presented Mode: tag 51, with the NMID in 02).
const register = "51"

// MerchantID is the National Merchant ID in the text of a payment code, which
// shops look for on a receipt; empty where there is none.
func MerchantID(payload string) string {
	code, err := Parse(payload)
	if err != nil {
		return ""
	}
	for _, a := range code.Accounts {
		if a.Tag == register {
			return a.ID
		}
	}
	return ""
}
