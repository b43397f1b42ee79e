package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"kasir/assets/words"
	"kasir/printer"
	"kasir/printer/escpos"
	"kasir/store/settings"
)

// examinePrinter asks the printer that is set up what it says of itself.
func examinePrinter(ctx context.Context, p *patient, s *settings.Settings, w words.Words) {
	device, err := newPrinter(s)
	switch {
	case err != nil:
		p.say("printer", err)
		return
	case !device.IsSet():
		p.say("printer: none is set up", nil)
		return
	}
	if lacking := lacking(device.Profile, s); lacking != "" {
		p.say("letters on paper", fmt.Errorf("%s has no sign for %s, and prints another one; write the shop's texts and the methods' labels without it", s.Printer.Profile, lacking))
	}
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	found := device.Examine(ctx)
	what := "printer " + s.Printer.Address + ", " + s.Printer.Profile
	if found.Cause != printer.Well {
		p.say(what, errors.New(w.Say("cause."+found.Cause.String())))
		return
	}
	p.say(what, nil)
	p.add("      %s", trust(found))
	if found.Repeats {
		queue := strings.TrimPrefix(s.Printer.Address, "cups://")
		p.say("print queue "+queue, fmt.Errorf("it sends a receipt again when the connection breaks, so that it can come out twice; run once: "+
			"sudo lpadmin -p %s -o printer-error-policy=abort-job", queue))
	}
	if found.NearEnd {
		p.say("paper", errors.New(w.Say("cause."+printer.NearEnd.String())))
	}
}

// lacking are the letters of the shop's texts and of the methods' labels that
// neither a printer model nor Kasir's own font has; empty where there are none.
func lacking(profile escpos.Profile, s *settings.Settings) string {
	texts := append([]string{s.Shop.Name, s.Shop.Support, s.Shop.TaxID}, s.Shop.Address...)
	for _, m := range s.Methods {
		texts = append(texts, m.Label)
	}
	var doc printer.Document
	for _, text := range texts {
		doc = append(doc, printer.Text{Text: text})
	}
	_, report, err := printer.Encode(doc, profile)
	if err != nil {
		return ""
	}
	letters := report.Missing
	for _, replaced := range report.Replaced {
		letters = append(letters, replaced.Rune)
	}
	slices.Sort(letters)
	return strings.Join(strings.Split(string(slices.Compact(letters)), ""), " ")
}

// trust says what the printer is believed, by what it answered.
func trust(found printer.Condition) string {
	model := ""
	if found.Model != "" {
		model = "it calls itself " + found.Model + "; "
	}
	switch {
	case found.Answers && found.Fences:
		return model + "it answers and says when a receipt is out: a receipt counts as printed when it says so"
	case found.Answers:
		return model + "it answers, but does not say when a receipt is out: no paper and an open cover are noticed"
	}
	return "it answers nothing: a receipt counts as sent when the printer has taken it, and nobody hears of missing paper"
}

// listPrinters lists what could be set up, and what this user may not open.
func listPrinters(ctx context.Context, p *patient) {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	for _, found := range printer.Detect(ctx) {
		note := ""
		if found.Group != "" {
			note = "; this user may not use it: run once, then sign in again: sudo usermod -aG " + found.Group + " $USER"
		}
		p.add("      printer found: %s%s", found.Address, note)
	}
	p.add("      printer profiles: %s", profileNames())
}
