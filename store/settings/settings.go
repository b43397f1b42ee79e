package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/pelletier/go-toml/v2"

	"kasir/checkout"
)

// Name is the name of the settings file in the data folder.
const Name = "kasir.toml"

// Settings are what kasir.toml says, with defaults filled in.
type Settings struct {
	Shop    checkout.Shop
	Printer Printer
	People  People
	Methods []Method
	Volume  int // of the till's sounds, 0 to 100; 0 is silent
	lines   lines
}

// Printer says where receipts come out.
type Printer struct {
	Address string `toml:"address"` // "none:" where there is none
	Profile string `toml:"profile"`
	Drawer  string `toml:"drawer"` // none, pin2, pin5
	Copies  int    `toml:"copies"` // papers for each sale
	Logo    string `toml:"logo"`   // file of a PNG; empty for none
}

// A Method is one [[method]] of the file.
type Method struct {
	ID         string
	Label      string
	Provider   string
	Currency   string
	BaseURL    string        // empty: the provider's own
	Poll       time.Duration // 0: the provider's documented interval
	Timeout    time.Duration // 0: the provider's own
	ImageHosts []string
	own        map[string]any
	index      int
	lines      lines
}

// file is the shape of kasir.toml. A method stays a map, because which keys it
// may have depends on its provider.
type file struct {
	Shop    shop             `toml:"shop"`
	Printer Printer          `toml:"printer"`
	People  people           `toml:"people"`
	Method  []map[string]any `toml:"method"`
}

type shop struct {
	Name      string   `toml:"name"`
	Address   []string `toml:"address"`
	Support   string   `toml:"support"`
	TaxID     string   `toml:"tax_id"`
	TaxRate   string   `toml:"tax_rate"`
	Timezone  string   `toml:"timezone"`
	Currency  string   `toml:"currency"`
	Language  string   `toml:"language"`
	Till      string   `toml:"till"`
	Prefix    string   `toml:"prefix"`
	DayStarts string   `toml:"day_starts"`
	Volume    int      `toml:"volume"`
}

// Load reads a settings file. The error holds every Problem found; a missing
// file is fs.ErrNotExist.
func Load(path string) (*Settings, error) {
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", Name, err)
	}
	return Parse(data)
}

// withoutMark leaves out what an editor on Windows may write in front of a text.
func withoutMark(text []byte) []byte { return bytes.TrimPrefix(text, []byte("\ufeff")) }

// Parse reads the text of a settings file.
func Parse(data []byte) (*Settings, error) {
	data = withoutMark(data)
	f := file{Shop: defaultShop(), Printer: defaultPrinter(), People: defaultPeople()}
	s := &Settings{lines: findLines(data)}
	if err := decode(data, &f); err != nil {
		return nil, s.lines.name(err)
	}
	s.Printer = f.Printer
	problems := s.readShop(f.Shop)
	problems = append(problems, s.checkPrinter()...)
	problems = append(problems, s.readPeople(f.People)...)
	problems = append(problems, s.readMethods(f.Method)...)
	if len(problems) > 0 {
		return nil, problems
	}
	return s, nil
}

func defaultShop() shop {
	return shop{
		Timezone: "Asia/Jakarta", Currency: "IDR", Language: SystemLanguage(),
		Till: "till-01", Prefix: "POS", DayStarts: "04:00", Volume: 70,
	}
}

func defaultPrinter() Printer {
	return Printer{Address: "none:", Profile: "epson-80", Drawer: "none", Copies: 1}
}

// decode reads TOML strictly and says where it went wrong.
func decode(data []byte, target any) Problems {
	decoder := toml.NewDecoder(newReader(data))
	decoder.DisallowUnknownFields()
	err := decoder.Decode(target)
	var strange *toml.StrictMissingError
	var wrong *toml.DecodeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &strange):
		var problems Problems
		for _, one := range strange.Errors {
			line, _ := one.Position()
			problems = append(problems, Problem{line, keyText(one.Key()), unknown})
		}
		return problems
	case errors.As(err, &wrong):
		line, _ := wrong.Position()
		return Problems{{line, keyText(wrong.Key()), plainReason(wrong)}}
	}
	return Problems{{0, "", "not readable: " + err.Error()}}
}

// Problem makes a Problem of a key in the file, for checks that only others
// can do, such as whether a printer's profile exists.
func (s *Settings) Problem(key, why string) Problem {
	return Problem{s.lines[key], key, why}
}
