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

// Secrets finds the secret fields of a method. missing names those that are
// nowhere to be found.
func Secrets(method string, fields ...string) (found map[string]checkout.Secret, missing []string) {
	found = make(map[string]checkout.Secret)
	for _, field := range fields {
		if value := strings.TrimSpace(os.Getenv(EnvName(method, field))); value != "" {
			found[field] = checkout.Secret(value)
		} else {
			missing = append(missing, field)
		}
	}
	return found, missing
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
