// Package winspool is the part of Windows' print spooler that is used to hand
// jobs over as they are (datatype RAW) and to see what becomes of them. The
// calls are those of winspool.drv, as Microsoft documents them.
//
// What decides stands behind [System], so that it runs and is tested on every
// system; only system_windows.go speaks to Windows.
package winspool
