package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/check"
)

type outer struct {
	BSN    string  `col:"bsn" validate:"omitempty,bsn"`
	Name   string  `col:"geslachtsnaam" validate:"required,text,max=5"`
	Sex    string  `json:"geslacht" validate:"required,oneof=M V X O"`
	Agency string  `yaml:"agency,flow" validate:"agency"`
	Inner  []inner `col:"titels" validate:"dive"`
}

type inner struct {
	Day   string `col:"op" validate:"required,day"`
	Facts string `col:"feit" validate:"required,articles"`
	Days  string `col:"dagen" validate:"required,whole"`
	ID    string `col:"id" validate:"omitempty,token"`
}

func TestStructReportsEveryFaultByTheSendersNames(t *testing.T) {
	t.Parallel()
	faults := check.Struct(outer{
		BSN: "123456789", Name: "te lang", Sex: "m", Agency: "ind",
		Inner: []inner{
			{Day: "2018-10-01", Facts: "Sr 273f;Sr 311", Days: "0", ID: "a/1"},
			{Day: "2018-02-30", Facts: "Sr 273f;", Days: "-1", ID: "a 1"},
		},
	})
	require.Empty(t, cmp.Diff([]check.Fault{
		{Field: "bsn", Code: "bsn", Args: []string{""}},
		{Field: "geslachtsnaam", Code: check.Max, Args: []string{"5"}},
		{Field: "geslacht", Code: check.OneOf, Args: []string{"M, V, X, O"}},
		{Field: "agency", Code: check.OneOf, Args: []string{"cjib, om, justid, politie"}},
		{Field: "titels[1].op", Code: "day", Args: []string{""}},
		{Field: "titels[1].feit", Code: "articles", Args: []string{""}},
		{Field: "titels[1].dagen", Code: "whole", Args: []string{""}},
		{Field: "titels[1].id", Code: "token", Args: []string{""}},
	}, faults))
}

func TestStructAcceptsWhatIsRight(t *testing.T) {
	t.Parallel()
	require.Empty(t, check.Struct(outer{Name: "Đặng", Sex: "X", Agency: "om"}))
}

func TestTextRefusesWhatCannotBeSeen(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a\x00", "a\nb", "a\u202eb", "a\ufffd", "a\ue000"} {
		require.NotEmpty(t, check.Struct(outer{Name: name, Sex: "X", Agency: "om"}), "%q", name)
	}
}

func TestProblemSaysWhatIsWrongInBothLanguages(t *testing.T) {
	t.Parallel()
	fault := check.Fault{Field: "skn", Code: check.DigitCount, Args: []string{"5", "11"}}
	require.Equal(t, "regel 3, skn: is te kort of te lang (verwacht: 5 tot 11 cijfers)", check.Dutch.Problem(3, fault).String())
	require.Equal(t, check.Problem{Field: "skn", Wrong: "is too short or too long", Expected: "5 to 11 digits"},
		check.English.Problem(0, fault))
	require.Equal(t, "line 3, skn: is too short or too long (expected: 5 to 11 digits)", check.English.Line(check.English.Problem(3, fault)))
	require.Equal(t, "er staat niets in (verwacht: gegevens)", check.Dutch.Problem(0, check.Fault{Code: check.Empty}).String())
	require.Equal(t, "regel 1: de eerste regel is geen kopregel (verwacht: de namen van de kolommen, gescheiden door komma's)\n"+
		"bsn: ontbreekt (verwacht: dit veld, ook als het leeg mag zijn)", check.Problems{
		check.Dutch.Problem(1, check.Fault{Code: check.NoHeader}), check.Dutch.Problem(0, check.Fault{Field: "bsn", Code: check.FieldMissing}),
	}.Error())
}

func TestUnknownCodePanics(t *testing.T) {
	t.Parallel()
	require.Panics(t, func() { check.Dutch.Problem(0, check.Fault{Code: "onbekend"}) })
}
