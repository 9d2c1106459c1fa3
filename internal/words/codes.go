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
	case casefile.RoleAgency:
		return l.say("ketenpartner", "agency")
	case casefile.RoleSystem:
		return l.say("systeem", "system")
	default:
		return string(r)
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
	case casefile.AskLimitation:
		return l.say("de vraag of de verjaringsdatum klopt", "the question whether the date of limitation is right")
	case casefile.Withdraw:
		return l.say("het verzoek om alles in te trekken", "the request to withdraw everything")
	case casefile.PauseMeasures:
		return l.say("het verzoek om nergens op op te treden zolang de zaak is opgeschort", "the request to act on nothing while the case is suspended")
	case casefile.ResumeMeasures:
		return l.say("het verzoek om weer op te treden", "the request to act again")
	default:
		return string(k)
	}
}

// Measure names something that stands against a person at an agency.
func (l Language) Measure(k casefile.MeasureKind) string {
	switch k {
	case casefile.Alert:
		return l.say("signalering", "alert")
	case casefile.Order:
		return l.say("last tot aanhouding", "arrest order")
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
	default:
		return string(m)
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

// Deduction names why days in custody come off a sentence.
func (l Language) Deduction(k casefile.DeductionKind) string {
	switch k {
	case casefile.DeductRemand:
		return l.say("voorarrest", "custody before the judgment")
	case casefile.DeductAbroad:
		return l.say("detentie in het buitenland op Nederlands verzoek", "detention abroad on a Dutch request")
	case casefile.DeductServed:
		return l.say("ondergane dagen", "days served")
	default:
		return string(k)
	}
}
