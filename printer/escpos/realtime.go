package escpos

// A printer obeys real-time commands (DLE EOT, DLE ENQ, DLE DC4) even in the
// middle of a picture or a QR code: DLE ENQ clears its memory, DLE DC4 opens the
// drawer. No data that we send may contain them.
const dle = 0x10

// realTime finds the first real-time command in data, or returns -1.
func realTime(data []byte) int {
	for i := 0; i+1 < len(data); i++ {
		if data[i] != dle {
			continue
		}
		switch data[i+1] {
		case 0x04, 0x05, 0x14:
			return i
		}
	}
	return -1
}

// breakRealTime makes picture data harmless: beside the lone black dot of a DLE
// byte it blackens the next one.
func breakRealTime(data []byte) {
	for i := realTime(data); i >= 0; i = realTime(data) {
		data[i] = 0x18
		data = data[i+1:]
	}
}
