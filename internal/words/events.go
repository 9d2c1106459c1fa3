package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Event names a kind of event.
func (l Language) Event(k casefile.EventKind) string {
	if pair, known := eventNames()[k]; known {
		return l.say(pair[0], pair[1])
	}
	return string(k)
}

func eventNames() map[casefile.EventKind][2]string {
	return map[casefile.EventKind][2]string{
		"opened":                {"zaak geopend", "case opened"},
		"status_changed":        {"status gewijzigd", "status changed"},
		"asked":                 {"verzoek gedaan", "request made"},
		"delivered":             {"verzoek afgeleverd", "request delivered"},
		"answered":              {"verzoek beantwoord", "request answered"},
		"term_passed":           {"termijn voorbij", "term passed"},
		"reminded":              {"herinnering afgeleverd", "reminder delivered"},
		"measure_adopted":       {"bestaande signalering of last overgenomen", "standing alert or order adopted"},
		"measure_identified":    {"kenmerk bekend geworden", "number learnt"},
		"measure_returned":      {"last teruggegeven", "order given back"},
		"order_term_set":        {"termijn van de last", "term of the order"},
		"order_term_passed":     {"termijn van de last voorbij", "term of the order passed"},
		"confirmed_by_phone":    {"telefonisch bevestigd", "confirmed by telephone"},
		"sent_again":            {"opnieuw gestuurd", "sent again"},
		"finding_recorded":      {"bevinding vastgelegd", "finding recorded"},
		"finding_judged":        {"bevinding beoordeeld", "finding decided"},
		"review_planned":        {"volgende ronde gepland", "next round planned"},
		"review_started":        {"ronde vragen begonnen", "round of questions begun"},
		"arrest_reported":       {"aanhouding gemeld", "arrest reported"},
		"arrest_refuted":        {"aangehoudene is een ander", "arrestee is somebody else"},
		"hit_reported":          {"staande gehouden op een signalering", "stopped on an alert"},
		"hit_urgent":            {"staandehouding toch met spoed", "stop is urgent after all"},
		"hit_judged":            {"bekend wie is staande gehouden", "known who was stopped"},
		"abroad_changed":        {"verblijf in het buitenland", "stay abroad"},
		"surrender_term_set":    {"termijn van de overlevering", "term of the surrender"},
		"surrender_late":        {"termijn van de overlevering voorbij", "term of the surrender passed"},
		"custody_confirmed":     {"wie in het buitenland vastzit is de veroordeelde", "whoever is in custody abroad is the convict"},
		"custody_ended":         {"hechtenis in het buitenland geëindigd", "custody abroad ended"},
		"arrestee_known":        {"een behandelaar zei wie vastzit", "an officer said who is in custody"},
		"ended":                 {"opsporing beëindigd", "trace ended"},
		"ending_moved":          {"dag van beëindiging verbeterd", "day of the ending corrected"},
		"closed":                {"zaak gesloten", "case closed"},
		"title_added":           {"titel toegevoegd", "title added"},
		"title_changed":         {"titel verbeterd", "title corrected"},
		"title_ended":           {"titel beëindigd", "title ended"},
		"address_check_planned": {"controle van het adres gepland", "address check planned"},
		"address_check_started": {"controle van het adres", "address check"},

		"payment_recorded":   {"betaling geboekt", "payment booked"},
		"days_deducted":      {"dagen afgetrokken", "days deducted"},
		"limitation_set":     {"verjaringsdatum vastgelegd", "date of limitation set"},
		"limitation_near":    {"verjaring nabij", "limitation near"},
		"limitation_offered": {"andere verjaringsdatum voorgelegd", "other date of limitation put before a person"},
		"limitation_facts":   {"feiten voor de verjaring vastgelegd", "facts for the limitation recorded"},
		"owner_changed":      {"leiding overgedragen", "lead handed over"},
		"case_accepted":      {"zaak aanvaard", "case accepted"},
		"policy_adopted":     {"ander beleid", "other policy"},
		"case_changed":       {"zaak gewijzigd", "case changed"},
		"identity_corrected": {"identiteit verbeterd", "identity corrected"},
		"visit_reported":     {"bezoek gemeld", "visit reported"},
		"person_described":   {"signalement gegeven", "person described"},
		"titles_moved":       {"titels overgezet naar een andere zaak", "titles moved to another case"},
		"letter_recorded":    {"correctiebrief vastgelegd", "letter of correction recorded"},
		"approval_asked":     {"tweede persoon gevraagd", "second person asked"},
		"approval_settled":   {"door tweede persoon beoordeeld", "decided by a second person"},
		"reopened":           {"opsporing heropend", "trace reopened"},
		"ending_corrected":   {"afloop teruggenomen", "ending withdrawn"},

		"withdrawals_verified": {"opnieuw nagevraagd of er niets staat", "asked again whether nothing stands"},
		"withdrawal_waived":    {"van bevestiging afgezien", "confirmation waived"},
		"noted":                {"genoteerd", "noted for the record"},
		"escalated":            {"aandacht gevraagd", "attention called"},
		"title_suspended":      {"titel opgeschort", "title suspended"},
		"title_resumed":        {"opschorting van een titel voorbij", "suspension of a title over"},
		"case_suspended":       {"zaak opgeschort", "case suspended"},
		"case_resumed":         {"zaak hervat", "case resumed"},
		"execution_halted":     {"niets meer ten uitvoer te leggen", "nothing left to execute"},
		"execution_continued":  {"toch nog iets ten uitvoer te leggen", "something left to execute after all"},
		"pardon_requested":     {"gratieverzoek", "pardon request"},
		"pardon_decided":       {"beslissing op een gratieverzoek", "decision on a pardon request"},
		"arrestee_released":    {"aangehoudene weer vrij", "arrestee released"},
		"placing_withheld":     {"plaatsen aangehouden", "placing withheld"},
		"arrests_set_aside":    {"aanhouding tijdens een opschorting", "arrest during a suspension"},
		"arrest_counts":        {"aanhouding telt na de opschorting", "arrest counts after the suspension"},
		"incident_due":         {"niemand besliste over een aanhouding tijdens de opschorting", "nobody decided on an arrest during a suspension"},

		"passport_term_set": {"termijn van de paspoortsignalering", "term of the passport alert"},
		"passport_lapsed":   {"paspoortsignalering vervallen", "passport alert lapsed"},

		"escalation_climbed":      {"alarmering een stap verder", "alarm went a step on"},
		"escalation_acknowledged": {"alarmering in behandeling genomen", "alarm taken in hand"},
		"escalation_handed_over":  {"alarmering overgedragen", "alarm handed over"},
		"escalation_settled":      {"alarmering afgehandeld", "alarm settled"},
	}
}
