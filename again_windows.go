package main

import (
	"context"
	"os"
	"os/exec"
)

// become starts another program; this one ends when it returns.
func become(program string, args []string) error {
	cmd := exec.CommandContext(context.Background(), program, args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	return cmd.Start()
}
