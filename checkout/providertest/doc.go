// Package providertest says what every provider must do, as tests.
//
// A provider's own test opens a [Harness] (the provider, its service, and hands
// to play the customer) over a [Network] and calls [Run]. Each case is a rule of
// checkout.Provider or of the till above it, with time that passes by itself
// (testing/synctest): a poll of twenty minutes takes no time. What a service
// cannot do by its nature is declared in [Abilities], and said aloud in the log.
//
// The suite is itself tested: planted_test.go breaks a provider in every way
// that has cost somebody money, and each must be caught ([Failures]).
//
// The till in these cases keeps its sales in [Memory], a journal without a disk;
// the store has tests of its own. Start reading at harness.go, then cases.go.
package providertest
