package settings

import (
	"os"
	"strings"

	"kasir/checkout"
)

// EnvName is the environment variable that holds a secret field of a method:
// KASIR_PAY_LATER_SECRET_KEY for field SECRET_KEY of method pay-later.
func EnvName(method, field string) string {
	return "KASIR_" + strings.ToUpper(strings.ReplaceAll(method, "-", "_")) + "_" + field
}

// A Lookup finds a secret by its name, which is that of its environment
// variable; the vault has one.
type Lookup func(name string) (checkout.Secret, bool)

// Secrets finds the secret fields of a method: in the environment, and where
// that says nothing by looking them up; a nil Lookup finds nothing. missing
// names those that are nowhere to be found.
func Secrets(kept Lookup, method string, fields ...string) (found map[string]checkout.Secret, missing []string) {
	found = make(map[string]checkout.Secret)
	for _, field := range fields {
		name := EnvName(method, field)
		if value, ok := FromEnvironment(name); ok {
			found[field] = value
		} else if value, ok := kept.find(name); ok {
			found[field] = value
		} else {
			missing = append(missing, field)
		}
	}
	return found, missing
}

// FromEnvironment finds a secret in the environment.
func FromEnvironment(name string) (checkout.Secret, bool) {
	value := strings.TrimSpace(os.Getenv(name))
	return checkout.Secret(value), value != ""
}

func (l Lookup) find(name string) (checkout.Secret, bool) {
	if l == nil {
		return "", false
	}
	return l(name)
}

// SystemLanguage is the language of this machine's user where a till speaks
// it, and English otherwise.
func SystemLanguage() string {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		locale := os.Getenv(name)
		for _, language := range Languages {
			if locale == language || strings.HasPrefix(locale, language+"_") {
				return language
			}
		}
		if locale != "" {
			return "en"
		}
	}
	return "en"
}
