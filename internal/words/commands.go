package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Command names a kind of command that a person gives.
func (l Language) Command(kind string) string {
	switch kind {
	case casefile.ConfirmFinding{}.CommandKind():
		return l.say("een bevinding bevestigen", "confirm a finding")
	case casefile.RejectFinding{}.CommandKind():
		return l.say("een bevinding verwerpen", "reject a finding")
	case casefile.AskAgain{}.CommandKind():
		return l.say("opnieuw vragen", "ask again")
	case casefile.RecallOrder{}.CommandKind():
		return l.say("een last tot aanhouding terugroepen", "recall an arrest order")
	case casefile.ConfirmByPhone{}.CommandKind():
		return l.say("vastleggen dat het terugroepen telefonisch is bevestigd", "record that a recall was confirmed by telephone")
	case casefile.End{}.CommandKind():
		return l.say("de opsporing beëindigen", "end the trace")
	case casefile.AcceptCase{}.CommandKind():
		return l.say("de zaak aanvaarden", "accept the case")
	case casefile.ExtendSurrender{}.CommandKind():
		return l.say("vastleggen dat de termijn van de overlevering is verlengd", "record that the term of the surrender was extended")
	case casefile.RequestMeasure{}.CommandKind():
		return l.say("een maatregel vragen", "ask for a measure")
	case casefile.WithdrawMeasure{}.CommandKind():
		return l.say("een maatregel intrekken", "take a measure back")
	case casefile.MaintainPassport{}.CommandKind():
		return l.say("de paspoortsignalering laten handhaven", "have the passport alert maintained")
	case casefile.IdentifyArrestee{}.CommandKind():
		return l.say("zeggen of wie vastzit de veroordeelde is", "say whether the person in custody is the convict")
	case casefile.Acknowledge{}.CommandKind():
		return l.say("een alarmering in behandeling nemen", "take an alarm in hand")
	case casefile.HandOver{}.CommandKind():
		return l.say("een alarmering aan een ander niveau overdragen", "hand an alarm over to another level")
	case casefile.Settle{}.CommandKind():
		return l.say("een alarmering afhandelen", "settle an alarm")
	case casefile.AdoptPolicy{}.CommandKind():
		return l.say("naar ander beleid overgaan", "go over to another policy")
	case casefile.ChangeCase{}.CommandKind():
		return l.say("de eenheid, het verblijf of de behandelaar wijzigen", "change the unit, the residence or the handler")
	case casefile.RecordCorrection{}.CommandKind():
		return l.say("vastleggen dat gegevens zijn verbeterd", "record that identifying data were corrected")
	case casefile.DescribePerson{}.CommandKind():
		return l.say("een signalement geven, met de gevaren bij een aanhouding", "describe the person, with the dangers of an arrest")
	case casefile.DoubtIdentity{}.CommandKind():
		return l.say("twijfel over de identiteit vastleggen: niemand treedt op tot vaststaat wie de veroordeelde is", "record doubt about the identity: nobody acts until it is certain who the convict is")
	case casefile.MoveTitles{}.CommandKind():
		return l.say("titels overzetten naar een andere zaak", "move titles to another case")
	case casefile.RecordLetter{}.CommandKind():
		return l.say("vastleggen dat de correctiebrief is verstuurd, of dat er geen adres bekend is", "record that the letter of correction was sent, or that no address is known")
	case casefile.AddTitle{}.CommandKind():
		return l.say("een titel toevoegen", "add a title")
	case casefile.ChangeTitle{}.CommandKind():
		return l.say("een titel verbeteren", "correct a title")
	case casefile.RecordPayment{}.CommandKind():
		return l.say("een betaling boeken die het CJIB doorgeeft", "record a payment that CJIB passes on")
	case casefile.DeductDays{}.CommandKind():
		return l.say("dagen in hechtenis aftrekken", "deduct days in custody")
	case casefile.RecordLimitationFacts{}.CommandKind():
		return l.say("vastleggen waar de verjaring van een titel van afhangt", "record what the limitation of a title depends on")
	case casefile.ConfirmLimitation{}.CommandKind():
		return l.say("de verjaringsdatum van het OM vastleggen", "record OM's date of limitation")
	case casefile.SuspendTitle{}.CommandKind():
		return l.say("een titel opschorten", "suspend a title")
	case casefile.ResumeTitle{}.CommandKind():
		return l.say("de opschorting van een titel beëindigen", "end the suspension of a title")
	case casefile.RequestPardon{}.CommandKind():
		return l.say("een gratieverzoek vastleggen", "record a pardon request")
	case casefile.DecidePardon{}.CommandKind():
		return l.say("de beslissing op een gratieverzoek vastleggen", "record the decision on a pardon request")
	case casefile.ReleaseArrestee{}.CommandKind():
		return l.say("vastleggen dat een aangehoudene weer vrij is", "record that an arrestee is free again")
	case casefile.WaiveWithdrawal{}.CommandKind():
		return l.say("niet langer wachten op de bevestiging van een ketenpartner", "wait no longer for an agency's confirmation")
	case casefile.Reopen{}.CommandKind():
		return l.say("de opsporing heropenen", "reopen the trace")
	case casefile.CorrectEnding{}.CommandKind():
		return l.say("een afloop terugnemen die er niet was", "withdraw an ending that never happened")
	case casefile.VerifyWithdrawn{}.CommandKind():
		return l.say("overal opnieuw navragen of er niets meer staat", "ask everywhere again whether nothing stands")
	case casefile.Approve{}.CommandKind():
		return l.say("als tweede persoon goedkeuren wat een collega vroeg", "approve as the second person what a colleague asked for")
	case casefile.Decline{}.CommandKind():
		return l.say("afwijzen wat een collega vroeg, of uw eigen verzoek intrekken", "decline what a colleague asked for, or take your own request back")
	default:
		return kind
	}
}
