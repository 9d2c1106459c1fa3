package privacy

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Person is everything that identifies a person. It exists outside the sealed store
// only in the memory of the call that needs it.
type Person struct {
	SKN         string `json:"skn"`
	BSN         string `json:"bsn,omitempty"`
	VNumber     string `json:"v_number,omitempty"`
	Surname     string `json:"surname"`
	Prefix      string `json:"prefix,omitempty"` // voorvoegsel: "van der"
	GivenNames  string `json:"given_names,omitempty"`
	BirthDate   string `json:"birth_date"` // 1970-12-31, or partial: 1970-00-00
	Sex         string `json:"sex"`        // M, V, X or O
	Nationality string `json:"nationality,omitempty"`
}

// Description is how whoever is to arrest the person knows him, and what he must beware of.
type Description struct {
	Text    string            `json:"signalement,omitempty"`
	Dangers []casefile.Danger `json:"gevaar,omitempty"`
}

// TitleIdentity is what identifies a judgment, and through it a person.
type TitleIdentity struct {
	CJIB         string `json:"cjib,omitempty"`
	Parketnummer string `json:"parketnummer"`
	ECLI         string `json:"ecli,omitempty"`
}
