package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"kasir/assets/words"
	"kasir/printer"
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
