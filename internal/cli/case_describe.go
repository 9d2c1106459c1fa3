package cli

import (
	"slices"
	"strings"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/check"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// sealedBody is what is kept sealed of a command that a person gives.
type sealedBody struct {
	Reason string `json:"reden"`
	privacy.Description
}

// descriptionFile is how a person is described, as an officer writes it down: JSON or YAML. It is a file, because what stands
// on a command line is seen by others on the machine.
type descriptionFile struct {
	Text    string   `yaml:"signalement" validate:"omitempty,note,max=1000"`
	Dangers []string `yaml:"gevaar" validate:"dive,danger"`
}

// bodyOf is what is sealed with a command: why it is given and, with a description, what it says.
func bodyOf(name string, f commandFlags) (sealedBody, error) {
	body := sealedBody{Reason: f.reason}
	if name != (casefile.DescribePerson{}).CommandKind() {
		return body, nil
	}
	r, _, err := openFile(f.description)
	if err != nil {
		return body, err
	}
	defer r.Close() //nolint:errcheck // it was only read
	var file descriptionFile
	faults, err := check.YAML(r, &file)
	if err != nil {
		return body, casefile.Errorf(casefile.KindInvalid, "het bestand %s is niet te lezen", f.description).Because(err)
	}
	file.Text = strings.TrimSpace(file.Text)
	if faults = append(faults, check.Struct(file)...); file.Text == "" && len(file.Dangers) == 0 {
		faults = append(faults, check.Fault{Field: "signalement", Code: check.Required})
	}
	if len(faults) > 0 {
		problems := make(check.Problems, len(faults))
		for i, fault := range faults {
			problems[i] = check.Dutch.Problem(0, fault)
		}
		return body, casefile.Errorf(casefile.KindInvalid, "het signalement klopt niet (%d):\n%s", len(problems), problems).Because(problems)
	}
	body.Text = file.Text
	for _, danger := range file.Dangers {
		if !slices.Contains(body.Dangers, casefile.Danger(danger)) {
			body.Dangers = append(body.Dangers, casefile.Danger(danger))
		}
	}
	return body, nil
}
