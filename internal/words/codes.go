package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Status names a status.
func (l Language) Status(s casefile.Status) string {
	switch s {
	case casefile.Intake:
		return l.say("aangemeld", "reported")
	case casefile.Locating:
		return l.say("in opsporing", "being traced")
	case casefile.AlertOnly:
		return l.say("alleen signalering", "alert only")
	case casefile.Located:
		return l.say("gelokaliseerd", "located")
	case casefile.ArrestOrdered:
		return l.say("aanhouding opgedragen", "arrest ordered")
	case casefile.Held:
		return l.say("aangehouden (identiteit nog niet bevestigd)", "held (identity not confirmed yet)")
	case casefile.HeldAbroad:
		return l.say("aangehouden in het buitenland", "held abroad")
	case casefile.Suspended:
		return l.say("opgeschort", "suspended")
	case casefile.Ended:
		return l.say("beëindigd", "ended")
	case casefile.Closed:
		return l.say("gesloten", "closed")
	default:
		return string(s)
	}
}

// StatusMeaning says in a sentence what a status means.
func (l Language) StatusMeaning(s casefile.Status) string {
	switch s {
	case casefile.Intake:
		return l.say("Justid, het OM en CJIB gaan na of de persoon, de titels en het strafrestant kloppen; er wordt nog niet gezocht.",
			"Justid, OM and CJIB check the person, the titles and the remainder; nobody searches yet.")
	case casefile.Locating:
		return l.say("De persoon staat gesignaleerd en er wordt gevraagd of gezocht waar hij is.",
			"An alert stands for the person, and agencies are asked or units search where he is.")
	case casefile.AlertOnly:
		return l.say("Er is niets gevonden en het strafrestant is lager dan 300 dagen: de signalering blijft, tot de volgende ronde zoekt niemand.",
			"Nothing was found and the remainder is below 300 days: the alert stays, nobody searches until the next round.")
	case casefile.Located:
		return l.say("Er is een verblijfplaats; de last tot aanhouding is onderweg naar de politie.",
			"There are whereabouts; the arrest order is on its way to the police.")
	case casefile.ArrestOrdered:
		return l.say("Bij de politie staat een last tot aanhouding.", "An arrest order stands at the police.")
	case casefile.Held:
		return l.say("Iemand is aangehouden; Justid gaat na of het de veroordeelde is.",
			"Somebody was arrested; Justid establishes whether it is the convict.")
	case casefile.HeldAbroad:
		return l.say("De persoon zit in het buitenland vast en wacht op overlevering.",
			"The person is in custody abroad and waits for surrender.")
	case casefile.Suspended:
		return l.say("Er is op dit moment geen titel die ten uitvoer mag worden gelegd.", "No title may be executed at the moment.")
	case casefile.Ended:
		return l.say("De opsporing heeft een afloop; alle signaleringen, lasten en vragen worden ingetrokken.",
			"The trace has an ending; every alert, order and question is being withdrawn.")
	case casefile.Closed:
		return l.say("Elke ketenpartner heeft gemeld dat er niets meer staat.", "Every agency has said that nothing stands any more.")
	default:
		return string(s)
	}
}

// Ending names the way in which a trace ended.
func (l Language) Ending(e casefile.Ending) string {
	switch e {
	case casefile.ArrestedNL:
		return l.say("aangehouden en ingesloten", "arrested in the Netherlands")
	case casefile.SelfReported:
		return l.say("zelf gemeld", "reported of his own accord")
	case casefile.AlreadyDetained:
		return l.say("al gedetineerd in een andere zaak", "already detained in another case")
	case casefile.Surrendered:
		return l.say("overgeleverd aan Nederland", "surrendered to the Netherlands")
	case casefile.Extradited:
		return l.say("uitgeleverd aan Nederland", "extradited to the Netherlands")
	case casefile.TransferredExecution:
		return l.say("tenuitvoerlegging overgenomen door een ander land", "execution taken over by another country")
	case casefile.Deceased:
		return l.say("overleden", "deceased")
	case casefile.TimeBarred:
		return l.say("executie verjaard", "execution time-barred")
	case casefile.Pardoned:
		return l.say("gratie verleend", "pardoned")
	case casefile.Paid:
		return l.say("alsnog volledig betaald", "paid in full")
	case casefile.RemainderZero:
		return l.say("straf geheel ondergaan", "sentence fully served")
	case casefile.Quashed:
		return l.say("vonnis herzien of vernietigd", "conviction quashed")
	case casefile.WithdrawnByProsecutor:
		return l.say("executie gestaakt door het OM", "execution withdrawn by the prosecutor")
	case casefile.WrongIdentity:
		return l.say("persoonsverwisseling", "wrong identity")
	case casefile.EnteredInError:
		return l.say("ten onrechte opgenomen", "entered in error")
	default:
		return string(e)
	}
}

// Class names a range of remainders.
func (l Language) Class(c casefile.Class) string {
	switch c {
	case casefile.Under90:
		return l.say("minder dan 90 dagen", "less than 90 days")
	case casefile.Under120:
		return l.say("90 t/m 119 dagen", "90 to 119 days")
	case casefile.Under300:
		return l.say("120 t/m 299 dagen", "120 to 299 days")
	case casefile.From300:
		return l.say("300 dagen of meer", "300 days or more")
	default:
		return string(c)
	}
}

// Residence names where the person is suspected to stay.
func (l Language) Residence(r casefile.Residence) string {
	switch r {
	case casefile.ResidenceNL:
		return l.say("Nederland", "the Netherlands")
	case casefile.ResidenceEU:
		return l.say("elders in de Europese Unie", "elsewhere in the European Union")
	case casefile.ResidenceOutside:
		return l.say("buiten de Europese Unie", "outside the European Union")
	case casefile.ResidenceUnknown:
		return l.say("onbekend", "unknown")
	default:
		return string(r)
	}
}

// Agency names an agency as it is written in the middle of a sentence.
func (l Language) Agency(a casefile.Agency) string {
	switch a {
	case casefile.CJIB:
		return l.say("het CJIB", "CJIB")
	case casefile.OM:
		return l.say("het OM", "OM")
	case casefile.JustID:
		return l.say("Justid", "Justid")
	case casefile.Politie:
		return l.say("de politie", "the police")
	default:
		return string(a)
	}
}

// Role names the capacity in which an actor acts.
func (l Language) Role(r casefile.Role) string {
	switch r {
	case casefile.RoleOfficer:
		return l.say("behandelaar", "case officer")
	case casefile.RoleSupervisor:
		return l.say("leidinggevende", "supervisor")
	case casefile.RoleCoordinator:
		return l.say("landelijk coördinator", "national coordinator")
	case casefile.RoleAgency:
		return l.say("ketenpartner", "agency")
	case casefile.RoleSystem:
		return l.say("systeem", "system")
	default:
		return string(r)
	}
}

// Level names with whom an alarm lies, as it is written in the middle of a sentence.
func (l Language) Level(level casefile.Level) string {
	switch level {
	case casefile.LevelOfficer:
		return l.say("de behandelaar", "the case officer")
	case casefile.LevelSupervisor:
		return l.say("de leidinggevende", "the supervisor")
	case casefile.LevelCoordinator:
		return l.say("de landelijk coördinator", "the national coordinator")
	default:
		return string(level)
	}
}

// Request names what an agency is asked, as it is written in the middle of a sentence.
func (l Language) Request(k casefile.RequestKind) string {
	switch k {
	case casefile.AskIdentity:
		return l.say("de controle van de identiteit", "the check of the identity")
	case casefile.AskExecutability:
		return l.say("de controle of elke titel executabel is", "the check that every title can be executed")
	case casefile.AskRemainder:
		return l.say("de controle van titels en strafrestant", "the check of titles and remainder")
	case casefile.AskWhereabouts:
		return l.say("de vraag naar de verblijfplaats", "the question about the whereabouts")
	case casefile.PlaceAlert:
		return l.say("het verzoek om te signaleren", "the request to place an alert")
	case casefile.PlaceOrder:
		return l.say("de last tot aanhouding", "the arrest order")
	case casefile.AskArrestee:
		return l.say("de vraag wie er is aangehouden", "the question who was arrested")
	case casefile.AskMatching:
		return l.say("de vraag of de persoon onder dit nummer de veroordeelde is", "the question whether the person under this number is the convict")
	case casefile.AskLimitation:
		return l.say("de vraag of de verjaringsdatum klopt", "the question whether the date of limitation is right")
	case casefile.AskCustody:
		return l.say("het bericht dat het de veroordeelde is, met de vraag of hij is ingesloten", "word that it is the convict, with the question whether he is locked up")
	case casefile.AskTransfer:
		return l.say("het verzoek om de tenuitvoerlegging te laten overnemen", "the request to have the execution taken over")
	case casefile.Warn:
		return l.say("het bericht dat het een ander is, met het verzoek hem te laten gaan en bij de signalering voor hem te waarschuwen",
			"word that it is somebody else, with the request to let him go and to have the alert warn of him")
	case casefile.Withdraw:
		return l.say("het verzoek om alles in te trekken", "the request to withdraw everything")
	case casefile.PlaceEAB:
		return l.say("het verzoek om een Europees aanhoudingsbevel", "the request for a European arrest warrant")
	case casefile.PlaceSIS:
		return l.say("het verzoek om in het Schengengebied te signaleren (SIS)", "the request to place an alert in the Schengen area (SIS)")
	case casefile.PlacePassport:
		return l.say("het verzoek om een paspoortsignalering", "the request for a passport alert")
	case casefile.PlaceBenefits:
		return l.say("het verzoek om plaatsing op de lijst voor uitkeringen", "the request to go on the list for benefits")
	case casefile.KeepPassport:
		return l.say("het verzoek om de paspoortsignalering te handhaven", "the request to maintain the passport alert")
	case casefile.Recall:
		return l.say("het verzoek om iets in te trekken terwijl de opsporing doorgaat", "the request to take something back while the trace goes on")
	case casefile.Describe:
		return l.say("het nieuwe signalement bij een last die al uitstaat", "the new description for an order that is out")
	case casefile.Mark:
		return l.say("het verzoek om bij de signalering te zetten dat een overlijden is gemeld en niet bevestigd",
			"the request to have the alert say that a death was reported and is not confirmed")
	case casefile.Unmark:
		return l.say("het verzoek om de aantekening van overlijden bij de signalering weg te halen", "the request to have the alert say no more that a death was reported")
	case casefile.PauseMeasures:
		return l.say("het verzoek om voorlopig nergens op op te treden", "the request to act on nothing for now")
	case casefile.ResumeMeasures:
		return l.say("het verzoek om weer op te treden", "the request to act again")
	default:
		return string(k)
	}
}

// Source names the kind of source of a finding.
func (l Language) Source(s casefile.FindingSource) string {
	switch s {
	case casefile.SourceBRP:
		return l.say("inschrijving in de BRP", "registered address (BRP)")
	case casefile.SourceActual:
		return l.say("verblijfsadres bekend bij een ketenpartner", "address of stay known to an agency")
	case casefile.SourceSighting:
		return l.say("waarneming door een ambtenaar of camera", "seen by an officer or a camera")
	case casefile.SourceContact:
		return l.say("briefwisseling, betaling of afspraak", "correspondence, payment or appointment")
	case casefile.SourceReport:
		return l.say("bericht van een ketenpartner", "message of an agency")
	default:
		return string(s)
	}
}

// Message names what an agency reports by itself.
func (l Language) Message(m casefile.Message) string {
	switch m {
	case casefile.MsgArrested:
		return l.say("aangehouden", "arrested")
	case casefile.MsgPaid:
		return l.say("boete volledig betaald", "fine paid in full")
	case casefile.MsgPartlyPaid:
		return l.say("boete gedeeltelijk betaald", "fine paid in part")
	case casefile.MsgServed:
		return l.say("vonnis meegedeeld dat nog niet onherroepelijk is", "told of a judgment that is not final yet")
	case casefile.MsgAlreadyDetained:
		return l.say("al ingesloten in een andere zaak", "already in custody in another case")
	case casefile.MsgNotFound:
		return l.say("onvindbaar", "not to be found")
	case casefile.MsgDeceased:
		return l.say("overleden", "deceased")
	case casefile.MsgMovedInside:
		return l.say("verhuisd binnen de eenheid", "moved within the unit")
	case casefile.MsgMovedOutside:
		return l.say("verhuisd buiten de eenheid", "moved outside the unit")
	case casefile.MsgMovedAbroad:
		return l.say("verhuisd naar het buitenland", "moved abroad")
	case casefile.MsgReturned:
		return l.say("retour op verzoek van het CJIB", "returned at the request of CJIB")
	case casefile.MsgHit:
		return l.say("staande gehouden op een signalering", "stopped on an alert")
	case casefile.MsgSelfReported:
		return l.say("zichzelf gemeld", "reported himself")
	case casefile.MsgVisit:
		return l.say("bezoek, niemand aangetroffen", "visit, nobody met")
	case casefile.MsgHitAbroad:
		return l.say("in het buitenland gecontroleerd op de signalering", "checked abroad on the alert")
	case casefile.MsgLocatedAbroad:
		return l.say("verblijft in het buitenland", "stays abroad")
	case casefile.MsgNotExtraditable:
		return l.say("wordt door dat land niet uitgeleverd", "not handed over by that country")
	case casefile.MsgTransferAccepted:
		return l.say("een ander land erkent het vonnis en neemt de straf over", "another country recognises the judgment and takes the sentence over")
	case casefile.MsgTransferDone:
		return l.say("het andere land heeft de straf ten uitvoer gelegd", "the other country executed the sentence")
	case casefile.MsgTransferFailed:
		return l.say("het andere land legt de straf niet ten uitvoer", "the other country does not execute the sentence")
	case casefile.MsgArrestedAbroad:
		return l.say("aangehouden in het buitenland", "arrested abroad")
	case casefile.MsgReleasedAbroad:
		return l.say("vrijgelaten in het buitenland", "let go abroad")
	case casefile.MsgSurrenderGranted:
		return l.say("overlevering toegestaan", "surrender granted")
	case casefile.MsgSurrenderRefused:
		return l.say("overlevering geweigerd", "surrender refused")
	case casefile.MsgSurrendered:
		return l.say("overgeleverd en aangekomen", "surrendered and arrived")
	case casefile.MsgBenefitMatch:
		return l.say("het burgerservicenummer staat bij een uitkering", "the citizen service number is that of a benefit")
	case casefile.MsgMerged:
		return l.say("twee SKN's zijn van één persoon", "two SKNs are of one person")
	case casefile.MsgSplit:
		return l.say("één SKN was van twee personen", "one SKN was of two persons")
	case casefile.MsgExtradited:
		return l.say("uitgeleverd en aangekomen", "extradited and arrived")
	default:
		return string(m)
	}
}

// How names the way in which somebody came into custody, as it is written after what was reported.
func (l Language) How(h casefile.How) string {
	switch h {
	case casefile.HowArrested:
		return l.say("een aanhouding", "an arrest")
	case casefile.HowStopped:
		return l.say("een staandehouding op de signalering", "a stop on the alert")
	case casefile.HowSelfReported:
		return l.say("dat iemand zichzelf heeft gemeld", "that somebody reported himself")
	case casefile.HowDetained:
		return l.say("dat iemand al vastzit in een andere zaak", "that somebody is in custody already in another case")
	case casefile.HowSurrendered:
		return l.say("dat iemand is overgeleverd", "that somebody was surrendered")
	case casefile.HowExtradited:
		return l.say("dat iemand is uitgeleverd", "that somebody was extradited")
	default:
		return string(h)
	}
}

// SurrenderGround says why a surrender was refused.
func (l Language) SurrenderGround(g casefile.SurrenderGround) string {
	switch g {
	case casefile.GroundAbsentia:
		return l.say("berecht bij verstek", "tried in his absence")
	case casefile.GroundNationality:
		return l.say("eigen onderdaan of ingezetene", "a national or resident")
	case casefile.GroundConditions:
		return l.say("detentieomstandigheden of andere grondrechten", "prison conditions or other fundamental rights")
	case casefile.GroundLapsed:
		return l.say("daar verjaard of al berecht", "time-barred or judged there already")
	case casefile.GroundOther:
		return l.say("een andere grond", "another ground")
	default:
		return string(g)
	}
}

// SurrenderStep names what somebody in custody abroad waits for.
func (l Language) SurrenderStep(s casefile.SurrenderStep) string {
	switch s {
	case casefile.AwaitsDecision:
		return l.say("de beslissing over de overlevering", "the decision on the surrender")
	case casefile.AwaitsHandover:
		return l.say("de feitelijke overlevering", "the surrender itself")
	default:
		return string(s)
	}
}

// Result names the outcome of a request.
func (l Language) Result(r casefile.Result) string {
	switch r {
	case casefile.Confirmed:
		return l.say("bevestigd", "confirmed as asked")
	case casefile.Refuted:
		return l.say("niet bevestigd", "not confirmed")
	case casefile.Nothing:
		return l.say("niets bekend of niets meer van kracht", "nothing known, or nothing stands any more")
	case casefile.Traced:
		return l.say("verblijfplaats bekend", "whereabouts known")
	case casefile.Placed:
		return l.say("geplaatst", "placed and standing")
	case casefile.Remaining:
		return l.say("er staat nog iets", "something still stands")
	case casefile.Corrected:
		return l.say("een andere dag", "another day")
	default:
		return string(r)
	}
}
