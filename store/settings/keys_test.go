package settings

import (
	"reflect"
	"slices"
	"testing"
)

// A key that somebody adds to kasir.toml must not be missing from the forms.
func TestFormsHaveEveryKeyOfTheFile(t *testing.T) {
	for name, c := range map[string]struct {
		table any
		keys  []Key
	}{
		"shop": {shop{}, ShopKeys()}, "printer": {Printer{}, PrinterKeys(nil)}, "people": {people{}, PeopleKeys()},
		"method": {common{}, append(MethodKeys(), Key{Name: "provider"})}, // chosen before the form
	} {
		var want, got []string
		table := reflect.TypeOf(c.table)
		for i := range table.NumField() {
			want = append(want, table.Field(i).Tag.Get("toml"))
		}
		for _, key := range c.keys {
			got = append(got, key.Name)
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("[%s]: the form has %v, the file %v", name, got, want)
		}
	}
}
