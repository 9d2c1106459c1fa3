package agency

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// The forms of texts on the wire. They keep what must stay free of personal data (numbers,
// names of units) from holding a sentence; the product's own rules about a number are stricter.
var (
	sknForm          = regexp.MustCompile(`^[0-9A-Za-z]{1,20}$`)
	parketnummerForm = regexp.MustCompile(`^[0-9]{2}[/.-][0-9]{6}[.-][0-9]{2}$`)
	cjibForm         = regexp.MustCompile(`^[0-9]{1,20}$`)
	refForm          = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{N} &./_+-]{0,63}$`)
	unitForm         = regexp.MustCompile(`^\p{L}[\p{L} '.-]{0,59}$`)
	eventIDForm      = regexp.MustCompile(`^[0-9A-Za-z][0-9A-Za-z._:/-]{0,119}$`)
	attributeForm    = regexp.MustCompile(`^[a-z0-9]{1,20}$`)
)

const (
	wantSKN          = "een SKN: 1 t/m 20 cijfers of letters"
	wantOtherSKN     = "het andere SKN: 1 t/m 20 cijfers of letters"
	wantParketnummer = "een parketnummer als 13/845229-16"
	wantCJIB         = "een CJIB-nummer: 1 t/m 20 cijfers"
	wantRef          = "een kenmerk van 1 t/m 64 letters, cijfers en leestekens"
	wantUnit         = "de naam van een eenheid: 1 t/m 60 letters"
	wantCountry      = "een ander land dan Nederland, in drie hoofdletters"
	wantNumber       = "een bevelnummer als 7K3M-9QXT-R2VD, met het juiste laatste teken"
	wantClock        = "een tijdstip als 14:30"
	wantBringTo      = "één regel van 1 t/m 300 tekens"
	wantAddress      = "één regel van 1 t/m 300 tekens"
	wantNote         = "een tekst van 1 t/m 1000 tekens"
	maxDays          = 100_000
	maxAddress       = 300
	maxNote          = 1000
)

// DecodeRequest reads and checks the body of a request to an agency; its key is in a header.
// Anything that is wrong is an [InvalidError] that lists all of it.
func DecodeRequest(data []byte) (Request, error) {
	var r Request
	err := readMessage(data, func(o *object) {
		r.Kind = code(o, "soort", required, casefile.RequestKinds())
		r.Case = casefile.CaseID(o.text("zaak", required, wantCaseID, isCaseID))
		r.SKN = o.text("skn", required, wantSKN, sknForm.MatchString)
		o.objects("titels", optional, func(o *object) { r.Titles = append(r.Titles, readTitle(o)) })
		r.Unit = o.text("eenheid", r.needsUnit(), wantUnit, unitForm.MatchString)
		r.Country = casefile.Country(o.text("land", r.needsCountry(), wantCountry, isCountry))
		r.Number = o.text("bevelnummer", optional, wantNumber, isOrderNumber)
		r.BringTo = o.text("brengenNaar", optional, wantBringTo, line)
		r.Description = o.text("signalement", optional, wantNote, note)
		r.Dangers = codes(o, "gevaar", casefile.Dangers())
		if r.Kind != casefile.PlaceOrder {
			o.none("alleen bij soort order", "bevelnummer", "brengenNaar")
		}
		if r.Kind != casefile.PlaceOrder && r.Kind != casefile.Describe {
			o.none("alleen bij soort order of describe", "signalement", "gevaar")
		}
		r.EAB = o.text("bevel", presence(r.Kind == casefile.PlaceSIS), wantRef, refForm.MatchString)
		o.objects("berechting", optional, func(o *object) { r.Trials = append(r.Trials, readTrial(o)) })
		if r.Kind != casefile.PlaceEAB {
			o.none("alleen bij soort eab", "berechting")
		}
		r.Round = o.number("ronde", optional, 1, 1_000_000)
		if r.Urgency = code(o, "spoed", optional, casefile.Urgencies()); r.Kind != casefile.AskArrestee {
			o.none("alleen bij soort arrestee", "spoed")
		}
		o.objects("intrekken", optional, func(o *object) { r.Withdraw = append(r.Withdraw, readWithdrawn(o)) })
		o.objects("betreft", optional, func(o *object) { r.Concerns = append(r.Concerns, readWithdrawn(o)) })
		if o.object("verjaring", presence(r.Kind == casefile.AskLimitation), func(o *object) { r.Limit = readLimitQuestion(o) }) &&
			r.Kind != casefile.AskLimitation {
			o.wrong("verjaring", "alleen bij soort limitation")
		}
		if r.needsTitles() && len(r.Titles) == 0 {
			o.wrong("titels", "ten minste één titel")
		}
		if len(r.Withdraw) > 0 && r.Kind != casefile.Withdraw && r.Kind != casefile.Recall {
			o.wrong("intrekken", "alleen bij soort withdrawal of recall")
		}
		if len(r.Withdraw) == 0 && r.Kind == casefile.Recall {
			o.wrong("intrekken", "ten minste één maatregel")
		}
		if len(r.Concerns) > 0 && !r.concerns() {
			o.wrong("betreft", "alleen bij soort pause, resume, passport_kept, describe, mark of unmark")
		}
		if r.concerns() && len(r.Concerns) == 0 {
			o.wrong("betreft", "ten minste één signalering of opdracht")
		}
	})
	return r, err
}

func (r Request) needsUnit() presence { return r.Kind == casefile.PlaceOrder }

// concerns reports whether the request is about what stands, and goes on standing.
func (r Request) concerns() bool {
	switch r.Kind {
	case casefile.PauseMeasures, casefile.ResumeMeasures, casefile.KeepPassport, casefile.Describe, casefile.Mark, casefile.Unmark:
		return true
	default:
		return false
	}
}

func (r Request) needsCountry() presence { return r.Kind == casefile.AskTransfer }

func isClock(s string) bool {
	t, err := time.Parse("15:04", s)
	return err == nil && t.Format("15:04") == s
}

func isOrderNumber(s string) bool {
	number, right := casefile.ParseOrderNumber(s)
	return right && number == s
}

func isCountry(s string) bool { return casefile.Country(s).Abroad() }

func (r Request) needsTitles() bool {
	return r.Kind == casefile.AskExecutability || r.Kind == casefile.AskRemainder
}

func readTitle(o *object) Title {
	return Title{
		No:           o.number("nummer", required, 1, maxItems),
		Parketnummer: o.text("parketnummer", required, wantParketnummer, parketnummerForm.MatchString),
		CJIB:         o.text("cjibNummer", optional, wantCJIB, cjibForm.MatchString),
		Remainder:    o.number("restantDagen", required, 0, maxDays),
		Life:         o.truth("levenslang", optional),
	}
}

func readLimitQuestion(o *object) *LimitQuestion {
	return &LimitQuestion{
		No:           o.number("nummer", required, 1, maxItems),
		Parketnummer: o.text("parketnummer", required, wantParketnummer, parketnummerForm.MatchString),
		Filed:        o.date("opgegeven", optional),
		Computed:     o.date("berekend", optional),
		Differs:      o.truth("verschil", optional),
	}
}

func readTrial(o *object) Trial {
	return Trial{
		No:           o.number("nummer", required, 1, maxItems),
		Parketnummer: o.text("parketnummer", required, wantParketnummer, parketnummerForm.MatchString),
		How:          code(o, "wijze", required, casefile.TrialKinds()),
	}
}

func readWithdrawn(o *object) Withdrawn {
	w := Withdrawn{
		Request: o.text("verzoek", optional, wantKey, isKey),
		Ref:     o.text("kenmerk", optional, wantRef, refForm.MatchString),
	}
	if _, request := o.members["verzoek"]; !request {
		if _, ref := o.members["kenmerk"]; !ref {
			o.wrong("", "verzoek, kenmerk of beide")
		}
	}
	return w
}

// DecodeAntwoord reads and checks an answer. Anything that is wrong is an [InvalidError].
func DecodeAntwoord(data []byte) (Antwoord, error) {
	var a Antwoord
	err := readMessage(data, func(o *object) { a = readAntwoord(o) })
	return a, err
}

func readAntwoord(o *object) Antwoord {
	var a Antwoord
	a.Result = code(o, "resultaat", required, casefile.Results())
	a.Ref = o.text("kenmerk", presence(a.Result == casefile.Placed), wantRef, refForm.MatchString)
	o.objects("staat", presence(a.Result == casefile.Remaining), func(o *object) {
		a.Standing = append(a.Standing, readStanding(o))
	})
	if o.object("vindplaats", presence(a.Result == casefile.Traced), func(o *object) { a.Place = readPlace(o) }) &&
		a.Result != casefile.Traced {
		o.wrong("vindplaats", "alleen bij resultaat traced")
	}
	if o.object("verjaring", presence(a.Result == casefile.Corrected), func(o *object) { a.Lapse = readLapse(o) }) &&
		a.Result != casefile.Corrected {
		o.wrong("verjaring", "alleen bij resultaat corrected")
	}
	if a.Result == casefile.Remaining && len(a.Standing) == 0 {
		o.wrong("staat", "ten minste één signalering of opdracht bij resultaat remaining")
	}
	return a
}

func readLapse(o *object) *Lapse {
	l := Lapse{On: o.date("op", optional), Never: o.truth("nooit", optional)}
	if l.On.IsZero() != l.Never {
		o.wrong("", "op of nooit, niet beide")
	}
	o.objects("stilgestaan", optional, func(o *object) {
		p := Period{From: o.date("van", required), Until: o.date("tot", optional)}
		if !p.Until.IsZero() && p.Until <= p.From {
			o.wrong("tot", "een dag na van")
		}
		l.Stopped = append(l.Stopped, p)
	})
	return &l
}

func readStanding(o *object) Standing {
	return Standing{
		Kind:    code(o, "soort", required, casefile.MeasureKinds()),
		Ref:     o.text("kenmerk", required, wantRef, refForm.MatchString),
		Request: o.text("verzoek", optional, wantKey+", of leeg", func(s string) bool { return s == "" || isKey(s) }),
		Until:   o.date("vervaltOp", optional),
	}
}

func readPlace(o *object) *Place {
	return &Place{
		Source:   code(o, "bron", required, PlaceSources()),
		Verified: o.truth("geverifieerd", required),
		Unit:     o.text("eenheid", optional, wantUnit, unitForm.MatchString),
		Address:  o.text("adres", optional, wantAddress, line),

		Reliability: code(o, "betrouwbaarheid", optional, casefile.Reliabilities()),
		Nature:      code(o, "aard", optional, casefile.Natures()),
	}
}

// line reports whether s is one line that may hold an address.
func line(s string) bool { return fitsText(s, maxAddress, "") }

// note reports whether s may be the note of a report.
func note(s string) bool { return fitsText(s, maxNote, "\r\n\t") }

func fitsText(s string, most int, controls string) bool {
	strange := func(r rune) bool { return unicode.IsControl(r) && !strings.ContainsRune(controls, r) }
	return s != "" && utf8.RuneCountInString(s) <= most && !strings.ContainsFunc(s, strange)
}

// PlaceSources lists the sources that an agency may name for whereabouts: all but a message that came unasked.
func PlaceSources() []casefile.FindingSource {
	return slices.DeleteFunc(casefile.FindingSources(), func(s casefile.FindingSource) bool { return s == casefile.SourceReport })
}
