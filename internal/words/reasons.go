package words

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Refusal says why a command was refused and what to do next, as a colleague would.
func (l Language) Refusal(c casefile.RefusalCode) string {
	switch c {
	case casefile.RefusedNotOpened:
		return l.say("Deze zaak is nog niet geopend. Wacht tot de aanmelding is verwerkt en probeer het dan opnieuw.",
			"This case has not been opened yet. Wait until its intake is processed and try again.")
	case casefile.RefusedAlreadyOpen:
		return l.say("Deze zaak is al geopend. Voeg een nieuwe titel toe aan de zaak die er is.",
			"This case has been opened already. Add a new title to the case that is there.")
	case casefile.RefusedEnded:
		return l.say("De opsporing in deze zaak is beëindigd, dus dit kan niet meer. Bekijk met `case explain` hoe zij is afgelopen.",
			"The trace in this case has ended, so this is not possible any more. See with `case explain` how it ended.")
	case casefile.RefusedNoFinding:
		return l.say("Er is geen bevinding met dit nummer die op een oordeel wacht; misschien was een collega u voor. `case show` noemt de bevindingen die nog wachten.",
			"No finding of this number waits for a decision; perhaps a colleague was first. `case show` lists those that still wait.")
	case casefile.RefusedNoUnit:
		return l.say("De bevinding noemt geen politie-eenheid, en zonder eenheid kan er geen last tot aanhouding uit. Geef de eenheid van de verblijfplaats op.",
			"The finding names no police unit, and without one no arrest order can go out. Name the unit of the whereabouts.")
	case casefile.RefusedNothingToAsk:
		return l.say("Er valt nu niets opnieuw te vragen: alles wat gevraagd kan worden staat nog uit of is beantwoord. Wacht op de antwoorden; `case explain` zegt wie aan zet is.",
			"There is nothing to ask again now: all that can be asked is still out or was answered. Wait for the answers; `case explain` says whose move it is.")
	case casefile.RefusedDate:
		return l.say("Deze datum kan niet: zij ligt in de toekomst of vóór de dag waarop de zaak is aangemeld, of de aanmelding zou later zijn dan wat er al gebeurde. Controleer de datum.",
			"This date is not possible: it is in the future or before the day on which the case was reported, or the case would be reported after what happened in it. Check the date.")
	case casefile.RefusedEnding:
		return l.say("Met deze afloop kan niemand een opsporing met de hand beëindigen: een aanhouding beëindigt de zaak vanzelf zodra Justid de identiteit bevestigt. Kies een andere afloop.",
			"Nobody can end a trace by hand in this way: an arrest ends the case by itself once Justid confirms the identity. Choose another ending.")
	case casefile.RefusedNoTitle:
		return l.say("Deze zaak heeft geen titel met dit nummer. `case show` noemt de titels van de zaak.",
			"This case has no title of this number. `case show` lists the titles of the case.")
	case casefile.RefusedWhichTitle:
		return l.say("Deze afloop geldt voor één titel en er staan er meer open. Noem de titel; `case show` noemt de titels van de zaak.",
			"This ending is that of one title and several are open. Name the title; `case show` lists the titles of the case.")
	case casefile.RefusedAmount:
		return l.say("Dit bedrag kan niet: er is niets betaald, de hele boete is niet bekend of een andere dan bekend was, of de titel is geen vervangende hechtenis. Vraag het CJIB naar het bedrag van de boete en van de betaling.",
			"This amount is not possible: nothing was paid, the whole fine is not known or another one than was known, or the title is no substitute detention. Ask CJIB for the amounts of the fine and the payment.")
	case casefile.RefusedDeducted:
		return l.say("Al deze dagen zijn al eerder van de titel afgetrokken; er verandert niets. Bekijk de zaak en controleer de periode.",
			"All of these days came off the title before; nothing changes. Look at the case and check the period.")
	case casefile.RefusedTitleExists:
		return l.say("Een nieuwe titel krijgt het eerstvolgende nummer in de zaak, en dat is dit niet; misschien is er net een titel toegevoegd. Bekijk de zaak en probeer het opnieuw.",
			"A new title gets the next number in the case, and this is not it; perhaps one was just added. Look at the case and try again.")
	case casefile.RefusedNoTime:
		return l.say("Van een bezoek moet bekend zijn hoe laat het was. Laat de politie het bericht opnieuw sturen, met het tijdstip.",
			"The time of a visit must be known. Have the police send the message again, with the time.")
	case casefile.RefusedNoOrder:
		return l.say("De politie heeft in deze zaak geen last tot aanhouding met dit nummer in handen, of zij heeft er meer dan een. Controleer het bevelnummer en noem het in het bericht; `case show` noemt de nummers.",
			"The police have no arrest order of this number in hand in this case, or more than one. Check the order number and name it in the message; `case show` lists the numbers.")
	case casefile.RefusedNoReason:
		return l.say("Er staat niet bij waarom de persoon onvindbaar is, of de reden staat niet op de lijst; de last blijft bij de politie. Laat de politie het bericht opnieuw sturen, met een reden van de lijst.",
			"It is not said why the person cannot be found, or the reason is not on the list; the order stays with the police. Have the police send the message again, with a reason of the list.")
	case casefile.RefusedVisits:
		return l.say("De politie meldde op deze last nog minder bezoeken dan is afgesproken, dus kan zij hem niet als onvindbaar teruggeven. Laat haar eerst elk bezoek melden (BEZOEK, met dag en tijd) en zo nodig nog langsgaan, en daarna opnieuw ONVINDBAAR.",
			"The police reported fewer visits on this order than was agreed, so they cannot give it back as not to be found. Have them first report each visit (BEZOEK, with day and time), go there again if need be, and then send ONVINDBAAR again.")
	case casefile.RefusedNotYours:
		return l.say("De afzender gaat hier niet over. Laat de ketenpartner die er wel over gaat het bericht sturen.",
			"The sender has no say in this. Have the agency that does send the message.")
	case casefile.RefusedMessage:
		return l.say("Deze soort bericht bestaat niet. Gebruik een van de codes uit de lijst van afloopberichten.",
			"There is no such kind of message. Use one of the codes in the list of messages.")
	case casefile.RefusedHeld:
		return l.say("Er zit iemand vast van wie nog niet zeker is of het de veroordeelde is. Wacht tot Justid de identiteit heeft vastgesteld en probeer het dan opnieuw.",
			"Somebody is in custody who may or may not be the convict. Wait until Justid has established the identity and try again.")
	case casefile.RefusedNoSuchRequest:
		return l.say("Deze zaak heeft nooit een verzoek met dit kenmerk gedaan. Controleer het kenmerk en de zaak waarop het bericht betrekking heeft.",
			"This case never made a request of this number. Check the number and the case that the message is about.")
	case casefile.RefusedUnchecked:
		return l.say("De identiteit, de titels of het strafrestant zijn nog niet alle bevestigd, dus er mag nog niemand op uit worden gestuurd. Wacht op die controles, of vraag opnieuw wat niet is bevestigd.",
			"Identity, titles and remainder are not all confirmed yet, so nobody may be sent out. Wait for those checks, or ask again what was not confirmed.")
	case casefile.RefusedNothingLeft:
		return l.say("Dan blijft er geen titel over die nog ten uitvoer kan worden gelegd. Beëindig de opsporing met de afloop die daarbij hoort.",
			"No title would be left to execute. End the trace with the ending that belongs to that.")
	case casefile.RefusedTimeBarred:
		return l.say("Volgens de datum van het OM is de executie van elke open titel verjaard, dus er mag niemand op uit worden gestuurd. Beoordeel eerst het voorstel, of vraag het OM naar de datum en leg die vast met confirm-limitation.",
			"By OM's date every open title is time-barred, so nobody may be sent out. Decide the proposal first, or ask OM for the date and record it with confirm-limitation.")
	case casefile.RefusedStand:
		return l.say("In deze status kan een zaak niet beginnen. Laat de stand leeg of kies aangemeld, in opsporing, alleen signalering, gelokaliseerd of aanhouding opgedragen.",
			"No case begins in this status. Leave it empty or choose reported, being traced, alert only, located or arrest ordered.")
	case casefile.RefusedFacts:
		return l.say("Deze feiten kunnen niet allemaal kloppen: een dag ligt in de toekomst, een periode eindigt voordat zij begint, uitstel van betaling hoort alleen bij een overtreding, of een code is onbekend. Verbeter ze en leg ze opnieuw vast.",
			"These facts cannot all be true: a day lies in the future, a period ends before it begins, deferral of payment belongs to an infraction only, or a code is unknown. Correct them and record them again.")
	case casefile.RefusedPolicy:
		return l.say("Er is geen beleid met deze versie. `policy list` noemt de versies die er zijn; bewaar nieuw beleid eerst met `policy save`.",
			"There is no policy of this version. `policy list` names those that exist; save a new one with `policy save` first.")
	case casefile.RefusedMovedOn:
		return l.say("De zaak is al verder dan zij binnenkwam, of kwam zonder stand binnen; die stand verandert niet meer. Geef een opdracht die de zaak verder brengt.",
			"The case has moved on since it came in, or came in without a status; that status changes no more. Give a command that takes the case further.")
	case casefile.RefusedValue:
		return l.say("Dit is geen waarde die hier kan staan. Kies een waarde uit de lijst.",
			"This is not a value that can stand here. Choose one from the list.")
	case casefile.RefusedCountry:
		return l.say("Dit bericht moet zeggen om welk ander land het gaat. Vraag het na en stuur het opnieuw, met het land in drie letters.",
			"This message must say which other country it is about. Ask, and send it again with the country in three letters.")
	case casefile.RefusedNoGround:
		return l.say("Een geweigerde overlevering moet haar grond noemen. Vraag het na en stuur het bericht opnieuw, met de grond.",
			"A surrender that was refused must name its ground. Ask, and send the message again with the ground.")
	case casefile.RefusedNoSurrender:
		return l.say("Er wacht niemand in het buitenland op een overlevering waarvan de termijn nog kan worden verlengd. Bekijk de zaak opnieuw; elke termijn kan één keer worden verlengd.",
			"Nobody abroad waits for a surrender whose term can still be extended. Look at the case again; each term can be extended once.")
	case casefile.RefusedNobodyHeld:
		return l.say("Er is niemand staande gehouden of aangehouden van wie nog niet bekend is wie hij is. Bekijk de zaak opnieuw: misschien heeft Justid of een collega het al gezegd.",
			"Nobody was stopped or is in custody of whom it is not known who he is. Look at the case again: perhaps Justid or a colleague has said it already.")
	case casefile.RefusedAccepted:
		return l.say("Deze zaak is niet aan een andere eenheid overgedragen, of is al aanvaard. Er is niets te doen.",
			"This case was not handed to another unit, or has been accepted already. There is nothing to do.")
	case casefile.RefusedSuspended:
		return l.say("De executie is opgeschort: van deze zaak is geen titel executabel, of deze titel is op deze grond al opgeschort. `case explain` zegt waarom; hervat de titel met resume-title zodra dat mag.",
			"Execution is suspended: no title of this case may be executed, or this title is suspended on this ground already. `case explain` says why; resume the title with resume-title once that is allowed.")
	case casefile.RefusedNotSuspended:
		return l.say("Deze titel is niet op deze grond opgeschort. `case explain` noemt de titels die dat wel zijn.",
			"This title is not suspended on this ground. `case explain` names those that are.")
	case casefile.RefusedGround:
		return l.say("Deze grond bestaat niet, of de titel is op meer dan één grond opgeschort. Noem één grond van de lijst.",
			"There is no such ground, or the title is suspended on several. Name one ground of the list.")
	case casefile.RefusedPardon:
		return l.say("Op deze titel loopt al een gratieverzoek. Leg eerst de beslissing daarop vast met pardon-decision.",
			"A pardon request on this title is pending already. Record the decision on it first with pardon-decision.")
	case casefile.RefusedNoPardon:
		return l.say("Op deze titel loopt geen gratieverzoek. Leg eerst het verzoek vast met pardon-request.",
			"No pardon request on this title is pending. Record the request first with pardon-request.")
	case casefile.RefusedOutcome:
		return l.say("Deze beslissing op een gratieverzoek bestaat niet. Kies afgewezen, gedeeltelijk of geheel verleend.",
			"There is no such decision on a pardon request. Choose refused, in part or in full.")
	case casefile.RefusedRemainder:
		return l.say("Dit restant kan niet: na gratie in deel blijft er minder over dan er was, en meer dan niets. Is alles kwijtgescholden, leg dan gratie geheel vast.",
			"This remainder is not possible: after a pardon in part there is less left than there was, and more than nothing. If all was remitted, record a full pardon.")
	case casefile.RefusedNoArrest:
		return l.say("Er is geen aanhouding tijdens de opschorting waarover nog beslist moet worden. `case explain` zegt of er iemand vastzit.",
			"There is no arrest during the suspension that must still be decided on. `case explain` says whether somebody is in custody.")
	case casefile.RefusedNoneLeft:
		return l.say("Er staat geen last tot aanhouding met dit kenmerk die nog niet is teruggeroepen. `case show` noemt de lasten die er staan.",
			"No arrest order of this number stands that was not recalled. `case show` lists those that do.")
	case casefile.RefusedNoRecall:
		return l.say("Er is geen spoedeisend verzoek met dit kenmerk waarop nog telefonisch bevestigd moet worden; misschien heeft de ketenpartner al geantwoord. `case explain` zegt wie aan zet is.",
			"No urgent request of this number still needs a confirmation by telephone; perhaps the agency has answered. `case explain` says whose move it is.")
	case casefile.RefusedNotSilent:
		return l.say("Op dit verzoek kan nog op tijd worden geantwoord, of het is nog niet aangekomen en wordt vanzelf herhaald. Wacht tot de laatste termijn voorbij is.",
			"This request may still be answered in time, or it has not arrived yet and is repeated by itself. Wait until its last term has passed.")
	case casefile.RefusedNotEnded:
		return l.say("De opsporing in deze zaak loopt nog, dus hier is nog niets af te ronden of terug te draaien. Bekijk met `case explain` waar de zaak staat.",
			"The trace in this case goes on, so there is nothing to finish or to undo yet. See with `case explain` where the case stands.")
	case casefile.RefusedNothingToWaive:
		return l.say("Op bericht van deze ketenpartner wordt niet (meer) gewacht; er is niets om van af te zien. `case show` noemt de intrekkingen die nog openstaan.",
			"This agency's word is not waited for (any more); there is nothing to waive. `case show` lists the withdrawals that are still open.")
	case casefile.RefusedNoApproval:
		return l.say("Er wacht geen verzoek met dit kenmerk op een tweede persoon; misschien heeft een collega al beslist. `case show` noemt de verzoeken die nog wachten.",
			"No request of this number waits for a second person; perhaps a colleague has decided. `case show` lists those that still wait.")
	case casefile.RefusedSamePerson:
		return l.say("U hebt dit zelf gevraagd, en er moet iemand anders naar kijken. Vraag een collega om het te beoordelen, of trek het verzoek in met `decline`.",
			"You asked for this yourself, and somebody else must look at it. Have a colleague decide it, or take the request back with `decline`.")
	case casefile.RefusedMoved:
		return l.say("De titels waar het om gaat zijn overgezet naar een andere zaak. Ga daar verder.", "The titles that this is about were moved to another case. Go on there.")
	case casefile.RefusedCause:
		return l.say("Een opsporing met deze afloop gaat om die reden niet verder. Kies de oorzaak die bij de afloop past, of laat met correct-ending een afloop terugnemen die er niet was.",
			"A trace that ended so does not go on for that. Choose the cause that fits the ending, or have an ending that never happened withdrawn with correct-ending.")
	case casefile.RefusedAskedAlready:
		return l.say("Hetzelfde is al gevraagd en wacht op een tweede persoon. Beoordeel dat verzoek met `approve` of `decline`; `case show` noemt het kenmerk.",
			"The same has been asked already and waits for a second person. Decide that request with `approve` or `decline`; `case show` has its number.")
	case casefile.RefusedNoEscalation:
		return l.say("Er staat geen alarmering met dit nummer open; misschien is zij al afgehandeld. `case show` noemt de alarmeringen die nog openstaan.",
			"No alarm of this number is open; perhaps it has been settled. `case show` lists those that still are.")
	case casefile.RefusedLevel:
		return l.say("Deze alarmering ligt op een hoger niveau dan het uwe. Laat haar aan dat niveau over, of vraag om haar terug te geven.",
			"This alarm lies with a level above yours. Leave it to that level, or ask for it to be handed back.")
	case casefile.RefusedShortRemainder:
		return l.say("Er zijn te weinig dagen over voor een Europees aanhoudingsbevel; het beleid vraagt er meer. Bekijk het strafrestant.",
			"Too few days are left for a European arrest warrant; policy asks for more. Look at the remainder.")
	case casefile.RefusedShortSentence:
		return l.say("Er is geen executabele vrijheidsstraf bekend die voor vier maanden of langer is opgelegd; het aantal dagen zegt dat niet. Verbeter de titel als de opgelegde maanden ontbreken.",
			"No executable custodial sentence is known that was imposed for four months or more; the number of days does not say so. Correct the title if the months imposed are missing.")
	case casefile.RefusedStands:
		return l.say("Zo'n maatregel staat al of is al gevraagd. Bekijk de zaak opnieuw.", "Such a measure stands or was asked for already. Look at the case again.")
	case casefile.RefusedNoMeasure:
		return l.say("Er staat niets onder dat nummer dat kan worden ingetrokken of gehandhaafd, of het bevel waarop het rust staat nog niet. Bekijk de zaak opnieuw.",
			"Nothing stands under that number that can be taken back or maintained, or the warrant it rests on does not stand yet. Look at the case again.")
	case casefile.RefusedBSN:
		return l.say("Op de lijst voor uitkeringen komt alleen iemand van wie het burgerservicenummer is nagegaan. Ga het na en zeg dat erbij.",
			"Only somebody whose citizen service number was verified goes on the list for benefits. Verify it and say so.")
	case casefile.RefusedNoLevel:
		return l.say("Dit niveau bestaat niet. Kies officer, supervisor of coordinator.",
			"There is no such level. Choose officer, supervisor or coordinator.")
	case casefile.RefusedSelfReport:
		return l.say("Hij verscheen eerder niet na een oproep en mag zich nog niet opnieuw zelf melden. `case explain` zegt tot wanneer.",
			"He was called up before and did not come, and may not report himself again yet. `case explain` says until when.")
	default:
		return l.unproved(c)
	}
}

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

// Alarm says what a person must look at, and why.
func (l Language) Alarm(a casefile.Alarm) string {
	switch a {
	case casefile.AlarmSilent:
		return l.say("de laatste termijn ging zonder antwoord voorbij: neem contact op", "the last term passed without an answer: get in touch")
	case casefile.AlarmArresteeSilent:
		return l.say("nog niet bekend of de aangehoudene de veroordeelde is, en iemand zit misschien ten onrechte vast: bel meteen", "not known yet whether the person in custody is the convict, who may be locked up wrongly: telephone at once")
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
		return l.say("de zaak is opgeschort maar er wordt nog ergens op opgetreden: iemand kan ten onrechte worden aangehouden", "the case is suspended but something is still acted on: somebody may be arrested wrongly")
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
	case casefile.AlarmInformRecipient:
		return l.say("wie gegevens kreeg over de verkeerde persoon moet horen dat die niet klopten: zie case recipients, en handel dit daarna af", "who was given data about the wrong person must hear that they were wrong: see case recipients, and settle this afterwards")
	default:
		return string(a)
	}
}

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
