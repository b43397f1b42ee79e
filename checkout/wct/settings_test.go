package wct_test

import (
	"errors"
	"testing"

	"kasir/checkout"
	"kasir/checkout/wct"
)

func TestSettingsAreCheckedByName(t *testing.T) {
	for setting, change := range map[string]func(p *wct.Provider){
		"":                        func(p *wct.Provider) { p.Key, p.APISecret = "", "" }, // not a matter of the settings
		"base_url":                func(p *wct.Provider) { p.BaseURL = "" },
		"requested_asset":         func(p *wct.Provider) { p.RequestedAsset = "" },
		"requested_asset_network": func(p *wct.Provider) { p.RequestedAsset = "usdt" },
		"asset_network":           func(p *wct.Provider) { p.Asset = "Tether" },
		"encoding":                func(p *wct.Provider) { p.Encoding = "xml" },
		"payment_path":            func(p *wct.Provider) { p.PaymentPath = "payment/get" },
		"requotes":                func(p *wct.Provider) { p.Requotes = -1 },
	} {
		p, _ := answering(nil)
		change(p)
		err := p.CheckSettings()
		var wrong *wct.SettingError
		if errors.As(err, &wrong); setting == "" && err != nil || setting != "" && (wrong == nil || wrong.Setting != setting || wrong.Why == "") {
			t.Errorf("%s: got %v", setting, err)
		}
	}
	p, _ := answering(nil)
	p.BaseURL = "http://wct.example"
	if err := p.CheckSettings(); err == nil {
		t.Error("plain http elsewhere: got nil")
	}
}

func TestWithoutSecretsNothingIsSent(t *testing.T) {
	p, s := answering(map[string]string{"/payment-pos/post": recorded(t, "made.json")})
	pay := payment(t, p)
	p.APISecret = ""
	_, err := p.Start(t.Context(), pay)
	if fault := checkout.TroubleOf(err); fault.Trouble != checkout.Misused || fault.Sent || len(s.asked) > 0 {
		t.Errorf("got %v, sent %v", err, fault.Sent)
	}
	pay.Request = nil
	if _, err := p.Start(t.Context(), pay); err == nil || checkout.TroubleOf(err).Sent || len(s.asked) > 0 {
		t.Errorf("not prepared: got %v", err)
	}
}

func TestCheckProvesTheCredentials(t *testing.T) {
	for name, c := range map[string]struct {
		validate, update string
		want             checkout.Trouble
	}{
		"accepted":         {`{"status":"ok"}`, "", 0},
		"refused":          {`{"status":"nok","error":"Invalid key or hash"}`, "", checkout.KeyRefused},
		"not validated":    {`{"status":"ok","validated":false}`, "", checkout.KeyRefused},
		"no call, known":   {"", `{"status":"nok","error":"Payment not found"}`, 0},
		"no call, unknown": {"", `{"status":"nok","error":"Invalid hash"}`, checkout.Misused},
		"neither":          {"", "", checkout.Misused},
	} {
		answers := map[string]string{"/validate": c.validate, "/payment-pos/getupdate": c.update}
		for path, said := range answers {
			if said == "" {
				delete(answers, path)
			}
		}
		p, _ := answering(answers)
		err := p.Check(t.Context())
		if got := checkout.TroubleOf(err).Trouble; c.want == 0 && err != nil || c.want != 0 && (err == nil || got != c.want && got != checkout.KeyRefused) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	p, s := answering(nil)
	p.BaseURL = ""
	if err := p.Check(t.Context()); err == nil || len(s.asked) > 0 {
		t.Errorf("without an address: got %v", err)
	}
}
