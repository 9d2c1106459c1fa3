package e2e

import (
	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// measureCrashes are the commands about measures that stand on a person's word.
func measureCrashes() map[string]crash {
	asked := func(s casefile.State) bool { return !s.Review.IsZero() && len(s.Requests) == 0 }
	stands := func(s casefile.State) bool { return asked(s) && len(s.Measures) > 1 }
	list := casefile.RequestMeasure{Measure: casefile.BenefitList, BSNVerified: true}
	grave := casefile.Title{
		No: 1, Kind: "vrijheidsstraf", Articles: []casefile.Article{"Sr 311"}, MaxMonths: 72, FinalOn: casefile.NewDate(2017, 3, 1),
		ExecutableOn: casefile.NewDate(2017, 3, 1), ImposedDays: 430, ImposedMonths: 14, Remainder: 210,
	}
	return map[string]crash{
		"request-measure": {prepare: asked, dieAfter: byOfficer, send: func(casefile.State) (string, casefile.Command) { return "officer", list }},
		"withdraw-measure": {
			given: []casefile.Command{list}, begun: asked, prepare: stands, dieAfter: byOfficer, send: func(s casefile.State) (string, casefile.Command) {
				return "officer", casefile.WithdrawMeasure{Measure: s.Measures[len(s.Measures)-1].ID}
			},
		},
		"maintain-passport": {
			scenario: "standing:\n  - {agency: om, skn: \"9988776\", kind: passport_alert, ref: RPS-1}\n",
			given:    []casefile.Command{casefile.ChangeTitle{Title: grave}},
			prepare: func(s casefile.State) bool {
				return asked(s) && s.Titles[0].ImposedMonths == grave.ImposedMonths && !s.PassportLapse().IsZero()
			},
			dieAfter: byOfficer, send: func(casefile.State) (string, casefile.Command) { return "officer", casefile.MaintainPassport{} },
		},
	}
}
