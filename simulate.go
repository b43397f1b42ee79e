package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"kasir/checkout/simulator"
	"kasir/store/settings"
)

func simulateCommand(out io.Writer) *cobra.Command {
	var listen string
	var autoPay time.Duration
	cmd := &cobra.Command{
		Use: "simulate", Short: "Serve the payment services on this machine, with a page to play the customer",
		Args: misusedArgs(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			sim := simulator.New(simulator.Options{AutoPay: autoPay})
			if err := sim.Listen(listen); err != nil {
				return &misusedError{fmt.Errorf("the simulator cannot listen on %q; give --listen an address of this machine with a port that is free, such as %s", listen, simulator.DefaultAddr)}
			}
			defer func() { _ = sim.Close() }()
			if _, err := io.WriteString(out, introduction(sim.URL())); err != nil {
				return fmt.Errorf("say where the simulator is: %w", err)
			}
			<-cmd.Context().Done()
			return nil
		},
	}
	cmd.Flags().StringVar(&listen, "listen", simulator.DefaultAddr, "loopback address to serve on")
	cmd.Flags().DurationVar(&autoPay, "auto-pay", 0, "customers pay by themselves after this time, such as 5s")
	return cmd
}

// introduction is what a till needs to use the simulator.
func introduction(url string) string {
	var b strings.Builder
	b.WriteString(fmt.Sprintf("Play the customer and the network at %s\n\nFor %s:\n", url, settings.Name))
	for _, s := range services {
		if s.open == nil {
			continue // nobody needs to be asked
		}
		b.WriteString(fmt.Sprintf("\n[[method]]\nid       = %q\nlabel    = %q\nprovider = %q\nbase_url = %q\n%s",
			s.id, s.label, s.name, url, s.example))
	}
	b.WriteString("\nFor the environment:\n\n")
	for _, s := range services {
		for _, field := range s.secrets {
			b.WriteString(fmt.Sprintf("export %s=%s\n", settings.EnvName(s.id, field), s.train[field].Reveal()))
		}
	}
	return b.String()
}
