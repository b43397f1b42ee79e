package qris

import "fmt"

// tagSum opens the last object: tag 63, four characters.
const tagSum = "6304"

// cutSum takes the checksum off the end of a code.
func cutSum(payload string) (text, stated string, ok bool) {
	at := len(payload) - len(tagSum) - 4
	if at < 0 || payload[at:at+len(tagSum)] != tagSum {
		return "", "", false
	}
	return payload[:at], payload[at+len(tagSum):], true
}

// checksum is CRC-16/CCITT-FALSE in four capital hex digits: polynomial 0x1021,
// beginning with 0xFFFF (EMV QRCPS Merchant-Presented Mode, 4.7.3).
func checksum(text string) string {
	crc := uint16(0xFFFF)
	for _, b := range []byte(text) {
		crc ^= uint16(b) << 8
		for range 8 {
			carry := crc&0x8000 != 0
			crc <<= 1
			if carry {
				crc ^= 0x1021
			}
		}
	}
	return fmt.Sprintf("%04X", crc)
}
