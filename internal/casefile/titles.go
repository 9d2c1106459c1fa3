package casefile

import "slices"

func (c AddTitle) judge(d *decider) RefusalCode {
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case c.On < d.s.OpenedOn || c.On > d.today():
		return RefusedDate
	case c.Title.No != len(d.s.Titles)+1:
		return RefusedTitleExists
	}
	title := c.Title
	title.CountsFrom, title.Ending, title.EndedOn, title.Earlier = c.On, "", 0, nil
	title.Suspensions, title.Pardon = nil, nil
	d.addTitle(title, c.From)
	d.reroute()
	d.checkTitles()
	return accepted
}

// addTitle records a title that counts from its own day on. While it is in doubt who the convict is, it is no more certain for this
// judgment than for the others: nobody acts on it either, until a person says so.
func (d *decider) addTitle(title Title, from CaseID) {
	titles, doubted := append(slices.Clone(d.s.Titles), title), d.s.identityDoubted()
	d.emitAt(TitleAdded{
		Title: title, On: title.CountsFrom, From: from, Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	}, title.CountsFrom.Start())
	d.doubtToo(doubted, title.No)
}

// judge corrects a title from the day it counts. After the ending only how the case counts is corrected: nothing is asked or
// sent.
func (c ChangeTitle) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Titles, func(t Title) bool { return t.No == c.Title.No })
	if i < 0 {
		return RefusedNoTitle
	}
	title := c.Title
	known := d.s.Titles[i]
	title.Of, title.CountsFrom, title.Ending, title.EndedOn, title.Deductions = known.Of, known.CountsFrom, known.Ending, known.EndedOn, known.Deductions
	title.Suspensions, title.Pardon = known.Suspensions, known.Pardon
	if title.Earlier = known.Earlier; title.Remainder != known.Remainder || title.Life != known.Life { // corrected for all of its days
		title.Earlier = nil
	}
	titles := slices.Clone(d.s.Titles)
	titles[i] = title
	if openTitles(titles) == 0 {
		return RefusedNothingLeft // which is an ending, and a person decides that
	}
	doubted := d.s.identityDoubted()
	d.emit(TitleChanged{
		Title: title, Class: d.class(titles), Offences: d.p.offences(titles), Restated: d.restated(titles),
	})
	if d.s.Status.Open() {
		d.doubtToo(doubted && !known.Open(), title.No)
		d.reroute()
		d.checkTitles()
	}
	return accepted
}

// checkTitles asks OM and CJIB again about the titles as they are known now.
func (d *decider) checkTitles() {
	d.ask(Request{Kind: AskExecutability, Agency: OM})
	d.ask(Request{Kind: AskRemainder, Agency: CJIB})
}

// restated is the history with the titles counted as they are known now.
func (d *decider) restated(titles []Title) Restated {
	r := Restated{Timeline: d.recount(d.s.Timeline, titles)}
	if d.s.Before != nil {
		r.Before = d.recount(d.s.timelineBefore(), titles)
	}
	return r
}

// recount gives each stay the titles, class and offences that counted on its days, and splits it where a title begins or
// ceases to count, or there was less of it to serve.
func (d *decider) recount(timeline []Stay, titles []Title) []Stay {
	starts := []Date{}
	for _, s := range timeline {
		starts = append(starts, s.From)
	}
	for _, t := range titles {
		days := []Date{t.CountsFrom, t.EndedOn}
		for _, e := range t.Earlier {
			days = append(days, e.Until)
		}
		for _, s := range t.Suspensions {
			days = append(days, s.From, s.Until)
		}
		for _, day := range days {
			if day > timeline[0].From {
				starts = append(starts, day)
			}
		}
	}
	slices.Sort(starts)
	recounted := []Stay{}
	for _, from := range slices.Compact(starts) {
		stay := timeline[0]
		for _, s := range timeline {
			if s.From <= from {
				stay = s
			}
		}
		counting := titlesOn(titles, from)
		stay.From, stay.Titles, stay.Class, stay.Offences = from, openTitles(counting), classOfTitles(counting, d.s.classBy(from)), d.p.offences(counting)
		if n := len(recounted); n == 0 || !recounted[n-1].continues(stay) {
			recounted = append(recounted, stay)
		}
	}
	return recounted
}

// reroute hands the case to whoever the class prescribes after titles changed (DOMAIN §2.4), and brings the next round
// of questions forward where its class, or the policy, now wants it sooner. No round is put off by that. A case in which
// no title may be executed stays where it is until one may.
func (d *decider) reroute() {
	if d.s.Status == Suspended {
		return
	}
	d.handToOwner()
	switch {
	case d.s.Class == From300 && d.s.Status == AlertOnly:
		d.become(Locating, ReasonClassChanged)
	case d.s.Class != From300 && d.s.Status == Locating && !d.s.Review.IsZero():
		d.become(AlertOnly, ReasonClassChanged)
	}
	otherTerm := d.s.Class != d.was.Class || d.s.Policy != d.was.Policy
	if due := d.nextReview(); otherTerm && due.Before(d.s.Review) {
		d.emit(ReviewPlanned{Round: d.s.Round, Due: due})
	}
}
