package durable

// SyncDir does nothing: Windows opens no folder for flushing, and NTFS keeps its
// names in a log of its own.
func SyncDir(string) error { return nil }
