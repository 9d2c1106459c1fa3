package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/policy"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

const (
	// maxMonths is the longest temporary imprisonment, 30 years (Sr art. 10), which stands for a life sentence too.
	maxMonths = 360
	// minAge is the age in months under which nobody is prosecuted (Sv art. 486).
	minAge = 12 * 12
	// unknownBirth is the date of birth of whom nothing is known.
	unknownBirth = "0000-00-00"
	// longest is more days than any sentence counts.
	longest = 100 * 366
)

// value is what stands in a field.
type value struct{ field, text string }

// judge collects the faults of one row or request.
type judge struct {
	Options
	faults []check.Fault
}

func (j *judge) say(field string, code check.Code, args ...string) {
	j.faults = append(j.faults, check.Fault{Field: field, Code: code, Args: args})
}

// sound reports whether nothing was found wrong with any of the fields, so that rules between them make sense.
func (j *judge) sound(fields ...string) bool {
	return !slices.ContainsFunc(j.faults, func(f check.Fault) bool { return slices.Contains(fields, f.Field) })
}

// form judges the tags of a form. What was found wrong with a field before is not said again.
func (j *judge) form(form any) {
	for _, f := range check.Struct(form) {
		if j.sound(f.Field) {
			j.faults = append(j.faults, f)
		}
	}
}

// person judges what is said about a person, puts the form into its normal writing and returns the person.
func (j *judge) person(f *personForm) Person {
	j.form(f)
	j.digits(f.SKN)
	if j.sound("geboortedatum") {
		j.birth(f.BirthDate)
	}
	f.BSN, _ = check.BSN(f.BSN)
	if f.Residence == "" {
		f.Residence = string(casefile.ResidenceUnknown)
	}
	return Person{
		Person: privacy.Person{
			SKN: f.SKN, BSN: f.BSN, VNumber: f.VNumber, Surname: f.Surname, Prefix: f.Prefix, GivenNames: f.GivenNames,
			BirthDate: f.BirthDate, Sex: f.Sex, Nationality: f.Nationality,
		},
		Unit: f.Unit, Residence: casefile.Residence(f.Residence), Handler: f.Handler, Stand: standOf(f.Stand),
	}
}

// digits judges how long a SKN is.
func (j *judge) digits(skn string) {
	bounds := j.Policy.Intake
	if n := len(skn); j.sound("skn") && (n < bounds.SKNMin || n > bounds.SKNMax) {
		j.say("skn", check.DigitCount, strconv.Itoa(bounds.SKNMin), strconv.Itoa(bounds.SKNMax))
	}
}

func (j *judge) birth(date string) {
	if date == unknownBirth {
		return
	}
	if first := j.Policy.Intake.FirstBirthYear; earliestBirth(date).Year() < first {
		j.say("geboortedatum", check.BirthYear, strconv.Itoa(first))
	}
	if earliestBirth(date) > j.Today {
		j.say("geboortedatum", check.Future)
	}
}

// earliestBirth is the first day on which somebody with the date of birth can have been born.
func earliestBirth(date string) casefile.Date { return day(strings.ReplaceAll(date, "-00", "-01")) }

// standOf is the status by its code or its Dutch name in a file.
func standOf(stand string) casefile.Status {
	switch stand {
	case "in_opsporing":
		return casefile.Locating
	case "alleen_signalering":
		return casefile.AlertOnly
	case "gelokaliseerd":
		return casefile.Located
	case "aanhouding_opgedragen":
		return casefile.ArrestOrdered
	default:
		return casefile.Status(stand)
	}
}

// reported judges the day on which a title was reported and the unit of that day. A day that cannot be read is no date.
func (j *judge) reported(f *reportForm, unit string) casefile.Date {
	j.form(f)
	if !j.sound("aangemeld_op") {
		return 0
	}
	on := day(f.ReportedOn)
	if on > j.Today {
		j.say("aangemeld_op", check.Future)
	}
	if _, known := j.Policy.UnitOn(unit, on); unit != "" && !known && j.sound("eenheid") {
		j.say("eenheid", check.UnitUnknown, strings.Join(j.Policy.UnitsOn(on), ", "))
	}
	return on
}

// title judges what is said about a title of somebody with that date of birth (empty: not known to be right),
// and returns it.
func (j *judge) title(f *titleForm, birth string, reported casefile.Date) Title {
	j.form(f)
	t := Title{
		Facts: casefile.Title{
			Kind: f.Kind, MaxMonths: number(f.MaxMonths), FinalOn: day(f.FinalOn), ExecutableOn: day(f.ExecutableOn),
			ImposedDays: number(f.ImposedDays), ImposedMonths: number(f.Months), Remainder: number(f.Remainder),
			Life: f.Life == "ja", LapsesOn: day(f.LapsesOn),
		},
		Identity:   privacy.TitleIdentity{ECLI: f.ECLI},
		ReportedOn: reported,
	}
	t.Identity.Parketnummer, _ = check.Parketnummer(f.Parketnummer)
	if f.CJIB != "" {
		t.Identity.CJIB, _ = check.CJIBNumber(f.CJIB)
	}
	if t.Facts.Kind == "" {
		t.Facts.Kind = policy.DefaultKind
	}
	if j.sound("titelsoort") && !j.Policy.HasKind(t.Facts.Kind) {
		j.say("titelsoort", check.OneOf, kinds(j.Policy))
	}
	if j.sound("feit") {
		t.Facts.Articles = articles(f.Articles)
	}
	if t.Facts.MaxMonths > maxMonths {
		j.say("maximumstraf_maanden", check.TooHigh, strconv.Itoa(maxMonths))
	}
	if t.Facts.Life {
		j.life(f)
	} else {
		j.days(f, t.Facts)
	}
	j.order(t.Facts, birth, reported)
	return t
}

// life judges a life sentence: it is a flag and no number of days.
func (j *judge) life(f *titleForm) {
	for _, v := range []value{{"opgelegd_dagen", f.ImposedDays}, {"restant_dagen", f.Remainder}, {"opgelegd_maanden", f.Months}} {
		if number(v.text) != 0 && j.sound(v.field) {
			j.say(v.field, check.LifeHasDays)
		}
	}
}

// days judges the sentence and its remainder. A month is thirty days (Sr art. 88); by the calendar it may be
// up to 31, February makes a short run two days less, and what is imposed beyond whole months adds up to 30.
func (j *judge) days(f *titleForm, t casefile.Title) {
	for _, v := range []value{{"opgelegd_dagen", f.ImposedDays}, {"restant_dagen", f.Remainder}} {
		switch {
		case !j.sound(v.field):
		case v.text == "":
			j.say(v.field, check.Required)
		case number(v.text) > longest:
			j.say(v.field, check.TooHigh, strconv.Itoa(longest))
		}
	}
	if !j.sound("opgelegd_dagen") {
		return
	}
	if j.sound("restant_dagen") && t.Remainder > t.ImposedDays {
		j.say("restant_dagen", check.AboveImposed)
	}
	if f.Months != "" && j.sound("opgelegd_maanden") &&
		(t.ImposedDays < 30*t.ImposedMonths-2 || t.ImposedDays > 31*t.ImposedMonths+30) {
		j.say("opgelegd_maanden", check.Months)
	}
}

// soundBirth is the date of birth, or nothing when it was found wrong.
func (j *judge) soundBirth(f personForm) string {
	if j.sound("geboortedatum") {
		return f.BirthDate
	}
	return ""
}

// order judges the days of a title against each other. A judgment by default may be executable before it is
// irrevocable (Sv art. 557, old), so between those two there is no order; a title is reported when it is
// executable, and only when its execution can still begin.
func (j *judge) order(t casefile.Title, birth string, reported casefile.Date) {
	if j.sound("onherroepelijk_op") && t.FinalOn > j.Today {
		j.say("onherroepelijk_op", check.Future)
	}
	first := j.convictable(birth)
	if j.sound("onherroepelijk_op") && t.FinalOn < first {
		j.say("onherroepelijk_op", check.TooYoung)
	}
	if j.sound("executabel_op") && t.ExecutableOn < first {
		j.say("executabel_op", check.TooYoung)
	}
	if reported != 0 && j.sound("executabel_op") && t.ExecutableOn > reported {
		j.say("executabel_op", check.AfterDay, "aangemeld_op")
	}
	if t.LapsesOn.IsZero() {
		return
	}
	if j.sound("verjaart_op", "executabel_op") && t.LapsesOn <= t.ExecutableOn {
		j.say("verjaart_op", check.NotAfter, "executabel_op")
	}
	if reported != 0 && j.sound("verjaart_op") && t.Open() && t.LapsesOn <= reported {
		j.say("verjaart_op", check.NotAfter, "aangemeld_op")
	}
}

// whole judges a person with every title that was brought along.
func (j *judge) whole(p *Person) error {
	p.number(j.Today)
	if p.Stand != "" && !p.Imported {
		j.say("stand", check.StandToday)
	}
	if p.AtLarge() {
		return nil
	}
	known := false
	if j.HasCase != nil {
		var err error
		if known, err = j.HasCase(p.Person.SKN); err != nil {
			return err
		}
	}
	if !known {
		j.say("restant_dagen", check.NothingOpen)
	}
	return nil
}

// convictable is the first day on which somebody with the date of birth can have been convicted.
func (j *judge) convictable(birth string) casefile.Date {
	if birth == "" {
		return 0
	}
	born := casefile.NewDate(j.Policy.Intake.FirstBirthYear, 1, 1)
	if birth != unknownBirth {
		born = earliestBirth(birth)
	}
	return born.AddMonths(minAge)
}

func kinds(p policy.File) string {
	codes := make([]string, len(p.Kinds))
	for i, k := range p.Kinds {
		codes[i] = k.Code
	}
	return strings.Join(codes, ", ")
}

// articles lists the provisions of a feit that was found right, each once.
func articles(feit string) []casefile.Article {
	var list []casefile.Article
	for part := range strings.SplitSeq(feit, ";") {
		written, _ := check.Article(part)
		if a := casefile.Article(written); !slices.Contains(list, a) {
			list = append(list, a)
		}
	}
	return list
}

// day reads a day; what is no day is no date, and was reported as such.
func day(s string) casefile.Date {
	if s == "" {
		return 0
	}
	d, err := casefile.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}

// number reads a whole number; what is none was reported as such.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}
