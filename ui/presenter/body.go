package presenter

// A PageState is what a page over the selling screens shows.
type PageState struct {
	Name   string  // which page it is: "history"; no word for people
	Title  string  // what it is about
	Lead   string  // what to do here; may be empty
	Note   Message // what is wrong with what was typed, or what to expect
	Body   Body    // what fills it
	Locked bool    // it cannot be left by F2 or Esc
}

// A Body is what fills a page: a [List], a [Story], a [Sheet], a [Figure],
// [Choices], a [Form], [Figures] or an [Outcome].
type Body interface{ body() }

// A List is many sales or tasks, of which one is chosen.
type List struct {
	Search   *Field // what is looked for; nil where nothing can be
	Rows     []Row
	Selected int    // -1 for none
	Empty    string // what stands there while there are no rows
}

// A Story is what is known of one sale: facts, and what happened line by line.
type Story struct {
	Facts []Fact
	Lines []Line
	First int // of the lines; those before it have been scrolled away
}

// A Sheet is what the printer prints, as a picture.
type Sheet struct {
	Picture []byte // PNG, a pixel for a dot; nil while there is none yet
	From    int    // dots of it that have been scrolled away
}

// A Figure is an amount that is being typed, beside what is known about it.
type Figure struct {
	Facts  []Fact
	Amount AmountState
	Next   string // what Enter does, also while it cannot
}

// Choices are a few things of which one is chosen by its digit.
type Choices struct {
	Facts   []Fact
	Choices []Choice
	Other   *Field // one that is written rather than chosen; nil for none
}

// A Form is a few fields to fill in, one of which is being written.
type Form struct {
	Facts  []Fact
	Fields []Field
}

// An Outcome fills the page with how something came out.
type Outcome struct{ Pay PayState }

func (List) body()    {}
func (Story) body()   {}
func (Sheet) body()   {}
func (Figure) body()  {}
func (Choices) body() {}
func (Form) body()    {}
func (Outcome) body() {}

// A Fact is something known: what it is, and its value. They are two texts,
// because not every language has them in this order.
type Fact struct {
	Label string
	Value string
	Tone  Tone
}

// A Line is one thing that happened.
type Line struct {
	Time string
	Text string
	Tone Tone
}

// A Field is a line of text that can be written.
type Field struct {
	Label  string
	Text   string // as it is shown: a secret is dots
	Hint   string // what stands there while it is empty
	Wrong  string // why it cannot stay like that; empty where it can
	Active bool   // what is typed goes here
}
