package casefile

import "slices"

// Filed is what a file says of one person. What it does not say means nothing: absent titles
// and empty values change nothing.
type Filed struct {
	Titles    []FiledTitle
	Unit      string
	Residence Residence
	Stand     Status
	Handler   string
	From      CaseID // the case out of which the titles are moved; empty: none
}

// FiledTitle is a title as a file brings it.
type FiledTitle struct {
	Title      Title // its number is ignored
	Key        TitleKey
	ReportedOn Date // aangemeld_op
}

// KnownCase is a case of the person as it is known now.
type KnownCase struct {
	Case    CaseID
	Ending  Ending // empty: open
	EndedOn Date
	Titles  []KnownTitle // in order of their numbers, with additions and changes that are under way
	Brought Open         // what opened the case, with what later files said of it as a whole
	Now     State        // as it is known now, with changes that are under way; its titles are above. Zero: it has not begun
}

// KnownTitle is a title of a case as it is known now.
type KnownTitle struct {
	Title Title
	Key   TitleKey
}

// Class is the class with which the case begins.
func (c Open) Class(by ClassBy) Class { return classOfTitles(c.Titles, by) }

// ReconcileOptions say how a file is judged.
type ReconcileOptions struct {
	Today  Date
	Policy string // version under which a case is opened
	Apply  bool   // apply changed values to an open case and its titles
}

// FiledVerdict says what a title in a file means.
type FiledVerdict string

// The verdicts on a title in a file.
const (
	FiledOpens     FiledVerdict = "opens"     // with others, if any, it opens a case
	FiledAdded     FiledVerdict = "added"     // it joins the open case
	FiledChanged   FiledVerdict = "changed"   // known; what differs is applied
	FiledDiffers   FiledVerdict = "differs"   // known; what differs is only listed
	FiledUnchanged FiledVerdict = "unchanged" // known, and nothing is to be done
	FiledLeft      FiledVerdict = "left"      // new, but nothing may be done with it: see the differences
)

// FiledVerdicts lists every verdict.
func FiledVerdicts() []FiledVerdict {
	return []FiledVerdict{FiledOpens, FiledAdded, FiledChanged, FiledDiffers, FiledUnchanged, FiledLeft}
}

// Reconciliation is what a file means for one person.
type Reconciliation struct {
	Open        *Open         // the case to open; nil: none
	Case        CaseID        // of the commands
	Commands    []Command     // to give to the open case, in order
	Titles      []TitleResult // one for each title of the file
	Differences []Difference
}

// TitleResult is the verdict on a title and where it is, or will be, known.
type TitleResult struct {
	Verdict FiledVerdict
	Case    CaseID // empty when it opens a case or is left
	No      int    // within its case; 0 when it is left
}

// Reconcile judges what a file says of a person against all that is known of him:
//
//   - a title known to any case of the person, open or ended, never opens a case, and of an ended
//     case it counts as unchanged;
//   - a new title joins the open case; without one it opens a case when it was reported after
//     the last ending, and is a difference otherwise;
//   - a value of an open case that differs is a difference, applied on demand where the rules allow it.
func Reconcile(known []KnownCase, filed Filed, opts ReconcileOptions) Reconciliation {
	r := &reconciler{opts: opts, filed: filed, known: known}
	if i := slices.IndexFunc(known, func(c KnownCase) bool { return c.Ending == "" }); i >= 0 {
		r.open = &known[i]
		r.out.Case = r.open.Case
	}
	r.out.Titles = make([]TitleResult, len(filed.Titles))
	fresh := []int{}
	for i, m := range matchTitles(r.matchable(), filed.Titles) {
		if r.place(i, m) {
			fresh = append(fresh, i)
		}
	}
	if r.open == nil {
		r.openWith(fresh)
		return r.out
	}
	r.changeCase()
	r.add(fresh)
	r.change()
	return r.out
}

type reconciler struct {
	opts  ReconcileOptions
	filed Filed
	known []KnownCase
	open  *KnownCase // nil: none
	out   Reconciliation
}

// matchable are the cases with the titles that what is filed may be. A move may bring back what was moved out of a case
// that ended (ADR 010), and the convictions that went with it; a file that still lists it there only comes late, and opens
// nothing.
func (r *reconciler) matchable() []KnownCase {
	if r.filed.From == "" {
		return r.known
	}
	cases := slices.Clone(r.known)
	for i, c := range cases {
		away := func(t KnownTitle) bool {
			return c.Ending != "" && (c.Now.movedAway(t.Title.No) || t.Title.Ending == "" && !t.Title.Open())
		}
		cases[i].Titles = slices.DeleteFunc(slices.Clone(c.Titles), away)
	}
	return cases
}

// place takes what was found of a title and reports whether it is new and may be taken in.
func (r *reconciler) place(i int, m match) bool {
	switch {
	case m.not != "":
		r.leave(i, "parketnummer", m.not)
	case m.at.Case != "":
		r.out.Titles[i] = TitleResult{Verdict: FiledUnchanged, Case: m.at.Case, No: m.at.No}
	case r.filed.Titles[i].ReportedOn > r.opts.Today:
		r.leave(i, "aangemeld_op", DifferenceFuture)
	default:
		return true
	}
	return false
}

// openWith opens a case with the new titles that were reported after the last ending.
func (r *reconciler) openWith(fresh []int) {
	lastEnd, reported := r.lastEnding(), Date(0)
	var titles []Title
	for _, i := range fresh {
		on := r.filed.Titles[i].ReportedOn
		if len(r.known) > 0 && on <= lastEnd {
			r.leave(i, "aangemeld_op", DifferenceBeforeEnding)
			continue
		}
		title := r.filed.Titles[i].Title
		title.No = len(titles) + 1
		titles = append(titles, title)
		r.out.Titles[i] = TitleResult{Verdict: FiledOpens, No: title.No}
		if title.Open() && (reported == 0 || on < reported) { // a served judgment makes nobody at large
			reported = on
		}
	}
	if openTitles(titles) == 0 {
		for i := range r.out.Titles {
			if r.out.Titles[i].Verdict == FiledOpens {
				r.leave(i, "restant_dagen", DifferenceNothingLeft)
			}
		}
		return
	}
	r.out.Open = &Open{
		Titles: titles, Unit: r.filed.Unit, Residence: r.filed.Residence, ReportedOn: reported, Stand: r.filed.Stand,
		Imported: reported < r.opts.Today, Handler: r.filed.Handler, Policy: r.opts.Policy, PreviousEndedOn: lastEnd,
		From: r.filed.From,
	}
}

// add lets the new titles join the open case.
func (r *reconciler) add(fresh []int) {
	no := len(r.open.Titles)
	for _, i := range fresh {
		no++
		title := r.filed.Titles[i].Title
		title.No = no
		r.out.Titles[i] = TitleResult{Verdict: FiledAdded, Case: r.open.Case, No: no}
		r.out.Commands = append(r.out.Commands, AddTitle{
			Title: title, On: max(r.filed.Titles[i].ReportedOn, r.countsFrom()), From: r.filed.From,
		})
	}
}

// change compares the known titles of the open case with the file, and corrects them on demand.
func (r *reconciler) change() {
	now := make([]Title, len(r.open.Titles))
	for i, t := range r.open.Titles {
		now[i] = t.Title
	}
	for _, c := range r.out.Commands {
		if add, is := c.(AddTitle); is {
			now = append(now, add.Title)
		}
	}
	for i, result := range r.out.Titles {
		if result.Verdict != FiledUnchanged || result.Case != r.open.Case {
			continue
		}
		known := r.open.Titles[result.No-1]
		merged, differences := compareTitle(known, r.filed.Titles[i])
		if len(differences) == 0 {
			continue
		}
		why, applied, verdict := DifferenceChanged, r.opts.Apply, FiledDiffers
		if applied {
			verdict = FiledChanged
		}
		before := now[result.No-1]
		now[result.No-1] = merged
		if openTitles(now) == 0 { // an ending, and a person decides that
			now[result.No-1] = before
			why, applied, verdict = DifferenceNothingLeft, false, FiledDiffers
		}
		r.out.Titles[i].Verdict = verdict
		for _, d := range differences {
			d.Title, d.Case, d.No, d.Why = i, result.Case, result.No, why
			if applied {
				d.Applied, d.Command = true, len(r.out.Commands)
			}
			r.out.Differences = append(r.out.Differences, d)
		}
		if applied {
			r.out.Commands = append(r.out.Commands, ChangeTitle{Title: merged})
		}
	}
}

func (r *reconciler) leave(i int, field string, why DifferenceReason) {
	r.out.Titles[i] = TitleResult{Verdict: FiledLeft}
	r.out.Differences = append(r.out.Differences, Difference{Title: i, Field: field, Why: why})
}
