package casefile

// benefitMatch keeps as a lead that somebody with the number of the convict gets a benefit. That is a fact; that it is he is
// not: the number may be somebody else's, and a person compares the date of birth before anything follows. Whether the
// benefit stops is for the municipality to decide, on facts of its own (CRvB 2014:3691).
func (d *decider) benefitMatch(c Report) {
	d.emit(FindingRecorded{Finding: Finding{
		ID: d.nextID("f"), Agency: c.From, Source: SourceContact, On: c.On,
		Grade: Grade{Reliability: ReliabilityUnknown, Nature: NatureFact},
	}})
}
