package qris

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"kasir/checkout/money"
)

// The sample of Midtrans' page "GoPay QRIS POS Integration". Its amount stands
// behind its postcode.
const sample = "00020101021226620014COM.GO-JEK.WWW011993600914349052630340210G4905263030303UKE" +
	"51440014ID.CO.QRIS.WWW0215AID0607336128660303UKE5204341453033605802ID5904Test6007BANDUNG" +
	"6105402845409789000.0062475036c032f87c-f773-4619-aefa-675e1f06f9210703A016304A623"

func rp(minor int64) money.Amount { return money.Of(minor, money.MustCurrency("IDR")) }

// sealed closes a text with its right checksum.
func sealed(text string) string { return text + tagSum + checksum(text+tagSum) }

// with changes the sample and seals it again.
func with(from, to string) string {
	return sealed(strings.Replace(strings.TrimSuffix(sample, "6304A623"), from, to, 1))
}

func TestCheck(t *testing.T) {
	filler := strings.Repeat("x", 90)
	long := "8090" + filler + "8190" + filler + "8290" + filler
	for _, tt := range []struct {
		name, payload string
		amount        money.Amount
		want          error
	}{
		{"the sample", sample, rp(789000), nil},
		{"without decimals", with("5409789000.00", "5406789000"), rp(789000), nil},
		{"one decimal", with("5409789000.00", "5408789000.0"), rp(789000), nil},
		{"a point behind", with("5409789000.00", "5407789000."), rp(789000), nil},
		{"zeros before", with("5409789000.00", "54130000789000.00"), rp(789000), nil},
		{"a tip if the customer likes", with("5802ID", "5502015802ID"), rp(789000), nil},
		{"labels that are no objects", with("62475036", "62475037"), rp(789000), nil},
		{"a name counted in characters", with("5904Test", "5904Café"), rp(789000), nil},
		{"a name counted in bytes", with("5904Test", "5905Café"), rp(789000), nil},

		{"one rupiah more", sample, rp(789001), OtherAmount},
		{"nothing", with("5409789000.00", "54040.00"), rp(0), OtherAmount},
		{"half a rupiah", with("5409789000.00", "5409789000.50"), rp(789000), OtherAmount},
		{"a thousandth", with("5409789000.00", "5410789000.001"), rp(789000), OtherAmount},
		{"beyond all sums", with("5409789000.00", "54139999999999999"), rp(789000), OtherAmount},
		{"amount with a comma", with("5409789000.00", "5409789.000,0"), rp(789000), Malformed},
		{"negative amount", with("5409789000.00", "5407-789000"), rp(-789000), Malformed},
		{"amount in words of science", with("5409789000.00", "54057.9e5"), rp(790000), Malformed},
		{"two points", with("5409789000.00", "5409789.00.00"), rp(789), Malformed},
		{"no amount", with("5409789000.00", ""), rp(789000), NoAmount},
		{"printed kind", with("010212", "010211"), rp(789000), Static},
		{"no kind", with("010212", ""), rp(789000), Static},
		{"dollars", with("5303360", "5303840"), rp(789000), OtherCurrency},
		{"no currency", with("5303360", ""), rp(789000), OtherCurrency},
		{"a sale in dirham", sample, money.Of(789000, money.MustCurrency("AED")), OtherCurrency},
		{"a fixed fee", with("5802ID", "55020256035005802ID"), rp(789000), Surcharge},
		{"a percentage", with("5802ID", "550203570155802ID"), rp(789000), Surcharge},
		{"of Thailand", with("5802ID", "5802TH"), rp(789000), NotQRIS},
		{"nobody is paid", sealed("0002010102125303360540678900058" + "02ID"), rp(789000), NotQRIS},

		{"empty", "", rp(789000), Malformed},
		{"a link", "https://checkout.example/pay?amount=789000", rp(789000), Malformed},
		{"only a checksum", sealed(""), rp(789000), Malformed},
		{"another format", with("000201", "000202"), rp(789000), Malformed},
		{"format not first", sealed("010212000201"), rp(789000), Malformed},
		{"a tag twice", with("5802ID", "5802ID5802ID"), rp(789000), Malformed},
		{"an amount twice", with("5802ID", "54011"+"5802ID"), rp(789000), Malformed},
		{"a length too long", with("5904Test", "5999Test"), rp(789000), Malformed},
		{"a length of letters", with("5904Test", "590xTest"), rp(789000), Malformed},
		{"an account that is no objects", with("0014COM.GO-JEK.WWW", "0015COM.GO-JEK.WWW"), rp(789000), Malformed},
		{"a small checksum", strings.Replace(sample, "A623", "a623", 1), rp(789000), Damaged},
		{"something behind", sample + "0", rp(789000), Malformed},
		{"a space before", " " + sample, rp(789000), Damaged},
		{"far too long", with("5802ID", "5802ID"+long), rp(789000), Malformed},
	} {
		if err := Check(tt.payload, tt.amount); !errors.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestEachChangedByteIsCaught(t *testing.T) {
	built, err := Build(New(rp(50000), "Toko Maju", "BANDUNG", "POS-000042"))
	if err != nil {
		t.Fatal(err)
	}
	for payload, amount := range map[string]int64{sample: 789000, built: 50000} {
		for i := range len(payload) {
			changed := []byte(payload)
			for b := range 256 {
				if changed[i] = byte(b); string(changed) == payload {
					continue
				}
				if err := Check(string(changed), rp(amount)); err == nil {
					t.Fatalf("%q instead of %q at %d was accepted", rune(b), payload[i], i)
				}
			}
		}
	}
}

func TestEachCutAndEachSwapIsCaught(t *testing.T) {
	for i := range len(sample) {
		if Check(sample[:i], rp(789000)) == nil {
			t.Errorf("cut at %d was accepted", i)
		}
		if i > 0 && sample[i-1] != sample[i] {
			swapped := sample[:i-1] + string(sample[i]) + string(sample[i-1]) + sample[i+1:]
			if Check(swapped, rp(789000)) == nil {
				t.Errorf("swapped at %d was accepted", i)
			}
		}
	}
}

func TestChecksum(t *testing.T) {
	if got := checksum("123456789"); got != "29B1" {
		t.Errorf("got %s", got) // the check value of CRC-16/CCITT-FALSE
	}
}

func TestReasonsHaveWords(t *testing.T) {
	for r := Malformed; r <= Surcharge; r++ {
		if got := fmt.Sprint(r); got == "qris: " {
			t.Errorf("%d has none", uint8(r))
		}
	}
}

func TestEveryReasonHasAWordForTheWordLists(t *testing.T) {
	for reason := Malformed; reason <= Surcharge; reason++ {
		if refusals[reason] == "" {
			t.Errorf("%v has no word", reason)
		}
	}
	if got := Refusal("https://example.com", money.Of(1, money.MustCurrency("IDR"))); got != "qr-malformed" {
		t.Errorf("got %q", got)
	}
}
