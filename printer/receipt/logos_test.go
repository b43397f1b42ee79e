package receipt_test

import (
	"bytes"
	"errors"
	"image/png"
	"strings"
	"testing"

	"kasir/checkout"
	"kasir/printer"
	"kasir/printer/receipt"
)

func TestTheLogoStandsBelowTheMarks(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, ring()); err != nil {
		t.Fatal(err)
	}
	asked := 0
	logos := &receipt.Logos{Read: func(name string) ([]byte, error) {
		if asked++; name != "ring" {
			return nil, errors.New("no such picture")
		}
		return file.Bytes(), nil
	}}
	r := coffee()
	r.Shop.Logo = "ring"
	for range 2 {
		paper := printer.Plain(receipt.Sale(r, copied, logos.Of(r.Shop)), 48)
		head, _, _ := strings.Cut(paper, "Uncle-Z")
		if strings.Count(paper, "[picture]") != 1 || strings.Index(head, "COPY 2") > strings.Index(head, "[picture]") {
			t.Errorf("got\n%s", paper)
		}
	}
	if asked != 1 {
		t.Errorf("the picture was read %d times", asked)
	}
}

// A picture that is gone must not keep a receipt from being printed.
func TestALogoThatCannotBeReadIsLeftOut(t *testing.T) {
	r := coffee()
	r.Shop.Logo = "ring"
	for name, logos := range map[string]*receipt.Logos{
		"nobody to ask": nil,
		"nothing read":  {},
		"gone":          {Read: func(string) ([]byte, error) { return nil, checkout.ErrNotFound }},
		"no picture":    {Read: func(string) ([]byte, error) { return []byte("GIF89a"), nil }},
	} {
		if paper := printer.Plain(receipt.Sale(r, copied, logos.Of(r.Shop)), 48); strings.Contains(paper, "[picture]") {
			t.Errorf("%s:\n%s", name, paper)
		}
	}
}
