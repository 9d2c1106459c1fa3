package casefile

import (
	"slices"
	"time"
)

// Country is a state by its ISO 3166-1 code of three letters.
type Country string

// netherlands is no country abroad.
const netherlands Country = "NLD"

// Abroad reports whether it is the code of another state than the Netherlands.
func (c Country) Abroad() bool {
	capital := func(r rune) bool { return r >= 'A' && r <= 'Z' }
	return len(c) == 3 && c != netherlands && !slices.ContainsFunc([]rune(c), func(r rune) bool { return !capital(r) })
}

// SurrenderGround is why a foreign court did not hand the person over.
type SurrenderGround string

// The grounds of a refusal (Framework Decision 2002/584, arts. 3 to 5; the codes are ours).
const (
	GroundAbsentia    SurrenderGround = "in_absentia" // tried in his absence, and not by one of the four exceptions
	GroundNationality SurrenderGround = "nationality" // a national or resident, whose sentence may be executed there
	GroundConditions  SurrenderGround = "conditions"  // in the prison he would come to, or other fundamental rights
	GroundLapsed      SurrenderGround = "lapsed"      // time-barred there, or judged or pardoned already
	GroundOther       SurrenderGround = "other"
)

// SurrenderGrounds lists every ground of a refusal.
func SurrenderGrounds() []SurrenderGround {
	return []SurrenderGround{GroundAbsentia, GroundNationality, GroundConditions, GroundLapsed, GroundOther}
}

// Abroad is what is known of a stay abroad. No arrest order is given in the Netherlands; the alert stands.
type Abroad struct {
	Country       Country         `json:"country"`
	Refused       SurrenderGround `json:"refused,omitempty"`        // a court there did not surrender him, on this ground
	NoExtradition bool            `json:"no_extradition,omitempty"` // that state does not hand him over at all
}

// AbroadChanged says what is known of a stay abroad from now on; none: that he is not abroad any more.
type AbroadChanged struct {
	Abroad *Abroad `json:"abroad,omitempty"`
}

// EventKind names the payload in storage.
func (AbroadChanged) EventKind() EventKind { return "abroad_changed" }

func (p AbroadChanged) fold(s *State, _ time.Time) { s.Abroad = p.Abroad }

// abroad reports whether the person is located abroad: nobody looks for him here, and the alert stands.
func (d *decider) abroad() bool { return d.s.Status == Located && d.s.Abroad != nil }

// foundAbroad records in which country the person is. Where he is known to be stays as it is known about that country.
func (d *decider) foundAbroad(country Country) {
	if d.s.Abroad == nil || d.s.Abroad.Country != country {
		d.emit(AbroadChanged{Abroad: &Abroad{Country: country}})
	}
}

// notExtraditable records that a state does not hand the person over (DOMAIN §7.16), and proposes that it takes the
// execution over. He stays alerted: at any other border he may be arrested.
func (d *decider) notExtraditable(c Report) {
	if d.s.Abroad != nil && d.s.Abroad.Country == c.Country && d.s.Abroad.NoExtradition {
		d.emit(Noted{About: NoteMessage, Ref: string(c.Message), On: c.On})
		return
	}
	d.emit(AbroadChanged{Abroad: &Abroad{Country: c.Country, NoExtradition: true}})
	d.proposeTransfer(c.From, c.Country, c.On)
	if !d.s.Review.IsZero() {
		d.emit(ReviewPlanned{Round: d.s.Round, Due: d.nextReview()})
	}
}

// proposeTransfer puts before a person that the state where the convict is takes over the execution (WETS 2:26 in the
// Union, else WOTS and a treaty). Once per stay.
func (d *decider) proposeTransfer(from Agency, country Country, on Date) {
	if slices.ContainsFunc(d.s.Findings, func(f Finding) bool { return f.Transfer && f.Country == country }) {
		return
	}
	d.emit(FindingRecorded{Finding: Finding{
		ID: d.nextID("f"), Agency: from, Source: SourceReport, Country: country, Transfer: true, On: on,
	}})
}

// proposeAbroad puts before a person that the convict stays in another country.
func (d *decider) proposeAbroad(c Report) {
	d.emit(FindingRecorded{Finding: Finding{ID: d.nextID("f"), Agency: c.From, Source: SourceReport, Country: c.Country, On: c.On}})
}

// confirmAbroad acts on a person's word that the convict is abroad, or that the execution is to be taken over there.
func (d *decider) confirmAbroad(f Finding) RefusalCode {
	d.emit(FindingJudged{Finding: f.ID, Confirmed: true})
	if f.Transfer {
		d.ask(Request{Kind: AskTransfer, Agency: OM, Country: f.Country})
		return accepted
	}
	d.foundAbroad(f.Country)
	d.proposeEAB()
	return accepted
}

// settleAbroad puts a case in which nobody acts on an arrest order where it belongs while the person is abroad: located
// there, from 120 days; below that no treaty lets him be sought, and only the alert stays (DOMAIN §2.3, §2.4).
func (d *decider) settleAbroad() {
	if d.s.Abroad == nil {
		return
	}
	_, inHand := d.orders()
	sought := d.s.Class == Under300 || d.s.Class == From300
	switch {
	case d.sought() && sought && inHand == 0:
		d.become(Located, ReasonAbroad)
	case d.s.Status == Located && !sought && inHand == 0:
		d.become(AlertOnly, ReasonAbroad)
	case d.s.Status == Locating && !sought:
		d.become(AlertOnly, ReasonAbroad)
	}
}
