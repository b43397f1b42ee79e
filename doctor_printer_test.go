package main

import (
	"strings"
	"testing"

	"kasir/assets/words"
	"kasir/checkout"
	"kasir/printer/escpos"
	"kasir/printer/printertest"
	"kasir/store/settings"
)

func examined(t *testing.T, address string) string {
	t.Helper()
	p := &patient{}
	s := &settings.Settings{Printer: settings.Printer{Address: address, Profile: "epson-80"}}
	examinePrinter(t.Context(), p, s, words.In("en"))
	return p.lines.String()
}

// What no letter stands for on paper was reported by the encoder, and to nobody.
func TestDoctorNamesTheLettersThatNoPaperShows(t *testing.T) {
	const private = "\U000F1234" // that no font has, not even one of this machine
	shop := checkout.Shop{Name: "Kopi " + private, Address: []string{"Jl. Braga 12"}}
	p := &patient{}
	s := &settings.Settings{Shop: shop, Printer: settings.Printer{Address: "tcp://127.0.0.1:1", Profile: "epson-80"}}
	examinePrinter(t.Context(), p, s, words.In("en"))
	if got := p.lines.String(); !strings.Contains(got, "TO DO letters on paper") || !strings.Contains(got, private) {
		t.Errorf("got\n%s", got)
	}
	s.Shop.Name = "Kopi"
	for _, profile := range escpos.Profiles() {
		if got := lacking(profile, s); got != "" {
			t.Errorf("%s has no sign for %q", profile.Name, got)
		}
	}
}

func TestDoctorSaysWhatThePrinterIsTrustedFor(t *testing.T) {
	device := printertest.New(t)
	for want, prepare := range map[string]func(){
		"counts as printed when it says so": func() {},
		"it calls itself TM-T20II":          func() {},
		"TO DO paper: The paper is nearly":  func() { device.Fail(printertest.NearEnd) },
		"TO DO printer tcp://":              func() { device.Fail(printertest.PaperOut) },
		"out of paper":                      func() { device.Fail(printertest.PaperOut) },
		"counts as sent":                    func() { device.Behave(printertest.Mute()) },
		"no paper and an open cover":        func() { device.Behave(printertest.NoFence()) },
		"refuses the connection":            func() { device.Behave(printertest.Refuse()) },
	} {
		device.Behave(printertest.Healthy())
		device.Mend()
		prepare()
		if got := examined(t, device.Address()); !strings.Contains(got, want) {
			t.Errorf("nothing of %q in\n%s", want, got)
		}
	}
	if got := examined(t, "none:"); got != "OK    printer: none is set up\n" {
		t.Errorf("got %q", got)
	}
	if len(device.Jobs()) > 0 {
		t.Error("the doctor printed")
	}
}
