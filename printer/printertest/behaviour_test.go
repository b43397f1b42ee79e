package printertest

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestJobOfSenderThatDiesIsNotWhole(t *testing.T) {
	dies := iotest.ErrReader(errors.New("reset by peer"))
	job := Healthy().read(io.MultiReader(strings.NewReader("Tea"), dies), nil)
	if job.Whole || string(job.Bytes) != "Tea" {
		t.Errorf("got %+v", job)
	}
	if job := Healthy().read(strings.NewReader("Tea\n"), nil); !job.Whole || string(job.Bytes) != "Tea\n" {
		t.Errorf("got %+v", job)
	}
}
