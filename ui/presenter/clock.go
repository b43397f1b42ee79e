package presenter

// ClockWentBack takes in that the machine's clock is behind what has happened
// already. Nothing of a sale depends on it, but dates on paper do.
func (c *Counter) ClockWentBack() {
	c.tell(Warn, "notice.clock")
	c.show()
}
