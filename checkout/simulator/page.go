package simulator

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"slices"
)

//go:embed home.html checkout.html
var pages embed.FS

var templates = template.Must(template.New("").Funcs(template.FuncMap{"list": list}).ParseFS(pages, "*.html"))

func list(items ...any) []any { return items }

// home is the page on which a person plays the customer and the network.
func (s *Simulator) home(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	payments := s.ledger.list(s.now())
	slices.Reverse(payments)
	a := page("home.html", map[string]any{
		"Payments": payments[:min(len(payments), 50)], "Violations": s.conduct.violations, "Troubles": s.network.words(),
		"Shape": s.uncleZ.options.Shape, "Shapes": []Shape{Direct, Checkout, Both, Picture, Nothing},
		"URL": "http://" + r.Host,
	})
	s.mu.Unlock()
	write(w, a)
}

func page(name string, data any) answer {
	var b bytes.Buffer
	if err := templates.ExecuteTemplate(&b, name, data); err != nil {
		return plain(http.StatusInternalServerError, err.Error())
	}
	return answer{http.StatusOK, map[string]string{
		"Content-Type":            "text/html; charset=utf-8",
		"Content-Security-Policy": "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
		"Cache-Control":           "no-store",
	}, b.Bytes()}
}
