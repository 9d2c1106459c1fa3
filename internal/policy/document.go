package policy

import (
	"fmt"
	"io"
	"strconv"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
)

// document is a policy file as it is written. Days are text here, so that a wrong one is a
// problem among the others and not the end of reading.
type document struct {
	Version       string            `yaml:"version" validate:"required,token,max=40"`
	Terms         []term            `yaml:"terms" validate:"required,dive"`
	AlertUntil    string            `yaml:"alert_until" validate:"required,oneof=arrest order"`
	ConsultFAST   bool              `yaml:"consult_fast"`
	NotFound      notFound          `yaml:"not_found"`
	BringTo       map[string]string `yaml:"bring_to" validate:"dive,required,text,max=120"`
	Escalation    []ladder          `yaml:"escalation" validate:"required,dive"`
	Authoritative []string          `yaml:"authoritative" validate:"dive,source"`
	ReviewDays    map[string]int    `yaml:"review_days" validate:"required,dive,keys,class,endkeys,min=1,max=3660"`
	NoExtradition int               `yaml:"no_extradition_days" validate:"min=1,max=3660"`
	AddressCheck  int               `yaml:"address_check_days" validate:"omitempty,min=1,max=3660"`
	Order         orderTerm         `yaml:"order"`
	ReviewAges    []reviewAge       `yaml:"review_ages" validate:"max=10,dive"`
	ClassBy       string            `yaml:"class_by" validate:"required,oneof=largest sum"`
	SelfReport    int               `yaml:"self_report_excluded_months" validate:"min=0,max=120"`
	WarrantFrom   int               `yaml:"warrant_from_days" validate:"min=0,max=3660"`
	RenewMonths   int               `yaml:"passport_renewal_months" validate:"min=0,max=23"`
	Incident      []string          `yaml:"suspended_arrest" validate:"omitempty,max=10,dive,duration"`
	Hit           hitTerms          `yaml:"hit"`
	Limitation    limitation        `yaml:"limitation"`
	Reads         reads             `yaml:"reads"`
	DeskCall      string            `yaml:"desk_call" validate:"omitempty,text,max=120"`
	Groups        []group           `yaml:"groups" validate:"dive"`
	Units         []unit            `yaml:"units" validate:"required,dive"`
	TitleKinds    []titleKind       `yaml:"title_kinds" validate:"required,dive"`
	Intake        intake            `yaml:"intake"`
}

type term struct {
	Agency      string   `yaml:"agency" validate:"required,agency"`
	Request     string   `yaml:"request" validate:"required,request"`
	WorkingDays []int    `yaml:"working_days" validate:"max=10,dive,min=1,max=1000"`
	After       []string `yaml:"after" validate:"max=10,dive,duration"`
}

type orderTerm struct {
	Days      int `yaml:"days" validate:"min=0,max=3660"`
	Reminders int `yaml:"reminders" validate:"min=0,max=20"`

	Recall []string `yaml:"recall" validate:"max=10,dive,duration"`
}

type hitTerms struct {
	Urgent  []string `yaml:"urgent" validate:"max=10,dive,duration"`
	Routine []string `yaml:"routine" validate:"max=10,dive,duration"`
}

type notFound struct {
	Visits  int      `yaml:"visits" validate:"min=0,max=100"`
	Reasons []string `yaml:"reasons" validate:"max=100,dive,not_found_reason"`
}

type reviewAge struct {
	FromYears int            `yaml:"from_years" validate:"min=1,max=100"`
	Days      map[string]int `yaml:"days" validate:"required,dive,keys,class,endkeys,min=1,max=3660"`
}

type ladder struct {
	Alarms      []string          `yaml:"alarms" validate:"required,dive,alarm"`
	From        string            `yaml:"from" validate:"required,level"`
	WorkingDays map[string]int    `yaml:"working_days" validate:"dive,keys,step,endkeys,min=1,max=1000"`
	After       map[string]string `yaml:"after" validate:"dive,keys,step,endkeys,duration"`
}

type limitation struct {
	WarnMonths    []int `yaml:"warn_months" validate:"required,min=1,max=12,dive,min=1,max=120"`
	ToleranceDays int   `yaml:"tolerance_days" validate:"min=0,max=3660"`
}

type reads struct {
	OneCase     int `yaml:"one_case" validate:"min=0,max=100000"`
	OneCaseDays int `yaml:"one_case_days" validate:"min=0,max=366"`
	CasesADay   int `yaml:"cases_a_day" validate:"min=0,max=100000"`
}

type group struct {
	Name     string         `yaml:"name" validate:"required,token,max=40"`
	Articles []groupArticle `yaml:"articles" validate:"min=1,dive"`
}

type groupArticle struct {
	Article string `yaml:"article" validate:"required,articles"`
	From    string `yaml:"from" validate:"required,day"`
	Until   string `yaml:"until" validate:"omitempty,day"`
}

type unit struct {
	Name       string   `yaml:"name" validate:"required,text,max=80"`
	From       string   `yaml:"from" validate:"omitempty,day"`
	Until      string   `yaml:"until" validate:"omitempty,day"`
	Successors []string `yaml:"successors"`
}

type titleKind struct {
	Code  string `yaml:"code" validate:"required,token,max=40"`
	Label string `yaml:"label" validate:"required,text,max=120"`

	Custodial bool `yaml:"custodial"`
}

type intake struct {
	SKNDigits      digits `yaml:"skn_digits"`
	FirstBirthYear int    `yaml:"first_birth_year" validate:"min=1850,max=2100"`
}

type digits struct {
	Min int `yaml:"min" validate:"min=1,max=20"`
	Max int `yaml:"max" validate:"min=1,max=20"`
}

// decode reads the file strictly.
func decode(r io.Reader) (document, []check.Fault, error) {
	var doc document
	faults, err := check.YAML(r, &doc)
	if err != nil {
		return doc, nil, fmt.Errorf("reading policy: %w", err)
	}
	return doc, faults, nil
}

func invalid(faults []check.Fault) error {
	problems := make(check.Problems, len(faults))
	for i, f := range faults {
		problems[i] = check.Dutch.Problem(0, f)
	}
	return casefile.Errorf(casefile.KindInvalid, "het beleid klopt niet (%d):\n%s", len(problems), problems).Because(problems)
}

func at(list string, i int, field string) string {
	path := list + "[" + strconv.Itoa(i) + "]"
	if field != "" {
		path += "." + field
	}
	return path
}

// file converts a document without faults.
func (d document) file() File {
	f := File{
		Policy: casefile.Policy{
			Version: d.Version, AddressCheckDays: d.AddressCheck, ReviewDays: make(map[casefile.Class]int, len(d.ReviewDays)),
			SelfReportMonths: d.SelfReport, OrderDays: d.Order.Days, OrderReminders: d.Order.Reminders, RecallAfter: durations(d.Order.Recall),
			NoExtraditionDays: d.NoExtradition, WarrantDays: d.WarrantFrom, Incident: durations(d.Incident), BringTo: d.BringTo,
			Hit:         casefile.HitTerms{Urgent: durations(d.Hit.Urgent), Routine: durations(d.Hit.Routine)},
			ConsultFAST: d.ConsultFAST, AlertUntilOrder: d.AlertUntil == "order",
			NotFound:    casefile.NotFoundRule{Visits: d.NotFound.Visits},
			LapseMonths: d.Limitation.WarnMonths, LapseToleranceDays: d.Limitation.ToleranceDays,
			Reads: casefile.ReadLimits(d.Reads), DeskCall: d.DeskCall,
		},
		PassportRenewalMonths: d.RenewMonths,
		Intake: Intake{
			SKNMin: d.Intake.SKNDigits.Min, SKNMax: d.Intake.SKNDigits.Max, FirstBirthYear: d.Intake.FirstBirthYear,
		},
	}
	for _, t := range d.Terms {
		f.Policy.Terms = append(f.Policy.Terms, casefile.Term{
			Agency: casefile.Agency(t.Agency), Request: casefile.RequestKind(t.Request),
			WorkingDays: t.WorkingDays, After: t.after(),
		})
	}
	for _, r := range d.NotFound.Reasons {
		f.Policy.NotFound.Reasons = append(f.Policy.NotFound.Reasons, casefile.NotFoundReason(r))
	}
	for _, l := range d.Escalation {
		f.Policy.Ladders = append(f.Policy.Ladders, l.ladder())
	}
	for _, s := range d.Authoritative {
		f.Policy.Authoritative = append(f.Policy.Authoritative, casefile.FindingSource(s))
	}
	if d.ClassBy == string(casefile.BySum) {
		f.Policy.ClassBy = casefile.BySum
	}
	for class, days := range d.ReviewDays {
		f.Policy.ReviewDays[casefile.Class(class)] = days
	}
	for _, a := range d.ReviewAges {
		age := casefile.ReviewAge{FromYears: a.FromYears, Days: make(map[casefile.Class]int, len(a.Days))}
		for class, days := range a.Days {
			age.Days[casefile.Class(class)] = days
		}
		f.Policy.ReviewAges = append(f.Policy.ReviewAges, age)
	}
	for _, g := range d.Groups {
		f.Policy.Groups = append(f.Policy.Groups, g.offences())
	}
	for _, u := range d.Units {
		f.Units = append(f.Units, Unit{Name: u.Name, From: date(u.From), Until: date(u.Until), Successors: u.Successors})
	}
	for _, k := range d.TitleKinds {
		f.Kinds = append(f.Kinds, Kind{Code: k.Code, Label: k.Label})
		if k.Custodial {
			f.Policy.Custodial = append(f.Policy.Custodial, k.Code)
		}
		f.Policy.KindOrder = append(f.Policy.KindOrder, k.Code)
	}
	return f
}

// after reads the durations of a term.
func (t term) after() []time.Duration { return durations(t.After) }

// durations reads lengths of time by the clock; one that the validator refused is none.
func durations(texts []string) []time.Duration {
	var all []time.Duration
	for _, text := range texts {
		all = append(all, length(text))
	}
	return all
}

// length reads a duration; one that the validator refused is none.
func length(text string) time.Duration {
	d, err := time.ParseDuration(text)
	if err != nil {
		return 0
	}
	return d
}

// inHand is the step of a ladder on which somebody has the alarm in hand. The others are the levels.
const inHand = "in_hand"

func (l ladder) ladder() casefile.Ladder {
	span := func(step string) casefile.Span {
		return casefile.Span{WorkingDays: l.WorkingDays[step], After: length(l.After[step])}
	}
	out := casefile.Ladder{From: casefile.Level(l.From), Steps: map[casefile.Level]casefile.Span{}, InHand: span(inHand)}
	for _, alarm := range l.Alarms {
		out.Alarms = append(out.Alarms, casefile.Alarm(alarm))
	}
	for _, level := range casefile.Levels() {
		out.Steps[level] = span(string(level))
	}
	return out
}

func (g group) offences() casefile.OffenceGroup {
	out := casefile.OffenceGroup{Name: g.Name}
	for _, a := range g.Articles {
		article, _ := check.Article(a.Article)
		out.Articles = append(out.Articles, casefile.GroupArticle{
			Article: casefile.Article(article), From: date(a.From), Until: date(a.Until),
		})
	}
	return out
}

// date reads a day that the validator accepted; nothing, or one it refused, is no date.
func date(s string) casefile.Date {
	d, err := casefile.ParseDate(s)
	if err != nil {
		return 0
	}
	return d
}
