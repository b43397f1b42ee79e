package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"kasir/checkout"
	"kasir/store/settings"
	"kasir/store/vault"
)

func secretCommand(dir *folder, out io.Writer) *cobra.Command {
	cmd := &cobra.Command{
		Use: "secret", Short: "Keep the payment services' secrets in the vault",
		Args: misusedArgs(cobra.NoArgs),
		RunE: func(*cobra.Command, []string) error {
			return &misusedError{fmt.Errorf("say what: set, remove, list, keep or start-over; see 'kasir secret --help'")}
		},
	}
	cmd.AddCommand(
		startOverCommand(dir, out),
		&cobra.Command{
			Use: "set METHOD FIELD", Short: "Read a secret from standard input and keep it",
			Args: misusedArgs(cobra.ExactArgs(2)),
			RunE: func(cmd *cobra.Command, args []string) error {
				return setSecret(*dir, newAsker(cmd), out, args[0], args[1])
			},
		},
		&cobra.Command{
			Use: "remove METHOD FIELD", Short: "Take a secret out of the vault",
			Args: misusedArgs(cobra.ExactArgs(2)),
			RunE: func(cmd *cobra.Command, args []string) error {
				return removeSecret(*dir, newAsker(cmd), out, args[0], args[1])
			},
		},
		&cobra.Command{
			Use: "list", Short: "List the secrets that the methods need, and where each is",
			Args: misusedArgs(cobra.NoArgs),
			RunE: func(cmd *cobra.Command, _ []string) error { return listSecrets(*dir, newAsker(cmd), out) },
		},
		&cobra.Command{
			Use: "keep keyring|passphrase", Short: "Choose what opens the vault",
			Args:      misusedArgs(cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs)),
			ValidArgs: []string{string(vault.Keyring), string(vault.Passphrase)},
			RunE: func(cmd *cobra.Command, args []string) error {
				return keepVault(*dir, newAsker(cmd), out, vault.Kept(args[0]))
			},
		},
	)
	return cmd
}

// secretName checks a method and a field against the settings and gives the
// name under which the secret is kept.
func secretName(dir folder, method, field string) (string, error) {
	s, err := dir.settings()
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(s.Methods, func(m settings.Method) bool { return m.ID == method })
	if i < 0 {
		ids := make([]string, len(s.Methods))
		for i, m := range s.Methods {
			ids[i] = m.ID
		}
		return "", &misusedError{fmt.Errorf("%s has no method %q; it has %s", settings.Name, method, strings.Join(ids, ", "))}
	}
	svc, ok := findService(s.Methods[i].Provider)
	if !ok {
		return "", s.Methods[i].Problem("provider", fmt.Sprintf("%q is not one of %s", s.Methods[i].Provider, serviceNames()))
	}
	if len(svc.secrets) == 0 {
		return "", &misusedError{fmt.Errorf("method %s (%s) needs no secret", method, svc.name)}
	}
	field = strings.ToUpper(strings.ReplaceAll(field, "-", "_"))
	if !slices.Contains(svc.secrets, field) {
		return "", &misusedError{fmt.Errorf("method %s (%s) has no secret field %q; it has %s", method, svc.name, field, strings.Join(svc.secrets, ", "))}
	}
	return settings.EnvName(method, field), nil
}

// nextStart is true however the till learns of its secrets: it reads them once.
const nextStart = "The till reads it at its next start."

func setSecret(dir folder, a *asker, out io.Writer, method, field string) error {
	name, err := secretName(dir, method, field)
	if err != nil {
		return err
	}
	v, err := dir.needVault(a)
	if err != nil {
		return err
	}
	secret, err := a.secret(strings.ToUpper(field) + " of " + method)
	if err == nil {
		err = a.end()
	}
	if err != nil {
		return err
	}
	if err := v.Set(name, secret); err != nil {
		return sayVault(dir.path, err)
	}
	_, err = fmt.Fprintf(out, "Kept in the vault (%s). %s\n%s", v.Kept(), nextStart, shadowed(name))
	return err
}

// shadowed warns of an environment that wins over what is in the vault.
func shadowed(name string) string {
	if _, ok := settings.FromEnvironment(name); !ok {
		return ""
	}
	return fmt.Sprintf("But %s is set in the environment, which wins.\n", name)
}

func removeSecret(dir folder, a *asker, out io.Writer, method, field string) error {
	name, err := secretName(dir, method, field)
	if err != nil {
		return err
	}
	v, err := dir.openVault(a.passphrase)
	if err != nil {
		return err
	}
	if _, ok := v.Secret(name); !ok {
		return fmt.Errorf("the vault holds no %s of %s; 'kasir secret list' says what it holds", strings.ToUpper(field), method)
	}
	if err := v.Remove(name); err != nil {
		return sayVault(dir.path, err)
	}
	_, err = fmt.Fprintf(out, "Removed. %s\n%s", strings.Replace(nextStart, "reads it", "forgets it", 1), shadowed(name))
	return err
}

func listSecrets(dir folder, a *asker, out io.Writer) error {
	s, err := dir.settings()
	if err != nil {
		return err
	}
	v, err := dir.openVault(a.passphrase)
	if err != nil {
		return err
	}
	for _, m := range s.Methods {
		svc, _ := findService(m.Provider)
		for _, field := range svc.secrets {
			if _, err := fmt.Fprintf(out, "%s %s: %s\n", m.ID, field, whereIs(v, settings.EnvName(m.ID, field))); err != nil {
				return err
			}
		}
	}
	return nil
}

func whereIs(v *vault.Vault, name string) string {
	if _, ok := settings.FromEnvironment(name); ok {
		return "in the environment, as " + name
	}
	if _, ok := v.Secret(name); ok {
		return "in the vault"
	}
	return "missing"
}

// keepVault moves the vault's key, for instance before the folder goes to
// another machine.
func keepVault(dir folder, a *asker, out io.Writer, kept vault.Kept) error {
	v, err := dir.openVault(a.passphrase)
	if err != nil {
		return err
	}
	if len(v.Names()) == 0 {
		return fmt.Errorf("there is no vault in %s yet; 'kasir secret set' makes one", dir.path)
	}
	var passphrase checkout.Secret
	said := "The key of the vault is in this user's keyring now."
	if kept == vault.Passphrase {
		said = "The vault is sealed with the passphrase now; the till asks for it at each start."
		if passphrase, err = a.chosen("a new passphrase for the vault"); err != nil {
			return err
		}
	}
	if err := v.KeepIn(kept, passphrase); err != nil {
		return sayVault(dir.path, err)
	}
	_, err = fmt.Fprintln(out, said)
	return err
}
