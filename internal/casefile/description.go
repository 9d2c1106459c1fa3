package casefile

import "time"

// Danger is why whoever is to arrest the person must beware, by its Dutch code (after Regulation (EU) 2018/1862 art. 20(3)(j),
// which lists what an alert for arrest says). It is personal, and in no event.
type Danger string

// The dangers.
const (
	DangerArmed     Danger = "gewapend"
	DangerViolent   Danger = "gewelddadig"
	DangerEscaped   Danger = "ontvlucht" // before now
	DangerSuicide   Danger = "suicidegevaar"
	DangerHealth    Danger = "gevaar_volksgezondheid"
	DangerTerrorism Danger = "terrorisme"
)

// Dangers lists every danger.
func Dangers() []Danger {
	return []Danger{DangerArmed, DangerViolent, DangerEscaped, DangerSuicide, DangerHealth, DangerTerrorism}
}

// DescribePerson gives a description of the person, and says what danger there is, for whoever is to arrest him (Sv 564). What
// it says is sealed with the command, and goes with every arrest order that is given from then on.
type DescribePerson struct{}

// PersonDescribed says that there is a description of the person, in place of any earlier one. It is kept sealed under the
// cause of this event.
type PersonDescribed struct{}

// CommandKind names the command on the wire and in the command line interface.
func (DescribePerson) CommandKind() string { return "describe-person" }

// EventKind names the payload in storage.
func (PersonDescribed) EventKind() EventKind { return "person_described" }

func (DescribePerson) judge(d *decider) RefusalCode {
	if !d.s.Status.Open() {
		return RefusedEnded
	}
	d.emit(PersonDescribed{})
	return accepted
}

func (PersonDescribed) fold(s *State, _ time.Time) { s.Described = s.Version }
