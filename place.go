package main

import (
	"encoding/json"
	"os"
	"path/filepath"

	"kasir/store/durable"
	"kasir/ui"
)

// placeFile remembers the customer's window from one run to the next. It holds
// nothing that anybody would miss.
const placeFile = "window.json"

// customerPlace is where the customer's window was; a file that cannot be read
// means that it was closed.
func (t *till) customerPlace() ui.Place {
	var place ui.Place
	data, err := os.ReadFile(filepath.Join(t.dir.place(), placeFile))
	if err != nil || json.Unmarshal(data, &place) != nil {
		return ui.Place{}
	}
	return place
}

// keepCustomerPlace is for the next run; this one does not wait for the disk.
func (t *till) keepCustomerPlace(place ui.Place) {
	t.spawn(func() {
		data, err := json.Marshal(place)
		if err == nil {
			err = durable.Write(filepath.Join(t.dir.place(), placeFile), data)
		}
		if err != nil {
			t.log.Warn("the customer window's place is not kept", "err", err)
		}
	})
}
