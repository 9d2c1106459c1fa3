package words

import (
	"fmt"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// Field names what identifies a person or a judgment, as part of a sentence.
func (l Language) Field(f casefile.IdentityField) string {
	switch f {
	case casefile.FieldBSN:
		return l.say("het burgerservicenummer", "the citizen service number")
	case casefile.FieldVNumber:
		return l.say("het V-nummer", "the V number")
	case casefile.FieldSurname:
		return l.say("de geslachtsnaam", "the surname")
	case casefile.FieldPrefix:
		return l.say("het voorvoegsel", "the prefix")
	case casefile.FieldGivenNames:
		return l.say("de voornamen", "the given names")
	case casefile.FieldBirthDate:
		return l.say("de geboortedatum", "the date of birth")
	case casefile.FieldSex:
		return l.say("het geslacht", "the sex")
	case casefile.FieldNationality:
		return l.say("de nationaliteit", "the nationality")
	case casefile.FieldCJIB:
		return l.say("het CJIB-nummer", "the CJIB number")
	case casefile.FieldParketnummer:
		return l.say("het parketnummer", "the prosecutor's number")
	case casefile.FieldECLI:
		return l.say("de ECLI", "the ECLI")
	default:
		return string(f)
	}
}

// caseChanged says what is known of a case otherwise, each fact with what it was: first what changed on its own day, then
// what was corrected from the opening on.
func (t teller) caseChanged(p casefile.CaseChanged) string {
	var changed, corrected facts
	was, now := p.Was, p.Now
	if now.Unit != "" {
		changed.add(t.say("laatste verblijfplaats in eenheid ", "last residence in unit ")+now.Unit, was.Unit)
	}
	if now.Residence != "" {
		changed.add(t.say("vermoedelijk verblijf ", "suspected residence ")+t.Residence(now.Residence), t.Residence(was.Residence))
	}
	if now.Handler != "" {
		changed.add(t.say("behandelaar ", "handler ")+now.Handler, was.Handler)
	}
	if now.ReportedOn != 0 {
		corrected.add(t.say("aangemeld op ", "reported on ")+t.Day(now.ReportedOn), t.Day(was.ReportedOn))
	}
	if now.Stand != "" {
		corrected.add(t.say("binnengekomen als ", "came in as ")+t.Status(now.Stand), t.Status(was.Stand))
	}
	var parts []string
	if len(changed) > 0 {
		parts = append(parts, t.say("zaak gewijzigd: ", "case changed: ")+strings.Join(changed, ", "))
	}
	if len(corrected) > 0 {
		parts = append(parts, t.say("zaak verbeterd vanaf de opening: ", "case corrected from the opening on: ")+strings.Join(corrected, ", "))
	}
	return strings.Join(parts, "; ")
}

// facts are what is known otherwise, each with what it was. That word is the same in every language.
type facts []string

func (f *facts) add(now, was string) {
	if was != "" {
		now += " (was " + was + ")"
	}
	*f = append(*f, now)
}

// identityCorrected names the fields that were corrected. What they say is told at the one door to personal data only.
func (t teller) identityCorrected(p casefile.IdentityCorrected) string {
	fields := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		fields[i] = t.Field(f)
	}
	of := t.say("persoonsgegevens verbeterd: ", "personal data corrected: ")
	switch {
	case p.Title != 0:
		of = fmt.Sprintf(t.say("kenmerken van titel %d verbeterd: ", "numbers of title %d corrected: "), p.Title)
	case p.Beside:
		of = fmt.Sprintf(t.say("identiteitsset %d bewaard naast de leidende, anders in: ", "identity set %d kept beside the one that leads, different in: "), p.Set)
	case p.Set != 0:
		of = fmt.Sprintf(t.say("identiteitsset %d is leidend, met andere gegevens: ", "identity set %d leads, with other data: "), p.Set)
	}
	return of + strings.Join(fields, ", ")
}
