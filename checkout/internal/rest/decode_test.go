package rest_test

import (
	"encoding/json"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/checkout/internal/rest"
)

func body(text string) rest.Answer { return rest.Answer{Status: 200, Body: []byte(text)} }

func TestJSONThatCanBeReadTwoWaysIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty":               "",
		"blank":               " \n",
		"same name":           `{"status":"pending","status":"paid"}`,
		"other case":          `{"status":"pending","Status":"paid"}`,
		"escaped":             `{"status":"pending","st\u0061tus":"paid"}`,
		"Kelvin sign":         `{"link":"a","lin` + "\u212a" + `":"b"}`,
		"long s":              `{"status":"pending","` + "\u017f" + `tatus":"paid"}`,
		"deep inside":         `{"a":[{"b":{"c":1,"C":2}}]}`,
		"after the document":  `{"status":"pending"}{"status":"paid"}`,
		"garbage after":       `{"status":"paid"} x`,
		"cut":                 `{"status":"paid"`,
		"comma at the end":    `{"status":"paid",}`,
		"single quotes":       `{'status':'paid'}`,
		"byte order mark":     "\ufeff{}",
		"not UTF-8":           "{\"status\":\"pa\xffid\"}",
		"not UTF-8 in a name": "{\"st\xc0\xaftus\":1}",
		"too deep":            strings.Repeat("[", 33) + strings.Repeat("]", 33),
		"far too deep":        strings.Repeat(`{"a":`, 100000),
		"NaN":                 `{"amount":NaN}`,
		"a page":              `<html>`,
	} {
		var v struct{ Status string }
		err := body(text).JSON(&v)
		if err == nil {
			t.Errorf("%s was read as %+v", name, v)
			continue
		}
		wantFault(t, err, checkout.Garbled, true)
		var all any
		wantFault(t, body(text).JSON(&all), checkout.Garbled, true)
	}
}

func TestJSONIsReadTolerantlyAndExactly(t *testing.T) {
	var v struct {
		Amount json.Number `json:"amount"`
		Extra  any         `json:"extra"`
		Same   []struct {
			ID string `json:"id"`
		} `json:"same"`
	}
	text := `{"unknown":{"id":1},"amount":50000.00,"extra":9007199254740993,"same":[{"id":"a"},{"id":"b"}]}` + " \r\n"
	if err := body(text).JSON(&v); err != nil {
		t.Fatal(err)
	}
	if v.Amount != "50000.00" || v.Extra != json.Number("9007199254740993") || v.Same[1].ID != "b" {
		t.Errorf("got %+v", v)
	}
	deep := strings.Repeat("[", 32) + strings.Repeat("]", 32)
	if err := body(deep).JSON(new(any)); err != nil {
		t.Errorf("32 levels: %v", err)
	}
}

func TestWrongKindsNameTheFieldOnly(t *testing.T) {
	var v struct {
		Payment struct {
			Amount int64 `json:"amount"`
		} `json:"payment"`
	}
	for _, text := range []string{
		`{"payment":{"amount":"SECRET"}}`, `{"payment":{"amount":50000.00}}`,
		`{"payment":{"amount":1e3}}`, `{"payment":{"amount":99999999999999999999}}`,
	} {
		fault := wantFault(t, body(text).JSON(&v), checkout.Garbled, true)
		if got := fault.Error(); !strings.Contains(got, "payment.amount") || strings.Contains(got, "SECRET") || strings.Contains(got, "999") {
			t.Errorf("%s: got %q", text, got)
		}
	}
	wantFault(t, body(`["SECRET"]`).JSON(&v), checkout.Garbled, true)
}

// Whatever is accepted means the same to a reader who keeps the first of two
// names and to one who keeps the last.
func FuzzJSON(f *testing.F) {
	for _, seed := range []string{paid, `{"a":1,"A":2}`, `[[[]]]`, `"x"`, "{\"\xff\":1}", `{"a":{"b":[1,2.50,null]}} `} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var v any
		if body(text).JSON(&v) != nil {
			return
		}
		if !json.Valid([]byte(text)) {
			t.Errorf("%q was accepted", text)
		}
		again, err := json.Marshal(v)
		if err != nil || body(string(again)).JSON(&v) != nil {
			t.Errorf("%q became %q, %v", text, again, err)
		}
	})
}
