package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Alarm says what a person must look at, and why.
func (l Language) Alarm(a casefile.Alarm) string {
	switch a {
	case casefile.AlarmSilent:
		return l.say("de laatste termijn ging zonder antwoord voorbij: neem contact op", "the last term passed without an answer: get in touch")
	case casefile.AlarmArresteeSilent:
		return l.say("nog niet bekend of de aangehoudene de veroordeelde is, en iemand zit misschien ten onrechte vast: bel meteen", "not known yet whether the person in custody is the convict, who may be locked up wrongly: telephone at once")
	case casefile.AlarmDescriptionSilent:
		return l.say("de politie bevestigde niet dat een nieuw signalement bij de last staat, en wie aan de deur gaat weet misschien niet welk gevaar er is: bel meteen",
			"the police did not confirm that a new description is with the order, and whoever goes to the door may not know what danger there is: telephone at once")
	case casefile.AlarmOrderOverdue:
		return l.say("de last tot aanhouding is na herinnering nog niet uitgevoerd of teruggegeven: vraag de eenheid hoe het staat", "the arrest order was neither carried out nor given back after a reminder: ask the unit how it stands")
	case casefile.AlarmTelephone:
		return l.say("het terugroepen van een last tot aanhouding is niet bevestigd en er kan een patrouille onderweg zijn: bel meteen, en leg vast wat is gezegd met confirm-by-phone", "the recall of an arrest order was not confirmed and a patrol may be on its way: telephone at once, and record what was said with confirm-by-phone")
	case casefile.AlarmUnfit:
		return l.say("het antwoord past niet bij de vraag: vraag na wat er is bedoeld", "the answer does not fit the question: ask what was meant")
	case casefile.AlarmRefuted:
		return l.say("het gevraagde is niet bevestigd of niet uitgevoerd: zoek uit waarom", "what was asked was not confirmed or not done: find out why")
	case casefile.AlarmStillStands:
		return l.say("na de intrekking staat er nog iets: iemand kan ten onrechte worden aangehouden", "something still stands after the withdrawal: somebody may be arrested wrongly")
	case casefile.AlarmStandsAfterEnding:
		return l.say("na de beëindiging bleek er nog iets te staan: iemand kan ten onrechte worden aangehouden", "after the ending something turned out to stand: somebody may be arrested wrongly")
	case casefile.AlarmTransferFailed:
		return l.say("het andere land heeft de straf toch niet ten uitvoer gelegd: heropen de opsporing, of neem de afloop van de titel terug", "the other country did not execute the sentence after all: reopen the trace, or withdraw the ending of the title")
	case casefile.AlarmTitlePaid:
		return l.say("één van de titels is betaald en de andere niet: zoek uit welke en beëindig die titel", "one of the titles was paid and the others were not: find out which and end that title")
	case casefile.AlarmConsultFAST:
		return l.say("FAST leidt de opsporing en moet eerst zeggen of op dit adres een last mag uitgaan: bevestig de bevinding of verwerp haar",
			"FAST leads the search and must say first whether an order may go out on this address: confirm the finding or reject it")
	case casefile.AlarmPartlyPaid:
		return l.say("de politie sloot de last af op een betaling in delen: vraag het CJIB wat er nog openstaat en of de rest is uitgezeten",
			"the police closed the order on a payment in part: ask CJIB what is left and whether the rest was served")
	case casefile.AlarmLapseDiffers:
		return l.say("het OM en onze berekening noemen een andere verjaringsdatum: het OM moet zeggen welke geldt", "OM's date of limitation is not the one we compute: OM must say which holds")
	case casefile.AlarmLapseUnknown:
		return l.say("het OM weet de verjaringsdatum niet: zoek uit welke dag geldt en leg die vast met confirm-limitation", "OM does not know the date of limitation: find out which day holds and record it with confirm-limitation")
	case casefile.AlarmNotDone:
		return l.say("een ketenpartner doet niet wat is gevraagd: bel en spreek af wat er wel gebeurt", "an agency does not do what it was asked: call and agree on what it will do")
	case casefile.AlarmLapseLate:
		return l.say("het OM noemde alsnog een andere verjaringsdatum, in antwoord op een vraag die niet meer openstond: vraag het OM welke geldt en leg die vast", "OM named another date of limitation after all, in answer to a question that was not open any more: ask OM which holds and record it")
	case casefile.AlarmArrestTooLate:
		return l.say("aanhouding gemeld van een dag waarop volgens het OM elke titel verjaard was: overleg meteen met het OM over invrijheidstelling", "an arrest was reported of a day on which by OM's date every title was time-barred: ask OM at once whether to release")
	case casefile.AlarmArrestPaid:
		return l.say("iemand is staande gehouden of aangehouden terwijl volgens het CJIB alles al is betaald of ondergaan: ga dat meteen na en laat hem gaan als het klopt", "somebody was stopped or arrested although by CJIB's account all was paid or served: check that at once and have him let go if it is so")
	case casefile.AlarmArrestAfterEnding:
		return l.say("aanhouding gemeld van iemand wiens opsporing anders is afgelopen: ga na of de afloop klopt", "an arrest was reported of somebody whose trace ended otherwise: check the ending")
	case casefile.AlarmArrestRefutedBefore:
		return l.say("aanhouding gemeld van een dag waarop eerder een ander bleek aangehouden: ga na om wie het gaat", "an arrest was reported of a day on which somebody else was arrested: find out who it is")
	case casefile.AlarmArrestSuspended:
		return l.say("aanhouding gemeld terwijl geen titel executabel is: laat de persoon vrij en leg dat vast met release-arrestee, of hervat de titel als de opschorting voorbij is", "an arrest was reported while no title may be executed: have the person released and record that with release-arrestee, or resume the title if the suspension is over")
	case casefile.AlarmNotPaused:
		return l.say("er mag niets ten uitvoer worden gelegd maar er wordt nog ergens op opgetreden: iemand kan ten onrechte worden aangehouden", "nothing may be executed but something is still acted on: somebody may be arrested wrongly")
	case casefile.AlarmArrestBeforeCase:
		return l.say("volgens een bericht zit iemand vast sinds een dag waarop de zaak nog niet was gemeld: ga na of hij nog vastzit en of de dag klopt", "by a message somebody is in custody since a day before the case was reported: find out whether he still is, and whether the day is right")
	case casefile.AlarmHitAfterEnding:
		return l.say("iemand is staande gehouden op een signalering van een zaak die is beëindigd: laat de politie hem meteen laten gaan, tenzij de afloop niet klopt", "somebody was stopped on an alert of a case that has ended: have the police let him go at once, unless the ending is wrong")
	case casefile.AlarmHitWhileHeld:
		return l.say("iemand is staande gehouden terwijl er nu niemand wordt gezocht: ga meteen na om wie het gaat", "somebody was stopped while nobody is sought now: find out at once who it is")
	case casefile.AlarmArresteeLost:
		return l.say("de veroordeelde is staande gehouden, maar de politie heeft hem niet: overleg wat er nu moet gebeuren", "the convict was stopped, but the police do not have him: see what must be done now")
	case casefile.AlarmSurrenderLate:
		return l.say("de termijn voor de overlevering is voorbij: vraag het OM of zij is verlengd en of hij nog vastzit", "the term of the surrender went by: ask OM whether it was extended and whether he is still in custody")
	case casefile.AlarmNotTakenBack:
		return l.say("er staat nog iets dat is ingetrokken terwijl de opsporing doorgaat: bel, en trek het daarna opnieuw in met withdraw-measure", "something still stands that was taken back while the trace goes on: call, and then take it back again with withdraw-measure")
	case casefile.AlarmPassportLapsed:
		return l.say("de paspoortsignalering is vervallen omdat niemand haar liet handhaven: vraag een nieuwe als daar nog grond voor is", "the passport alert lapsed because nobody had it maintained: ask for a new one if there still is ground for it")
	case casefile.AlarmPassportNotKept:
		return l.say("het OM handhaaft de paspoortsignalering niet: overleg, anders vervalt zij op haar dag", "OM does not maintain the passport alert: see why, or it lapses on its day")
	case casefile.AlarmIdentityDisputed:
		return l.say("Justid zegt iets anders dan een collega over wie vastzit: misschien zit iemand ten onrechte vast, of is de veroordeelde losgelaten", "Justid says otherwise than a colleague about who is in custody: somebody may be locked up wrongly, or the convict was let go")
	case casefile.AlarmIdentityHolds:
		return l.say("volgens Justid is de persoon onder dit nummer de veroordeelde: hervat de titels met resume-title, of houd de twijfel vast", "Justid says that the person under this number is the convict: resume the titles with resume-title, or stay in doubt")
	case casefile.AlarmWrongPerson:
		return l.say("volgens Justid is de veroordeelde een ander: beëindig de opsporing, of zet de titels over naar de zaak van de veroordeelde met case move", "Justid says that the convict is somebody else: end the trace, or move the titles to the convict's case with case move")
	case casefile.AlarmLetter:
		return l.say("wie voor de veroordeelde is aangezien moet een brief krijgen: schrijf hem met case letter, verstuur hem, en leg dat vast met record-letter", "who was taken for the convict must get a letter: write it with case letter, send it, and record that with record-letter")
	case casefile.AlarmMerged:
		return l.say("volgens Justid is de persoon onder dit SKN dezelfde als die onder een ander: vergelijk hen, en voeg hen samen met case merge", "Justid says that the person under this SKN is the one under another: compare them, and make them one with case merge")
	case casefile.AlarmSplit:
		return l.say("Justid splitste dit SKN, dat van twee personen was: zoek uit van wie elke titel is, zet die van de ander over met case move en hervat de rest met resume-title", "Justid split this SKN, which was of two persons: find out whose each title is, move those of the other with case move and resume the rest with resume-title")
	case casefile.AlarmInformAbsence:
		return l.say("het OM en de politieregio's moeten horen dat de veroordeelde zich heeft onttrokken: bel, en handel dit daarna af", "OM and the police regions must hear that the convict got away: call, and settle this afterwards")
	case casefile.AlarmInformRecipient:
		return l.say("wie gegevens kreeg over de verkeerde persoon moet horen dat die niet klopten: zie case recipients, en handel dit daarna af", "who was given data about the wrong person must hear that they were wrong: see case recipients, and settle this afterwards")
	default:
		return string(a)
	}
}
