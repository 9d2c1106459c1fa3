package words

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

func (t teller) finding(f casefile.Finding) string {
	if f.Ending == casefile.TimeBarred {
		return fmt.Sprintf(t.say("titel %d is verjaard volgens de datum van %s, %s; bevinding %s wacht op een oordeel", "title %d is time-barred by the date of %s, %s; finding %s waits for a decision"),
			f.Title, t.Agency(f.Agency), t.Day(f.On), f.ID)
	}
	if f.Transfer {
		return fmt.Sprintf(t.say("voorstel: laat %s de tenuitvoerlegging overnemen; bevinding %s wacht op een oordeel", "proposal: have %s take over the execution; finding %s waits for a decision"), f.Country, f.ID)
	}
	if f.Measure != "" {
		return fmt.Sprintf(t.say("voorstel: vraag %s om een %s; bevinding %s wacht op een oordeel", "proposal: ask %s for a %s; finding %s waits for a decision"), t.Agency(f.Agency), t.Measure(f.Measure), f.ID)
	}
	if f.Country != "" && !f.Custody {
		return fmt.Sprintf(t.say("%s meldt een verblijf in %s; bevinding %s wacht op een oordeel", "%s reported a stay in %s; finding %s waits for a decision"), t.Agency(f.Agency), f.Country, f.ID)
	}
	if f.Custody {
		return fmt.Sprintf(t.say("%s meldt %s, per %s, voordat de zaak was gemeld; bevinding %s wacht op een oordeel", "%s reported %s, as of %s, before the case was reported; finding %s waits for a decision"),
			t.Agency(f.Agency), t.How(f.How), t.Day(f.On), f.ID)
	}
	if f.Ending != "" {
		return fmt.Sprintf(t.say("%s meldt: %s; bevinding %s wacht op een oordeel", "%s reported: %s; finding %s waits for a decision"),
			t.Agency(f.Agency), t.endingOf(f), f.ID)
	}
	text := fmt.Sprintf(t.say("%s meldt een verblijfplaats (%s)", "%s reported whereabouts (%s)"), t.Agency(f.Agency), t.sourceIn(f))
	if f.Certain {
		return text + fmt.Sprintf(t.say(", bevinding %s", ", finding %s"), f.ID)
	}
	return text + fmt.Sprintf(t.say("; bevinding %s wacht op een oordeel", "; finding %s waits for a decision"), f.ID)
}

// Proposal says what a finding proposes.
func (l Language) Proposal(f casefile.Finding) string {
	if f.Transfer {
		return fmt.Sprintf(l.say("laat %s de tenuitvoerlegging overnemen", "have %s take over the execution"), f.Country)
	}
	if f.Measure != "" {
		return fmt.Sprintf(l.say("vraag %s om een %s", "ask %s for a %s"), l.Agency(f.Agency), l.Measure(f.Measure))
	}
	if f.Country != "" && !f.Custody {
		return fmt.Sprintf(l.say("verblijft in %s, volgens %s", "stays in %s, according to %s"), f.Country, l.Agency(f.Agency))
	}
	if f.Custody {
		return l.How(f.How) + l.say(" voordat de zaak was gemeld, volgens ", " before the case was reported, according to ") + l.Agency(f.Agency)
	}
	if f.Ending != "" {
		return l.endingOf(f) + l.say(", volgens ", ", according to ") + l.Agency(f.Agency)
	}
	return l.sourceIn(f) + l.say(", gemeld door ", ", reported by ") + l.Agency(f.Agency)
}

// endingOf names the ending that a finding proposes, and the title that it is about.
func (l Language) endingOf(f casefile.Finding) string {
	if f.Title == 0 {
		return l.Ending(f.Ending)
	}
	return fmt.Sprintf(l.say("%s (titel %d)", "%s (title %d)"), l.Ending(f.Ending), f.Title)
}

// sourceIn names the source of a finding, how it is to be weighed, and the unit it is in.
func (l Language) sourceIn(f casefile.Finding) string {
	parts := []string{l.Source(f.Source)}
	if f.Grade != (casefile.Grade{}) {
		parts = append(parts, l.Grade(f.Grade))
	}
	if f.Unit != "" {
		parts = append(parts, l.unit(f.Unit))
	}
	return strings.Join(parts, ", ")
}

// Reliability says how far a source is relied on.
func (l Language) Reliability(r casefile.Reliability) string {
	switch r {
	case casefile.ReliabilityVerified:
		return l.say("nagegaan", "verified")
	case casefile.ReliabilityReliable:
		return l.say("betrouwbare bron", "reliable source")
	case casefile.ReliabilityUnknown:
		return l.say("betrouwbaarheid onbekend", "reliability unknown")
	case casefile.ReliabilityDoubtful:
		return l.say("twijfelachtig", "doubtful")
	default:
		return string(r)
	}
}

// Nature tells a fact from an assessment.
func (l Language) Nature(n casefile.Nature) string {
	switch n {
	case casefile.NatureFact:
		return l.say("feit", "fact")
	case casefile.NatureOpinion:
		return l.say("inschatting", "assessment")
	default:
		return string(n)
	}
}

// Grade says how a finding is to be weighed.
func (l Language) Grade(g casefile.Grade) string {
	return l.Nature(g.Nature) + ", " + l.Reliability(g.Reliability)
}

// judged says what became of a finding.
func (t teller) judged(p casefile.FindingJudged) string {
	switch {
	case p.ByPolicy && !p.Confirmed:
		return fmt.Sprintf(t.say("voorstel %s vervalt, want er is geen grond meer voor", "proposal %s lapses, for there is no ground any more"), p.Finding)
	case p.ByPolicy:
		return fmt.Sprintf(t.say("bevinding %s telt zonder bevestiging, volgens het beleid", "finding %s holds without confirmation, by policy"), p.Finding)
	case p.Local:
		return fmt.Sprintf(t.say("bevinding %s bevestigd namens FAST; de eenheid van het adres voert de last uit", "finding %s confirmed in FAST's name; the unit of the address carries the order out"), p.Finding)
	case p.FAST:
		return fmt.Sprintf(t.say("bevinding %s bevestigd namens FAST, die de last uitvoert", "finding %s confirmed in the name of FAST, which carries the order out"), p.Finding)
	case p.Confirmed:
		return fmt.Sprintf(t.say("bevinding %s bevestigd door een behandelaar", "finding %s confirmed by an officer"), p.Finding)
	default:
		return fmt.Sprintf(t.say("bevinding %s verworpen door een behandelaar", "finding %s rejected by an officer"), p.Finding)
	}
}
