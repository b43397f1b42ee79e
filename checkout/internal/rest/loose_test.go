package rest_test

import (
	"encoding/json"
	"testing"

	"kasir/checkout/internal/rest"
)

func TestLooseTakesTextsAndNumbersAndMindsNothingElse(t *testing.T) {
	for data, want := range map[string]rest.Loose{
		`"paid"`: "paid", `50000`: "50000", `50000.00`: "50000.00", `12345678901234567890`: "12345678901234567890",
		`null`: "", `true`: "", `{"a":1}`: "", `["x"]`: "", `""`: "",
	} {
		var got struct{ Field rest.Loose }
		if err := json.Unmarshal([]byte(`{"Field":`+data+`}`), &got); err != nil || got.Field != want {
			t.Errorf("%s: got %q, %v", data, got.Field, err)
		}
	}
}
