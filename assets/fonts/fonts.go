// Package fonts holds the letters that Kasir brings along, because no receipt
// printer has them: Noto Sans Arabic, under the SIL Open Font License (OFL.txt).
package fonts

import _ "embed"

// ArabicRegular is Noto Sans Arabic, a TrueType font.
//
//go:embed NotoSansArabic-Regular.ttf
var ArabicRegular []byte

// ArabicBold is Noto Sans Arabic Bold, a TrueType font.
//
//go:embed NotoSansArabic-Bold.ttf
var ArabicBold []byte
