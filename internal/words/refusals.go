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
	case casefile.RefusedNotFAST:
		return l.say("FAST leidt deze opsporing en moet hiermee instemmen. Laat iemand van FAST dit bevestigen, die dat bij zijn naam zegt: naam:rol:politie:FAST.",
			"FAST leads this search and must consent to this. Have somebody of FAST confirm it, who says so with his name: name:role:politie:FAST.")
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
		return l.say("Dit restant kan niet: na gratie in deel blijft er minder over dan er was, en meer dan niets; is alles kwijtgescholden, leg dan gratie geheel vast. Na herroeping van gratie is er meer dan niets over, en niet meer dan er is opgelegd.",
			"This remainder is not possible: after a pardon in part there is less left than there was, and more than nothing; if all was remitted, record a full pardon. After a pardon was revoked there is more than nothing left, and no more than was imposed.")
	case casefile.RefusedNotPardoned:
		return l.say("In deze zaak eindigde geen titel met dit nummer door gratie, of er is geen titel genoemd. `case explain` zegt hoe elke titel eindigde; noem met --remainder de titel waarvan de gratie is herroepen, met de dagen die ervan over zijn.",
			"No title of this number ended by a pardon in this case, or no title was named. `case explain` says how each title ended; name with --remainder the title whose pardon was revoked, with the days that are left of it.")
	case casefile.RefusedRevoked:
		return l.say("De gratie van deze titel is al herroepen: wat ervan over is, staat als eigen titel in de zaak. `case show` noemt de titels.",
			"The pardon of this title was revoked already: what is left of it is a title of its own in the case. `case show` lists the titles.")
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
	case casefile.RefusedNoLetter:
		return l.say("In deze zaak hoeft niemand een correctiebrief te krijgen, of een collega legde hem al vast. `case explain` zegt wat er in de zaak gebeurde.",
			"Nobody must get a letter of correction in this case, or a colleague recorded it before. `case explain` says what happened in the case.")
	case casefile.RefusedLetter:
		return l.say("Met afhandelen alleen weet niemand of de brief is verstuurd. Leg met record-letter vast wanneer dat gebeurde, of dat er geen adres bekend is.",
			"By settling alone nobody knows whether the letter was sent. Record with record-letter when it was, or that no address is known.")
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
	case casefile.RefusedUnknownWho:
		return l.say("Wie vastzit of is staande gehouden staat niet vast zonder bewijs. Noem: "+l.proofs(casefile.IdentityProofs(true))+"; is het een ander, dan mag ook: "+l.Proof(casefile.ProofDocument)+".",
			"Who is in custody or was stopped is not established without a proof. Name: "+l.proofs(casefile.IdentityProofs(true))+"; if it is somebody else, also: "+l.Proof(casefile.ProofDocument)+".")
	case casefile.RefusedNoTrial:
		return l.say("Een Europees aanhoudingsbevel moet van elke titel zeggen hoe de veroordeelde is berecht, anders kan het andere land de overlevering weigeren. Noem het per titel met --trial, zoals 1=present of 1=summoned; het vonnis en de akte van betekening zeggen het.",
			"A European arrest warrant must say of each title how the convict was tried, or the other country may refuse the surrender. Name it for each title with --trial, such as 1=present or 1=summoned; the judgment and the record of service say it.")
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
