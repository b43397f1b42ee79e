package presenter

// Knows tells whether a key does anything now.
func (c *Counter) Knows(key string) bool { return c.hands.keys[key] != nil }

// Writes tells whether what is typed goes into a text now.
func (c *Counter) Writes() bool { return c.hands.typed != nil }

// Fail plays an act that could not be stored.
func (c *Counter) Fail(err error) { c.failed("", err) }
