package casefile

import "slices"

// titleOpen reports whether the case has an open title of that number.
func (d *decider) titleOpen(no int) bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool { return t.No == no && t.Open() })
}

// onlyTitle is the number of the one open title; 0: several are open.
func (d *decider) onlyTitle() int {
	only := 0
	for _, t := range d.s.Titles {
		if !t.Open() {
			continue
		}
		if only != 0 {
			return 0
		}
		only = t.No
	}
	return only
}

// endedTitle is the title that an ending concerns; 0: the person, and so every title (DOMAIN §2.8).
func (d *decider) endedTitle(ending Ending, title int) (int, RefusalCode) {
	switch {
	case title != 0 && !d.titleOpen(title):
		return 0, RefusedNoTitle
	case title == 0 && ending.onlyOfTitle():
		if title = d.onlyTitle(); title == 0 {
			return 0, RefusedWhichTitle
		}
	}
	return title, accepted
}

// conclude ends a title, and the trace when no open title is left; or the trace at once, where the ending is of the
// person (DOMAIN §2.8, sequence rule). A title never ends before the day from which it counts, nor the trace before
// the last of its titles.
func (d *decider) conclude(end EndedTrace) {
	title, on := end.Title, end.On
	if title == 0 {
		d.endOn(end)
		return
	}
	titles := slices.Clone(d.s.Titles)
	var last Date
	for i, t := range titles {
		last = max(last, t.EndedOn)
		if t.No == title {
			on = max(on, d.s.since(), t.CountsFrom)
			titles[i].Ending, titles[i].EndedOn = end.Ending, on
		}
	}
	left := openTitles(titles)
	if left > 0 || last > on {
		at := d.now
		if on < d.today() {
			at = on.Start()
		}
		d.emitAt(TitleEnded{
			Title: title, Ending: end.Ending, On: on, Proof: end.Proof,
			Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
		}, at)
	}
	if left == 0 {
		end.On = max(on, last)
		d.endOn(end)
		return
	}
	d.reroute()
}
