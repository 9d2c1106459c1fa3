package casefile

import (
	"cmp"
	"slices"
)

// RequestMeasure has something placed on a person's word that only a person asks for. His reason is kept, as of every
// command: for a passport alert, why it is suspected that the convict evades his sentence by staying abroad.
type RequestMeasure struct {
	Measure MeasureKind `json:"measure"`
	// BSNVerified says that the BSN was found to be his (Wabb 12). Nobody goes on the benefit list without that.
	BSNVerified bool `json:"bsn_verified,omitempty"`
	// Trials says of each title that a European arrest warrant rests on how the convict was heard.
	Trials Trials `json:"trials,omitempty"`
}

// WithdrawMeasure takes back on a person's word what stands, though the trace goes on. The alert in the Schengen area goes
// with its warrant.
type WithdrawMeasure struct {
	Measure string `json:"measure"` // its ID
}

// CommandKind names the command on the wire and in the command line interface.
func (RequestMeasure) CommandKind() string { return "request-measure" }

// CommandKind names the command on the wire and in the command line interface.
func (WithdrawMeasure) CommandKind() string { return "withdraw-measure" }

// OnRequest lists the kinds of measures that stand on a person's word, and can be withdrawn on one. An alert and an arrest
// order follow from the case.
func OnRequest() []MeasureKind { return []MeasureKind{EAB, SISAlert, PassportAlert, BenefitList} }

// Places names what a request has placed, if it is one to place something.
func (k RequestKind) Places() (MeasureKind, bool) {
	switch k {
	case PlaceAlert:
		return Alert, true
	case PlaceOrder:
		return Order, true
	case PlaceEAB:
		return EAB, true
	case PlaceSIS:
		return SISAlert, true
	case PlacePassport:
		return PassportAlert, true
	case PlaceBenefits:
		return BenefitList, true
	default:
		return "", false
	}
}

// placing is the request that has a measure of the kind placed.
func (k MeasureKind) placing() RequestKind {
	for _, r := range RequestKinds() {
		if kind, places := r.Places(); places && kind == k {
			return r
		}
	}
	return ""
}

// at is the agency that keeps measures of the kind (DOMAIN §1): a prosecutor issues the warrant and asks for the passport
// alert, SIRENE is with the police, CJIB sends the list of fugitives.
func (k MeasureKind) at() Agency {
	switch k {
	case EAB, PassportAlert:
		return OM
	case BenefitList:
		return CJIB
	default:
		return Politie
	}
}

// inForce reports whether the measure is to be acted on, once the agency has placed it.
func (m Measure) inForce() bool { return !m.Idle && m.Recalled == 0 }

// toTell reports whether the agency is to be told more about the measure: it is to be acted on, and was not withheld before the
// agency said that it has it. What is placed in its place says everything anew.
func (m Measure) toTell() bool { return m.inForce() && (!m.Withheld || m.Ref != "") }

// standing is the measure of the kind that is in force, or was asked for.
func (d *decider) standing(kind MeasureKind) (Measure, bool) {
	i := slices.IndexFunc(d.s.Measures, func(m Measure) bool { return m.Kind == kind && m.inForce() })
	if i < 0 {
		return Measure{}, false
	}
	return d.s.Measures[i], true
}

func (d *decider) stands(kind MeasureKind) bool {
	_, is := d.standing(kind)
	return is
}

// mayPlace says why a measure of the kind may not be asked for now; accepted: it may.
func (d *decider) mayPlace(kind MeasureKind) RefusalCode {
	switch {
	case !d.s.Status.Open():
		return RefusedEnded
	case d.s.Status == Suspended:
		return RefusedSuspended
	case !d.s.Status.AtLarge() && (kind != EAB || d.s.Status != HeldAbroad): // held abroad he waits for one
		return RefusedHeld
	case !d.checked():
		return RefusedUnchecked
	case !d.executable():
		return RefusedTimeBarred
	case d.stands(kind):
		return RefusedStands
	case kind != BenefitList && !d.bears(kind):
		return RefusedShortSentence
	}
	switch warrant, _ := d.standing(EAB); {
	case kind == SISAlert && warrant.Ref == "":
		return RefusedNoMeasure
	case kind == EAB && !d.longEnough():
		return RefusedShortRemainder
	}
	return accepted
}

func (c RequestMeasure) judge(d *decider) RefusalCode {
	switch {
	case d.by.Role == RoleAgency:
		return RefusedNotYours
	case !slices.Contains(OnRequest(), c.Measure):
		return RefusedValue
	case c.Measure == BenefitList && !c.BSNVerified:
		return RefusedBSN
	}
	if refusal := cmp.Or(d.mayPlace(c.Measure), c.Trials.told(d, c.Measure)); refusal != accepted {
		return refusal
	}
	for _, f := range d.s.Findings {
		if f.Measure == c.Measure { // it was proposed already
			d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
			break
		}
	}
	d.place(c.Measure, c.Trials)
	return accepted
}

// confirmMeasure has placed what was proposed, if it still may be.
func (d *decider) confirmMeasure(f Finding, trials Trials) RefusalCode {
	if refusal := cmp.Or(d.mayPlace(f.Measure), trials.told(d, f.Measure)); refusal != accepted {
		return refusal
	}
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
	d.place(f.Measure, trials)
	return accepted
}

func (d *decider) place(kind MeasureKind, trials Trials) {
	r := Request{Kind: kind.placing(), Agency: kind.at(), Trials: trials}
	if warrant, stands := d.standing(EAB); stands && kind == SISAlert {
		r.EAB = warrant.Ref
	}
	d.ask(r)
}

func (c WithdrawMeasure) judge(d *decider) RefusalCode {
	i := slices.IndexFunc(d.s.Measures, func(m Measure) bool { return m.ID == c.Measure && slices.Contains(OnRequest(), m.Kind) })
	switch {
	case d.by.Role == RoleAgency:
		return RefusedNotYours
	case !d.s.Status.Open():
		return RefusedEnded
	case i < 0:
		return RefusedNoMeasure
	case d.recalling(d.s.Measures[i]):
		return RefusedAskedAlready
	}
	d.askRecall(d.s.Measures[i].Agency, []Measure{d.s.Measures[i]})
	return accepted
}
