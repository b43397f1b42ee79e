package presenter

// Knows tells whether a key does anything now.
func (c *Counter) Knows(key string) bool { return c.acts[key] != nil }
