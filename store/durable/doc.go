// Package durable puts files on disk so that a power cut leaves either the whole
// new file or what was there before, never a part and never nothing.
//
// [Write] does all of it for a small file; [Publish] is its second half, for a
// file that somebody else has written; [MakeDir] is the same for a folder.
package durable
