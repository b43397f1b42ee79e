package settings_test

import (
	"errors"
	"testing"

	"kasir/store/settings"
)

func sheet(t *testing.T, text string) *settings.Sheet {
	t.Helper()
	s, err := settings.NewSheet([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestASheetShowsEveryKindOfValue(t *testing.T) {
	s := sheet(t, "[shop]\nname = \"Shop\"\naddress = [\"one\", \"two\"]\nvolume = 30\n[[method]]\nid = \"a\"\nlatitude = 24.5\nrefunds = true\n")
	for _, c := range []struct{ table, key, want string }{
		{"shop", "name", "Shop"},
		{"shop", "address", "one; two"},
		{"shop", "volume", "30"},
		{"shop", "till", ""},
		{"printer", "address", ""},
		{"method.0", "latitude", "24.5"},
		{"method.0", "refunds", "on"},
		{"method.1", "id", ""},
	} {
		if got := s.Value(c.table, c.key); got != c.want {
			t.Errorf("%s.%s is %q, want %q", c.table, c.key, got, c.want)
		}
	}
}

// What a form shows and nobody changes leaves the file as it is, to the byte.
func TestFillingInTheSameChangesNothing(t *testing.T) {
	const text = "[shop]\n  name='Shop' # ours\naddress = [ 'one' , 'two' ]\nvolume=30\n"
	s := sheet(t, text)
	values := make(map[string]string)
	for _, k := range settings.ShopKeys() {
		values[k.Name] = s.Value("shop", k.Name)
	}
	filled, err := s.Fill("shop", settings.ShopKeys(), values)
	if err != nil || string(filled.Text()) != text {
		t.Errorf("got %q, %v", filled.Text(), err)
	}
}

func TestFillAMethodThatIsNew(t *testing.T) {
	keys := append(settings.MethodKeys(), settings.Key{Name: "provider"}, settings.Key{Name: "refunds", Kind: settings.Switch})
	s, err := sheet(t, "").Fill("method.0", keys, map[string]string{
		"label": " GoPay ", "id": "gopay", "provider": "midtrans", "refunds": "on", "poll": "", "image_hosts": "a.example; b.example;",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := "[[method]]\nlabel = \"GoPay\"\nid = \"gopay\"\nimage_hosts = [\"a.example\", \"b.example\"]\nprovider = \"midtrans\"\nrefunds = true\n"
	if string(s.Text()) != want {
		t.Errorf("got %q", s.Text())
	}
	gone, err := s.Without("method.0")
	if err != nil || gone.Methods() != 0 {
		t.Errorf("left %q, %v", gone.Text(), err)
	}
}

func TestWhatCannotBeIsAProblemOfItsKey(t *testing.T) {
	keys := []settings.Key{
		{Name: "copies", Kind: settings.Number},
		{Name: "drawer", OneOf: []string{"none", "pin2"}},
		{Name: "latitude", Kind: settings.Decimal},
		{Name: "refunds", Kind: settings.Switch},
	}
	_, err := sheet(t, "").Fill("printer", keys, map[string]string{"copies": "two", "drawer": "pin7", "latitude": "NaN", "refunds": "yes"})
	var problems settings.Problems
	if !errors.As(err, &problems) || len(problems) != 4 || problems[0].Key != "printer.copies" || problems[3].Key != "printer.refunds" {
		t.Errorf("got %v", err)
	}
}
