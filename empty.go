package main

import (
	"errors"
	"fmt"
	"io"
	"iter"
	"time"

	"kasir/checkout"
)

// empty is the source of a folder that holds no sales yet.
type empty struct{}

func none[T any](func(T, error) bool) {}

func (empty) All() iter.Seq2[checkout.Sale, error]            { return none[checkout.Sale] }
func (empty) Day(string) iter.Seq2[checkout.Sale, error]      { return none[checkout.Sale] }
func (empty) BookedOn(string) iter.Seq2[checkout.Sale, error] { return none[checkout.Sale] }
func (empty) ClosedShifts() iter.Seq2[checkout.Shift, error]  { return none[checkout.Shift] }
func (empty) Papers() iter.Seq2[checkout.Paper, error]        { return none[checkout.Paper] }
func (empty) ByNumber(uint64) (checkout.Sale, error)          { return checkout.Sale{}, checkout.ErrNotFound }
func (empty) ByInvoice(string) ([]checkout.Sale, error)       { return nil, nil }
func (empty) Shift(uint64) (checkout.Shift, error)            { return checkout.Shift{Number: 1}, nil }
func (empty) Tasks(time.Time) ([]checkout.Task, error)        { return nil, nil }
func (empty) UpdateSale(checkout.SaleID, func(*checkout.Sale, func() uint64) error) (checkout.Sale, error) {
	return checkout.Sale{}, checkout.ErrNotFound
}

func (empty) Backup(string) error {
	return errors.New("there are no sales yet, so there is nothing to back up")
}

func (empty) Search(checkout.Query, checkout.Cursor, int) (checkout.Page, error) {
	return checkout.Page{}, nil
}

func nothingToVerify(out io.Writer) error {
	_, err := fmt.Fprintln(out, "OK: no sales yet")
	return err
}
