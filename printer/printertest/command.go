package printertest

import "bytes"

// commandLength says how many bytes the command at the start of b has, or -1
// while that cannot be told.
func commandLength(b []byte) int {
	n := 1
	switch {
	case len(b) == 0:
		return -1
	case b[0] != 0x10 && (b[0] < 0x1B || b[0] > 0x1D):
	case len(b) < 2:
		return -1
	case b[0] == 0x10:
		n = map[byte]int{0x04: 3, 0x05: 3, 0x14: 5}[b[1]]
		n = max(n, 1)
	case b[0] == 0x1B:
		n = escape(b)
	case b[0] == 0x1C:
		n = fixed(b, ".&", 2, "p", 4)
	default:
		n = group(b)
	}
	if n > len(b) {
		return -1
	}
	return n
}

// fixed finds the length of a command of which the second byte tells it.
func fixed(b []byte, short string, shortLength int, long string, longLength int) int {
	switch {
	case bytes.IndexByte([]byte(short), b[1]) >= 0:
		return shortLength
	case bytes.IndexByte([]byte(long), b[1]) >= 0:
		return longLength
	}
	return 3
}

func escape(b []byte) int {
	switch b[1] {
	case '*':
		if len(b) < 5 {
			return 5
		}
		bytesPerColumn := 1
		if b[2] >= 32 {
			bytesPerColumn = 3
		}
		return 5 + (int(b[3])|int(b[4])<<8)*bytesPerColumn
	case 'D':
		return untilNUL(b, 2)
	case 'p':
		return 5
	}
	return fixed(b, "@2im", 2, "$\\B", 4)
}

func group(b []byte) int {
	switch {
	case b[1] == '(':
		if len(b) < 5 {
			return 5
		}
		return 5 + int(b[3]) + int(b[4])<<8
	case b[1] == '8':
		if len(b) < 7 {
			return 7
		}
		return 7 + int(b[3]) + int(b[4])<<8 + int(b[5])<<16 + int(b[6])<<24
	case b[1] == 'v':
		if len(b) < 8 {
			return 8
		}
		return 8 + (int(b[4])+int(b[5])<<8)*(int(b[6])+int(b[7])<<8)
	case b[1] == 'k' && len(b) < 4, b[1] == 'V' && len(b) < 3:
		return 4
	case b[1] == 'k' && b[2] >= 65:
		return 4 + int(b[3])
	case b[1] == 'k':
		return untilNUL(b, 3)
	case b[1] == 'V' && (b[2] == 65 || b[2] == 66):
		return 4
	}
	return fixed(b, "", 0, "LWP$\\", 4)
}

func untilNUL(b []byte, from int) int {
	if len(b) < from {
		return from
	}
	if i := bytes.IndexByte(b[from:], 0); i >= 0 {
		return from + i + 1
	}
	return len(b) + 1
}
