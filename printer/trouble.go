package printer

import (
	"slices"

	"kasir/printer/escpos"
)

// tell says once what the trouble is, and once that it is over.
func (s *session) tell(cause Cause) {
	if cause != s.told && s.trouble != nil {
		s.trouble(cause)
	}
	s.told = cause
}

// cause is what keeps the printer from getting on, as far as it can be told.
func (s *session) cause(now heard) Cause {
	st := now.status
	switch {
	case st.CoverOpen:
		return CoverOpen
	case st.PaperOut:
		return PaperOut
	case st.CutterError:
		return CutterError
	case st.Unrecoverable:
		return Unrepaired
	case st.Recoverable:
		return Recovering
	case st.Feeding, st.Offline && s.trustsOffline():
		return Offline
	case now.silent:
		return Silent
	case now.stalled:
		return TimedOut
	}
	return Well
}

// trustsOffline: on some clones the bit has no meaning and may be set for ever,
// so it is believed of documented models alone.
func (s *session) trustsOffline() bool { return s.profile.Status == escpos.Yes }

// forPerson are the causes with which the printer goes on as soon as a person
// has helped.
var forPerson = []Cause{CoverOpen, PaperOut, CutterError, Recovering, Offline, Unrepaired}

func needsPerson(c Cause) bool { return slices.Contains(forPerson, c) }
