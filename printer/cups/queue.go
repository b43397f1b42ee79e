package cups

import (
	"context"
	"errors"
	"slices"
	"strconv"

	"github.com/OpenPrinting/goipp"
)

// A Queue is how a print queue stands.
type Queue struct {
	Stopped   bool     // somebody, or an error, has paused it
	Accepting bool     // it takes jobs
	Reasons   []string // such as media-empty-error, connecting-to-device
	Policy    string   // what it does with a job that went wrong, such as retry-job
}

// Repeats tells whether the queue sends a job again from its first byte when
// the connection broke off. Paper may then come out twice.
func (q Queue) Repeats() bool {
	return q.Policy == "retry-job" || q.Policy == "retry-current-job"
}

// Queue asks how a queue stands. The error is ErrNoQueue where there is none.
func (s Server) Queue(ctx context.Context, name string) (Queue, error) {
	m, err := s.call(ctx, goipp.OpGetPrinterAttributes, name, wanted(
		"printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "printer-error-policy"), nil)
	if err != nil {
		return Queue{}, err
	}
	const stopped = 5 // RFC 8011 5.4.11
	return Queue{
		Stopped: number(m.Printer, "printer-state") == stopped, Accepting: text(m.Printer, "printer-is-accepting-jobs") == "true",
		Reasons: texts(m.Printer, "printer-state-reasons"), Policy: text(m.Printer, "printer-error-policy"),
	}, nil
}

// Queues lists the names of all queues.
func (s Server) Queues(ctx context.Context) ([]string, error) {
	m, err := s.call(ctx, goipp.OpCupsGetPrinters, "", wanted("printer-name"), nil)
	if errors.Is(err, ErrNoQueue) { // "No destinations added."
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var names []string
	for _, group := range m.Groups {
		if group.Tag == goipp.TagPrinterGroup {
			names = append(names, text(group.Attrs, "printer-name"))
		}
	}
	return names, nil
}

// A JobState is how far the service has come with a job (RFC 8011 5.3.7).
type JobState int32

// States in which nothing more will be done for a job. Those below are on the
// way.
const (
	Canceled JobState = 7 + iota
	Aborted
	Completed
)

// Print hands a job over as it is. An error with taken true leaves it open
// whether the service has it.
func (s Server) Print(ctx context.Context, queue, title string, data []byte) (job int32, taken bool, err error) {
	m, err := s.call(ctx, goipp.OpPrintJob, queue, goipp.Attributes{
		goipp.MakeAttribute("job-name", goipp.TagName, goipp.String(title)),
		goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String("application/vnd.cups-raw")),
	}, data)
	if err != nil {
		var refused *RefusedError
		sure := errors.As(err, &refused) || errors.Is(err, ErrNoService) || errors.Is(err, ErrNoQueue) || errors.Is(err, ErrForbidden)
		return 0, !sure, err
	}
	return number(m.Job, "job-id"), true, nil
}

// Job asks how far the service has come with a job.
func (s Server) Job(ctx context.Context, queue string, job int32) (JobState, error) {
	m, err := s.call(ctx, goipp.OpGetJobAttributes, queue, append(jobID(job), wanted("job-state")...), nil)
	if err != nil {
		return 0, err
	}
	return JobState(number(m.Job, "job-state")), nil
}

// Cancel takes a job back, as far as it has not been sent.
func (s Server) Cancel(ctx context.Context, queue string, job int32) error {
	_, err := s.call(ctx, goipp.OpCancelJob, queue, jobID(job), nil)
	return err
}

func jobID(job int32) goipp.Attributes {
	return goipp.Attributes{goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(job))}
}

// wanted names the attributes that the answer should have.
func wanted(names ...string) goipp.Attributes {
	list := goipp.Attribute{Name: "requested-attributes"}
	for _, name := range names {
		list.Values.Add(goipp.TagKeyword, goipp.String(name))
	}
	return goipp.Attributes{list}
}

// texts gives the values of an attribute; none where it is missing.
func texts(attrs goipp.Attributes, name string) []string {
	i := slices.IndexFunc(attrs, func(a goipp.Attribute) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	var list []string
	for _, v := range attrs[i].Values {
		list = append(list, v.V.String())
	}
	return list
}

func text(attrs goipp.Attributes, name string) string {
	if list := texts(attrs, name); len(list) > 0 {
		return list[0]
	}
	return ""
}

// number gives an integer of IPP, which has 32 bits; 0 where it is missing.
func number(attrs goipp.Attributes, name string) int32 {
	n, err := strconv.ParseInt(text(attrs, name), 10, 32)
	if err != nil {
		return 0
	}
	return int32(n)
}
