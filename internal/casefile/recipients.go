package casefile

import "slices"

// recipientMonths is how far back those who were told of a person must hear that it was the wrong one: a year (Wjsg 39o;
// Directive (EU) 2016/680 art. 16(6)).
const recipientMonths = 12

// Recipient is somebody outside who was told of the person of a case, and of what.
type Recipient struct {
	Who   string `json:"who"`  // an agency by its code, or whoever looked
	What  string `json:"what"` // the kind of request, or why he looked
	First Date   `json:"first"`
	Last  Date   `json:"last"`
	Times int    `json:"times"`
	// Certain: the agency said at least once that it had it. A call of which no answer came may have arrived all the same.
	Certain bool `json:"certain"`
	Look    bool `json:"look,omitempty"` // looked by himself; otherwise he was asked or told
	// Informed: a person said that he has heard that the data were of the wrong person.
	Informed bool `json:"informed,omitempty"`
}

// RecipientsSince is the first day of the year before the ending of the case or, while it goes on, before today.
func RecipientsSince(s State, today Date) Date {
	if !s.EndedOn.IsZero() {
		today = s.EndedOn
	}
	return today.AddMonths(-recipientMonths)
}

// Recipients lists which agencies were asked or told something about the person of a case since a day, each kind of request
// once. The events must be all of the case.
func Recipients(events []Event, since Date) []Recipient {
	told, informed := map[string]bool{}, Informed(events)
	var asked []Request
	for _, e := range events {
		switch p := e.Payload.(type) {
		case Asked:
			asked = append(asked, p.Request)
		case RequestDelivered:
			told[p.Request] = true
		case RequestAnswered:
			told[p.Request] = true
		default:
		}
	}
	var list []Recipient
	for _, r := range asked {
		if on := DateOf(r.AskedAt); on >= since {
			list = tell(list, Recipient{Who: string(r.Agency), What: string(r.Kind), First: on, Last: on, Certain: told[r.ID], Informed: informed[string(r.Agency)]})
		}
	}
	return list
}

// Informed says of whom a person said that they heard that the data were of the wrong person: agencies, and [RecipientDesks].
func Informed(events []Event) map[string]bool {
	alarms, informed := map[string]string{}, map[string]bool{}
	for _, e := range events {
		switch p := e.Payload.(type) {
		case Escalated:
			if p.About == AlarmInformRecipient {
				alarms[p.ID] = p.Ref
			}
		case EscalationSettled:
			if ref, is := alarms[p.Escalation]; is && !p.CauseGone {
				informed[ref] = true
			}
		default:
		}
	}
	return informed
}

// tell adds what somebody was told to what he was told before of the same.
func tell(list []Recipient, r Recipient) []Recipient {
	i := slices.IndexFunc(list, func(known Recipient) bool { return known.Who == r.Who && known.What == r.What && known.Look == r.Look })
	if i < 0 {
		r.Times = 1
		return append(list, r)
	}
	list[i].First, list[i].Last = min(list[i].First, r.First), max(list[i].Last, r.Last)
	list[i].Times++
	list[i].Certain = list[i].Certain || r.Certain
	return list
}

// Looked adds that somebody outside looked on a day, and why, to those who were told something.
func Looked(list []Recipient, who, why string, on Date, informed bool) []Recipient {
	return tell(list, Recipient{Who: who, What: why, First: on, Last: on, Certain: true, Look: true, Informed: informed})
}
