// Package picture fetches the QR pictures that some services host, and reads
// the codes in them, so that the till can check a code and draw it again.
//
// The link comes out of a service's answer and is not to be trusted with
// anything: a [Source] sends no credential, asks only hosts that the adapter
// names, never a machine inside the shop's own network, and takes a small PNG or
// nothing. Where a link leads to a web page the answer is [ErrPage], and the
// caller draws the link itself. [Read] gives the text of the code; where it
// cannot ([ErrUnreadable]), [Decode] gives the picture to be shown as it is.
//
// Start reading at source.go.
package picture
