package intake

import (
	"fmt"
	"io"

	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// DeskQuestion is what a counter asks: about whom, which counter it is, and what for.
type DeskQuestion struct {
	Who     privacy.Person // by SKN, or by BSN and date of birth, and nothing else
	Desk    string
	Purpose string
}

// deskForm is a question as JSON. A number says who it is about; a BSN alone does not (Wabb 12).
type deskForm struct {
	SKN       string `col:"skn,optional" validate:"omitempty,digits"`
	BSN       string `col:"bsn,optional" validate:"omitempty,bsn"`
	BirthDate string `col:"geboortedatum,optional" validate:"omitempty,birth_date"`
	Desk      string `col:"balie" validate:"required,desk"`
	Purpose   string `col:"doel" validate:"required,max=200,text"`
}

// ReadDeskQuestion reads and checks the question of a counter, as [ReadCase] does a case.
func ReadDeskQuestion(r io.Reader, o Options) (DeskQuestion, check.Problems, error) {
	root, fault, err := parseObject(r)
	if err != nil {
		return DeskQuestion{}, nil, fmt.Errorf("reading the question of a counter: %w", err)
	}
	q := &request{Options: o, names: jsonNames()}
	if fault != nil {
		q.report("", []check.Fault{*fault})
		return DeskQuestion{}, q.problems, nil
	}
	var f deskForm
	j := &judge{Options: o}
	j.fill(root, &f, "")
	j.form(&f)
	switch {
	case (f.SKN == "") == (f.BSN == "") || f.SKN != "" && f.BirthDate != "":
		if j.sound("skn", "bsn") {
			j.say("", check.OneNumber)
		}
	case f.SKN != "":
		j.digits(f.SKN)
	case f.BirthDate == "":
		if j.sound("geboortedatum") {
			j.say("geboortedatum", check.Required)
		}
	}
	if f.BirthDate != "" && j.sound("geboortedatum") {
		j.birth(f.BirthDate)
	}
	q.report("", j.faults)
	f.BSN, _ = check.BSN(f.BSN)
	return DeskQuestion{Who: privacy.Person{SKN: f.SKN, BSN: f.BSN, BirthDate: f.BirthDate}, Desk: f.Desk, Purpose: f.Purpose}, q.problems, nil
}
