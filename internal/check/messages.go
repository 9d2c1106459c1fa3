package check

import "sync"

// message is what a rule says when it is broken, in each [Language].
type message struct{ wrong, expected [2]string }

func say(wrongNL, expectedNL, wrongEN, expectedEN string) message {
	return message{wrong: [2]string{wrongNL, wrongEN}, expected: [2]string{expectedNL, expectedEN}}
}

// messages is the one table of words. It is built once, because a file may have a problem on every line.
var messages = sync.OnceValue(func() map[Code]message {
	all := map[Code]message{}
	for _, table := range []map[Code]message{valueMessages(), formMessages(), caseMessages(), policyMessages(), scenarioMessages()} {
		for code, m := range table {
			if _, twice := all[code]; twice {
				panic("two messages for the code " + string(code)) //nolint:forbidigo // a mistake in this file, found by every test
			}
			all[code] = m
		}
	}
	return all
})

func valueMessages() map[Code]message {
	return map[Code]message{
		Required: say("is leeg", "een waarde", "is empty", "a value"),
		OneOf:    say("is niet een van de toegestane waarden", "{0}", "is not one of the allowed values", "{0}"),
		Min:      say("is te klein of te kort", "ten minste {0}", "is too small or too short", "at least {0}"),
		Max:      say("is te groot of te lang", "ten hoogste {0}", "is too large or too long", "at most {0}"),
		Country: say("is geen landcode", "een landcode van drie hoofdletters volgens ISO 3166-1, zoals NLD, of leeg",
			"is not a country code", "three capitals as in ISO 3166-1, such as NLD, or nothing"),
		"digits": say("bevat iets anders dan cijfers", "alleen cijfers", "holds something other than digits", "digits only"),
		"bsn": say("voldoet niet aan de elfproef", "een BSN van 9 cijfers (8 als de voorloopnul is weggevallen), of leeg",
			"does not pass the eleven-test", "a BSN of 9 digits (8 when the leading zero was dropped), or nothing"),
		"v_number": say("is geen V-nummer", "10 cijfers, of leeg", "is not a V-number", "10 digits, or nothing"),
		"parketnummer": say("is geen parketnummer", "PP/NNNNNN-JJ: twee, zes en twee cijfers, zoals 10/123456-17",
			"is not a parketnummer", "PP/NNNNNN-JJ: two, six and two digits, such as 10/123456-17"),
		"cjib_number": say("is geen CJIB-nummer", "16 cijfers, of leeg", "is not a CJIB number", "16 digits, or nothing"),
		"ecli": say("is geen ECLI", "een ECLI zoals ECLI:NL:RBROT:2017:1234, of leeg",
			"is not an ECLI", "an ECLI such as ECLI:NL:RBROT:2017:1234, or nothing"),
		"articles": say("is geen wetsartikel", "wet, artikel en eventueel lid, zoals Sr 273f lid 3; meer artikelen gescheiden door ;",
			"is not an article of law", "law, article and perhaps paragraph, such as Sr 273f lid 3; several separated by ;"),
		"birth_date": say("is geen geboortedatum", "JJJJ-MM-DD; onbekende maand of dag als 00, zoals 1970-00-00",
			"is not a date of birth", "YYYY-MM-DD; an unknown month or day as 00, such as 1970-00-00"),
		"day":      say("is geen bestaande dag", "JJJJ-MM-DD", "is not a day of the calendar", "YYYY-MM-DD"),
		"duration": say("is geen duur", "een duur van 1 minuut tot 1000 uur, zoals 10m of 1h30m", "is not a duration", "a duration of 1 minute to 1000 hours, such as 10m or 1h30m"),
		"clock":    say("is geen tijdstip", "uren en minuten, zoals 02:10", "is not a time of the day", "hours and minutes, such as 02:10"),
		"order_number": say("is geen bevelnummer: er ontbreekt een teken of er is er een verkeerd overgenomen", "een bevelnummer zoals Y2SY-VC7F-9J8V, of leeg",
			"is no order number: a character is missing or was taken over wrongly", "an order number such as Y2SY-VC7F-9J8V, or nothing"),
		"whole": say("is geen geheel getal", "een geheel getal van ten hoogste 5 cijfers", "is not a whole number", "a whole number of at most 5 digits"),
		"text":  say("bevat tekens die niet te zien zijn", "leesbare tekst", "holds characters that cannot be seen", "readable text"),
		"note":  say("bevat tekens die niet te zien zijn", "leesbare tekst", "holds characters that cannot be seen", "readable text"),
		"message_id": say("is geen berichtnummer", "ten hoogste 120 letters, cijfers en de tekens . _ : / -",
			"is not a message id", "at most 120 letters, digits and the characters . _ : / -"),
		"desk": say("is geen naam van een balie", "ten hoogste 40 kleine letters, cijfers en streepjes, zoals gemeente-0599",
			"is no name of a counter", "at most 40 small letters, digits and hyphens, such as gemeente-0599"),
		"token": say("bevat spaties of bijzondere tekens", "letters, cijfers en leestekens zonder spatie",
			"holds spaces or special characters", "letters, digits and punctuation without a space"),
	}
}

func formMessages() map[Code]message {
	return map[Code]message{
		Empty:    say("er staat niets in", "gegevens", "there is nothing in it", "data"),
		Encoding: say("is geen UTF-8", "tekst in de codering UTF-8", "is not UTF-8", "text encoded as UTF-8"),
		Syntax:   say("is niet te lezen", "geldige JSON of YAML", "cannot be read", "valid JSON or YAML"),
		Quotes: say("de aanhalingstekens kloppen niet",
			"een veld met een komma of aanhalingsteken tussen aanhalingstekens, en elk aanhalingsteken daarbinnen dubbel",
			"the quotes do not match", "a field with a comma or quote between quotes, and each quote inside it doubled"),
		Semicolons: say("de kolommen zijn gescheiden door puntkomma's", "komma's tussen de kolommen",
			"the columns are separated by semicolons", "commas between the columns"),
		NoHeader: say("de eerste regel is geen kopregel", "de namen van de kolommen, gescheiden door komma's",
			"the first line is not a header", "the names of the columns, separated by commas"),
		FieldMissing:  say("ontbreekt", "dit veld, ook als het leeg mag zijn", "is missing", "this field, even where it may be empty"),
		FieldUnknown:  say("is onbekend", "alleen velden die beschreven zijn", "is unknown", "only fields that are described"),
		NthUnknown:    say("de naam van veld {0} is onbekend", "alleen velden die beschreven zijn", "the name of field {0} is unknown", "only fields that are described"),
		FieldRepeated: say("staat er meer dan eens", "elk veld één keer", "is there more than once", "each field once"),
		FieldCount:    say("de regel heeft {0} velden", "{1} velden, zoals de kopregel", "the line has {0} fields", "{1} fields, as in the header"),
		TooLarge:      say("is te groot", "één persoon in ten hoogste 1 MiB", "is too large", "one person in at most 1 MiB"),
		TooDeep:       say("is te diep genest", "een persoon met een lijst titels", "is nested too deep", "a person with a list of titles"),
		Trailing:      say("er staat nog iets achter de gegevens", "één persoon", "something follows the data", "one person"),
		WrongType:     say("heeft een waarde van de verkeerde soort", "een waarde zoals in het standaardbeleid", "has a value of the wrong type", "a value as in the default policy"),
		NotText:       say("is geen tekst", "tekst tussen aanhalingstekens", "is not text", "text between quotes"),
		NotNumber:     say("is geen getal", "een geheel getal zonder aanhalingstekens", "is not a number", "a whole number without quotes"),
		NotYesNo:      say("is niet waar of onwaar", "true of false", "is neither true nor false", "true or false"),
		NotTexts:      say("is geen lijst van teksten", "een lijst zoals [\"Sr 273f\", \"Sr 311\"]", "is not a list of texts", "a list such as [\"Sr 273f\", \"Sr 311\"]"),
		NotObject:     say("is geen object", "velden tussen accolades", "is not an object", "fields between braces"),
		NotObjects:    say("is geen lijst van titels", "ten minste één titel tussen blokhaken", "is not a list of titles", "at least one title between brackets"),
	}
}

func caseMessages() map[Code]message {
	return map[Code]message{
		DigitCount: say("is te kort of te lang", "{0} tot {1} cijfers", "is too short or too long", "{0} to {1} digits"),
		TooHigh:    say("is te hoog", "ten hoogste {0}", "is too high", "at most {0}"),
		Future:     say("ligt in de toekomst", "vandaag of een eerdere dag", "is in the future", "today or an earlier day"),
		NotAfter:   say("ligt niet na {0}", "een latere dag dan {0}", "is not after {0}", "a later day than {0}"),
		AfterDay:   say("ligt na {0}", "dezelfde dag als {0} of eerder", "is after {0}", "the day in {0} or an earlier one"),
		BirthYear:  say("ligt vóór {0}", "een geboortejaar vanaf {0}, of 0000-00-00 als niets bekend is", "is before {0}", "a year of birth from {0}, or 0000-00-00 when nothing is known"),
		TooYoung: say("ligt minder dan 12 jaar na de geboortedatum", "een vonnis tegen iemand van 12 jaar of ouder",
			"is less than 12 years after the date of birth", "a judgment against somebody aged 12 or older"),
		AboveImposed: say("is hoger dan opgelegd_dagen", "ten hoogste het aantal opgelegde dagen", "is above opgelegd_dagen", "at most the days imposed"),
		Months: say("past niet bij opgelegd_dagen", "de hele maanden van de opgelegde straf (een maand is 30 dagen)",
			"does not match opgelegd_dagen", "the whole months of the sentence imposed (a month is 30 days)"),
		LifeHasDays: say("is ingevuld bij een levenslange straf", "leeg of 0 als levenslang ja is", "is filled in for a life sentence", "nothing or 0 when levenslang is ja"),
		UnitUnknown: say("is op de dag van aangemeld_op geen politie-eenheid", "leeg of een van: {0}",
			"is no police unit on the day of aangemeld_op", "nothing or one of: {0}"),
		OneNumber: say("noemt niet precies één nummer", "skn, of bsn met geboortedatum", "does not name just one number", "skn, or bsn with geboortedatum"),
		StandToday: say("is ingevuld voor iemand die vandaag is aangemeld", "leeg; een stand geldt alleen voor wie al eerder is aangemeld",
			"is filled in for somebody reported today", "nothing; a status is only for those reported earlier"),
		Differs: say("verschilt van regel {0}, die dezelfde skn heeft", "op elke regel van één persoon dezelfde waarde",
			"differs from line {0}, which has the same skn", "the same value on every line of one person"),
		TitleTwice: say("dezelfde titel staat al op regel {0}", "elke titel één keer; een titel is zijn cjib_nummer, anders parketnummer en titelsoort",
			"the same title is on line {0} already", "each title once; a title is its cjib_nummer, else parketnummer and titelsoort"),
		TitleRepeated: say("dezelfde titel staat al in {0}", "elke titel één keer; een titel is zijn cjib_nummer, anders parketnummer en titelsoort",
			"the same title is in {0} already", "each title once; a title is its cjib_nummer, else parketnummer and titelsoort"),
		TitleOfAnother: say("dezelfde titel staat op regel {0} bij een andere skn", "een titel van één persoon",
			"the same title is on line {0} under another skn", "a title of one person"),
		NothingOpen: say("geen titel van deze persoon staat nog open", "ten minste één titel met restant_dagen boven 0 of levenslang ja",
			"no title of this person is open", "at least one title with restant_dagen above 0 or levenslang ja"),
		PersonRefused: say("regel {0} van dezelfde persoon klopt niet, daarom telt deze ook niet mee", "alle regels van een persoon in orde",
			"line {0} of the same person is wrong, so this one does not count either", "every line of a person in order"),
		MessageDiffers: say("dezelfde afzender en bericht_id staan met een andere inhoud op regel {0}", "een eigen bericht_id voor elk bericht",
			"the same afzender and bericht_id are on line {0} with other content", "a bericht_id of its own for each message"),
	}
}

func policyMessages() map[Code]message {
	return map[Code]message{
		TermMissing:      say("er is geen termijn voor {0} {1}", "een termijn voor elke vraag die aan elke instantie wordt gesteld", "there is no term for {0} {1}", "a term for every request made of every agency"),
		TermRepeated:     say("er is meer dan één termijn voor {0} {1}", "één termijn per instantie en vraag", "there is more than one term for {0} {1}", "one term per agency and request"),
		TermUnused:       say("{0} krijgt nooit de vraag {1}", "alleen termijnen voor vragen die worden gesteld", "{0} is never asked for {1}", "only terms for requests that are made"),
		TermMeasure:      say("de termijn heeft geen working_days of after, of beide", "een van beide", "the term has neither working_days nor after, or both", "one of both"),
		AlarmMissing:     say("de alarmering {0} staat op geen ladder", "elke alarmering op één ladder", "the alarm {0} is on no ladder", "each alarm on one ladder"),
		AlarmRepeated:    say("de alarmering {0} staat op meer dan één ladder", "elke alarmering op één ladder", "the alarm {0} is on more than one ladder", "each alarm on one ladder"),
		StepMissing:      say("er is geen termijn voor de stap {0}", "een termijn voor elke stap van de ladder", "there is no term for the step {0}", "a term for every step of the ladder"),
		NotAscending:     say("de getallen lopen niet op", "elk getal hoger dan het vorige", "the numbers do not ascend", "each number above the one before"),
		ClassMissing:     say("er is geen waarde voor de klasse {0}", "een waarde voor elke klasse", "there is no value for the class {0}", "a value for every class"),
		NameRepeated:     say("de naam komt twee keer voor", "elke naam één keer", "the name is there twice", "each name once"),
		PeriodReversed:   say("until ligt niet na from", "een latere dag dan from", "until is not after from", "a later day than from"),
		NotOfUnit:        say("hoort niet bij een eenheid", "namen van eenheden uit de tabel units, of FAST", "is not of a unit", "names of units of the table units, or FAST"),
		SuccessorUnknown: say("een opvolger staat niet in de tabel", "namen van eenheden uit deze tabel", "a successor is not in the table", "names of units of this table"),
		SuccessorEarly:   say("er zijn opvolgers zonder until", "opvolgers alleen bij een eenheid die ophoudt", "there are successors without until", "successors only of a unit that ends"),
		SuccessorGap:     say("een opvolger bestaat niet op de dag van until", "opvolgers die er dan zijn", "a successor does not exist on the day of until", "successors that exist then"),
		KindMissing:      say("de titelsoort {0} ontbreekt", "deze soort: zij geldt als een bestand er geen noemt", "the kind {0} is missing", "this kind: it holds where a file names none"),
	}
}

func scenarioMessages() map[Code]message {
	return map[Code]message{
		NotLater:      say("ligt niet na de vorige stap", "een later moment; op dezelfde dag met een latere time", "is not after the step before", "a later moment; on the same day with a later time"),
		BeforeStart:   say("ligt vóór het begin van de zaak", "de dag van given.start of later", "is before the case begins", "the day of given.start or later"),
		SeveralActs:   say("er gebeurt meer dan één ding", "ten hoogste één van answer, message, payment, command, looks, restart, down en up", "more than one thing happens", "at most one of answer, message, payment, command, looks, restart, down and up"),
		ExpectsNoMore: say("verwacht niets", "ten minste een gebeurtenis, een weigering of een dubbel bericht: zonder zou de stap niets laten zien", "expects nothing", "at least an event, a refusal or a duplicate: without, the step would show nothing"),
		FieldsUnfit:   say("deze gegevens passen niet bij {0}", "de velden van {0}, zoals de code ze noemt", "these fields do not fit {0}", "the fields of {0} as the code names them"),
		NeedsField:    say("{0} ontbreekt bij {1}", "{0}", "{0} is missing for {1}", "{0}"),
	}
}
