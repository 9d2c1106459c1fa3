package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Reason says why a case changed its status, as it is written after a comma or colon.
func (l Language) Reason(r casefile.Reason) string {
	switch r {
	case casefile.ReasonIntakeComplete:
		return l.say("identiteit, titels en strafrestant zijn bevestigd", "identity, titles and remainder are confirmed")
	case casefile.ReasonSilence:
		return l.say("de ronde leverde niets op, maar niet iedereen heeft geantwoord; het strafrestant is lager dan 300 dagen",
			"the round brought nothing, but not everybody answered; the remainder is below 300 days")
	case casefile.ReasonNothingFound:
		return l.say("de ronde leverde niets op en het strafrestant is lager dan 300 dagen", "the round brought nothing and the remainder is below 300 days")
	case casefile.ReasonAuthoritative:
		return l.say("deze bron heeft volgens het beleid geen bevestiging nodig", "by policy this source needs no confirmation")
	case casefile.ReasonConfirmed:
		return l.say("een behandelaar heeft de verblijfplaats bevestigd", "an officer confirmed the whereabouts")
	case casefile.ReasonOrderPlaced:
		return l.say("de last tot aanhouding staat bij de politie", "the arrest order stands at the police")
	case casefile.ReasonOrderRecalled:
		return l.say("de last tot aanhouding is teruggeroepen", "the arrest order was recalled")
	case casefile.ReasonOrderReturned:
		return l.say("de politie gaf de last tot aanhouding terug", "the police gave the arrest order back")
	case casefile.ReasonContinued:
		return l.say("er is toch nog iets ten uitvoer te leggen, en de verblijfplaats is bekend", "something is left to execute after all, and the whereabouts are known")
	case casefile.ReasonNoOrderStands:
		return l.say("volgens de politie staat er geen last tot aanhouding", "the police say that no arrest order stands")
	case casefile.ReasonClassChanged:
		return l.say("het strafrestant kwam aan de andere kant van de 300 dagen", "the remainder crossed 300 days")
	case casefile.ReasonAbroad:
		return l.say("de persoon is in het buitenland", "the person is abroad")
	case casefile.ReasonStillStands:
		return l.say("er bleek toch nog iets te staan", "something turned out to stand after all")
	default:
		return string(r)
	}
}

// Note says what was kept for the record.
func (l Language) Note(n casefile.Note) string {
	switch n {
	case casefile.NoteMessage:
		return l.say("een bericht voor het dossier", "a message for the record")
	case casefile.NoteOutlives:
		return l.say("een ontneming vervalt niet door overlijden en blijft open bij het CJIB", "a confiscation does not lapse by death and stays open at CJIB")
	case casefile.NoteLateAnswer:
		return l.say("een antwoord op een verzoek dat niet meer openstond", "an answer to a request that was not open any more")
	default:
		return string(n)
	}
}
