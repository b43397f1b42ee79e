package printer

// groupToJoin: Windows closes no printer to those who are signed in.
func groupToJoin(string) string { return "" }
