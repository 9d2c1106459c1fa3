package casefile

import "slices"

// graveMonths is how long a custodial sentence must have been imposed for, in months, to have a European arrest warrant
// issued on it (Framework Decision 2002/584 art. 2(1); Overleveringswet 7(1)(b)) or a passport alert asked for
// (Paspoortwet 18). Days say nothing about it: what was imposed counts, and not what is left.
const graveMonths = 4

// sentence is for how many months the sentence was imposed that a title is of; 0: not known in months. A title of what is
// left after a release has that of its principal.
func (s State) sentence(t Title) (months int, life bool) {
	no := s.Judgment(t.No)
	for _, principal := range s.Titles {
		if principal.No == no {
			return principal.ImposedMonths, principal.Life
		}
	}
	return t.ImposedMonths, t.Life
}

// Judgment is the title that came with the judgment which a title is of, and under whose numbers it is known: itself, or that of
// which it is what is left after a release or pardon was revoked, perhaps more than once.
func (s State) Judgment(title int) int {
	for _, t := range slices.Backward(s.Titles) { // a title is of an earlier one
		if t.No == title && t.Of != 0 {
			title = t.Of
		}
	}
	return title
}

// custodial reports whether titles of the kind are custodial sentences. A policy that says nothing takes every kind for one.
func (p Policy) custodial(kind string) bool {
	return len(p.Custodial) == 0 || slices.Contains(p.Custodial, kind)
}

// bears reports whether a title may be executed that is known to bear a measure of the kind. A passport alert needs one that
// is irrevocable.
func (d *decider) bears(kind MeasureKind) bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool { return d.titleBears(t, kind) })
}

func (d *decider) titleBears(t Title, kind MeasureKind) bool {
	months, life := d.s.sentence(t)
	final := !t.FinalOn.IsZero() && t.FinalOn <= d.today()
	return t.Executable() && d.p.custodial(t.Kind) && (life || months >= graveMonths) && (final || kind != PassportAlert)
}

// mayStand reports whether there is, as far as is known, a ground for what stands of the kind: a title that may be executed and
// of which it is not known that it does not bear it. Others may have placed it on facts that the file lacks.
func (d *decider) mayStand(kind MeasureKind) bool {
	return slices.ContainsFunc(d.s.Titles, func(t Title) bool {
		months, life := d.s.sentence(t)
		grave := d.p.custodial(t.Kind) && (life || months == 0 || months >= graveMonths)
		return t.Executable() && (grave || kind == BenefitList)
	})
}

// grounded reports whether there is a ground for a measure. An alert in the Schengen area that we had placed rests on our
// warrant. A national alert stands beside an order until the arrest, unless the policy has it make way.
func (d *decider) grounded(m Measure) bool {
	switch m.Kind {
	case EAB: // of certain judgments: it does not outlive the last of them
		isOpen := func(no int) bool { _, open := d.openTitle(no); return open }
		return d.mayStand(EAB) && (len(m.Trials) == 0 || slices.ContainsFunc(m.Trials.Numbers(), isOpen))
	case PassportAlert, BenefitList:
		return d.mayStand(m.Kind)
	case SISAlert:
		return d.mayStand(m.Kind) && (m.Adopted || d.stands(EAB))
	case Order:
		return d.orderGrounded(m)
	case Alert:
		return !d.p.AlertUntilOrder || !d.actedOn()
	default:
		return true
	}
}

// longEnough reports whether so much is left to serve that policy has a warrant issued: of the largest title that may be
// executed, or of all together, as the class is found.
func (d *decider) longEnough() bool {
	days, life := 0, false
	for _, t := range d.s.Titles {
		switch {
		case !t.Executable():
		case d.s.classBy(d.today()) == BySum:
			days, life = days+t.Remainder, life || t.Life
		default:
			days, life = max(days, t.Remainder), life || t.Life
		}
	}
	return life || days >= d.p.WarrantDays
}

// proposeEAB puts before a person that OM is asked to issue a European arrest warrant: when a round of questions brought
// nothing, or the convict is known to be abroad (DOMAIN §2.1 step 7). A prosecutor decides.
func (d *decider) proposeEAB() {
	proposed := func(f Finding) bool { return f.Measure == EAB }
	if d.p.WarrantDays == 0 || d.stands(SISAlert) || d.mayPlace(EAB) != accepted || slices.ContainsFunc(d.s.Findings, proposed) {
		return
	}
	d.emit(FindingRecorded{Finding: Finding{ID: d.nextID("f"), Agency: OM, Source: SourceReport, Measure: EAB, On: d.today()}})
}

// dropProposals sets aside what was proposed and may not be asked for any more: nobody is left to judge it.
func (d *decider) dropProposals() {
	for _, f := range slices.Clone(d.s.Findings) {
		switch refusal := d.mayPlace(f.Measure); {
		case f.Measure == "":
		case refusal == RefusedShortSentence, refusal == RefusedShortRemainder, refusal == RefusedStands, refusal == RefusedTimeBarred:
			d.emit(FindingJudged{Finding: f.ID, ByPolicy: true})
		}
	}
}

// circulate has the person alerted in the Schengen area on a warrant that OM issued. One that the police refused to place a
// person asks for again.
func (d *decider) circulate() {
	warrant, stands := d.standing(EAB)
	known := func(m Measure) bool { return m.Kind == SISAlert && m.Recalled == 0 }
	if stands && !warrant.Adopted && !slices.ContainsFunc(d.s.Measures, known) && d.mayPlace(SISAlert) == accepted {
		d.place(SISAlert, nil)
	}
}

// warrantRefused marks the warrant on which a court in a country did not surrender the convict. It stands: another country
// may.
func (s *State) warrantRefused(by Country) {
	for i := range s.Measures {
		if s.Measures[i].Kind == EAB {
			s.Measures[i].Refused = by
		}
	}
}
