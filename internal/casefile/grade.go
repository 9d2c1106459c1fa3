package casefile

// Reliability is how far whoever reports whereabouts relies on his source. A finding says it, so that the person who
// judges it need not guess (Directive (EU) 2016/680 art. 7; the four degrees are an assumption).
type Reliability string

// The degrees of reliability.
const (
	ReliabilityVerified Reliability = "verified" // checked against an authentic source, as of now
	ReliabilityReliable Reliability = "reliable" // from a source that was right before
	ReliabilityUnknown  Reliability = "unknown"  // nobody can tell
	ReliabilityDoubtful Reliability = "doubtful" // there is reason to doubt it
)

// Reliabilities lists every degree, the best first.
func Reliabilities() []Reliability {
	return []Reliability{ReliabilityVerified, ReliabilityReliable, ReliabilityUnknown, ReliabilityDoubtful}
}

// Nature tells a fact from somebody's assessment (Directive (EU) 2016/680 art. 7(1)).
type Nature string

// The natures of a finding.
const (
	NatureFact    Nature = "fact"
	NatureOpinion Nature = "opinion"
)

// Natures lists every nature.
func Natures() []Nature { return []Nature{NatureFact, NatureOpinion} }

// Grade is how a finding is to be weighed.
type Grade struct {
	Reliability Reliability `json:"reliability,omitempty"`
	Nature      Nature      `json:"nature,omitempty"`
}

// grade is that of the finding. An agency that grades nothing says by vouching for it that it is a verified fact; what
// it does not vouch for is somebody's word of unknown worth.
func (f Found) grade() Grade {
	g := f.Grade
	if g.Reliability == "" {
		g.Reliability = ReliabilityUnknown
		if f.Verified {
			g.Reliability = ReliabilityVerified
		}
	}
	if g.Nature == "" {
		g.Nature = NatureOpinion
		if f.Verified {
			g.Nature = NatureFact
		}
	}
	return g
}

// proves reports whether the finding may locate somebody without a person's judgment, where policy trusts its source: it
// must be a fact that the source vouches for and holds for verified.
func (f Found) proves() bool {
	return f.Verified && f.grade() == Grade{Reliability: ReliabilityVerified, Nature: NatureFact}
}
