package intake

import (
	"reflect"
	"slices"
	"strings"
)

// personForm is what is said about a person and the case, the same on every row of that person.
// The tags are the one description of the columns: col is the name, and "optional" means that the
// column may be absent; is names the type of the value in a request, text where it is not given.
type personForm struct {
	SKN         string `col:"skn" validate:"required,digits"`
	BSN         string `col:"bsn" validate:"omitempty,bsn"`
	VNumber     string `col:"v_nummer" validate:"omitempty,v_number"`
	Surname     string `col:"geslachtsnaam" validate:"required,max=200,text"`
	Prefix      string `col:"voorvoegsel" validate:"max=20,text"`
	GivenNames  string `col:"voornamen" validate:"max=200,text"`
	BirthDate   string `col:"geboortedatum" validate:"required,birth_date"`
	Sex         string `col:"geslacht" validate:"required,oneof=M V X O"`
	Nationality string `col:"nationaliteit" validate:"omitempty,iso3166_1_alpha3"`
	Unit        string `col:"eenheid" validate:"max=80,text"`
	Residence   string `col:"verblijf,optional" validate:"omitempty,residence"`
	Handler     string `col:"behandelaar,optional" validate:"max=100,text"`
	Stand       string `col:"stand,optional" validate:"omitempty,oneof=in_opsporing alleen_signalering gelokaliseerd aanhouding_opgedragen locating alert_only located arrest_ordered"`
}

// titleForm is what is said about one title.
type titleForm struct {
	Parketnummer string `col:"parketnummer" validate:"required,parketnummer"`
	ECLI         string `col:"ecli" validate:"omitempty,ecli"`
	Articles     string `col:"feit" is:"texts" validate:"required,max=400,articles"`
	MaxMonths    string `col:"maximumstraf_maanden" is:"number" validate:"required,whole"`
	FinalOn      string `col:"onherroepelijk_op" validate:"required,day"`
	ExecutableOn string `col:"executabel_op" validate:"required,day"`
	ImposedDays  string `col:"opgelegd_dagen" is:"number" validate:"omitempty,whole"`
	Remainder    string `col:"restant_dagen" is:"number" validate:"omitempty,whole"`
	LapsesOn     string `col:"verjaart_op" validate:"omitempty,day"`
	CJIB         string `col:"cjib_nummer,optional" validate:"omitempty,cjib_number"`
	Kind         string `col:"titelsoort,optional"`
	Months       string `col:"opgelegd_maanden,optional" is:"number" validate:"omitempty,whole"`
	Life         string `col:"levenslang,optional" is:"yesno" validate:"omitempty,oneof=ja nee"`
}

// reportForm is the day on which a title was reported: a column of each row, one field of a request.
type reportForm struct {
	ReportedOn string `col:"aangemeld_op" validate:"required,day"`
}

// caseForm is one row of a file of persons and titles.
type caseForm struct {
	Person personForm
	Title  titleForm
	Report reportForm
}

// messageForm is one row of a file of messages.
type messageForm struct {
	ID           string `col:"bericht_id" validate:"required,message_id"`
	From         string `col:"afzender" validate:"required,agency"`
	SKN          string `col:"skn" validate:"required,digits"`
	Kind         string `col:"soort" validate:"required,message"`
	On           string `col:"datum" validate:"required,day"`
	Parketnummer string `col:"parketnummer" validate:"omitempty,parketnummer"`
	Note         string `col:"toelichting" validate:"max=1000,note"`
	Country      string `col:"land,optional" validate:"omitempty,iso3166_1_alpha3"`
	Ground       string `col:"grond,optional" validate:"omitempty,surrender_ground"`
	Clock        string `col:"tijd,optional" validate:"omitempty,clock"`
	Reason       string `col:"reden,optional" validate:"omitempty,not_found_reason"`
	Urgency      string `col:"spoed,optional" validate:"omitempty,urgency"`
	Order        string `col:"bevelnummer,optional" validate:"omitempty,order_number"`
	OtherSKN     string `col:"ander_skn,optional" validate:"omitempty,digits"`
}

// column is one field of a form.
type column struct {
	name     string
	optional bool
	kind     string // type in a request: "" for text, number, texts, yesno
	path     []int  // of the field within the form
}

// columnsOf lists the columns of a form, in order.
func columnsOf(form any) []column { return appendColumns(nil, reflect.TypeOf(form), nil) }

func appendColumns(columns []column, t reflect.Type, path []int) []column {
	for i := range t.NumField() {
		f := t.Field(i)
		at := append(slices.Clip(path), i)
		if f.Type.Kind() == reflect.Struct {
			columns = appendColumns(columns, f.Type, at)
			continue
		}
		name, option, _ := strings.Cut(f.Tag.Get("col"), ",")
		columns = append(columns, column{name: name, optional: option == "optional", kind: f.Tag.Get("is"), path: at})
	}
	return columns
}

// set writes the value of the column into the form behind the pointer.
func (c column) set(form reflect.Value, value string) { form.FieldByIndex(c.path).SetString(value) }

// get reads the value of the column from the form.
func (c column) get(form reflect.Value) string { return form.FieldByIndex(c.path).String() }

// jsonName is the name of the column in a request: cjib_nummer becomes cjibNummer.
func jsonName(column string) string {
	var b strings.Builder
	upper := false
	for _, r := range column {
		switch {
		case r == '_':
			upper = true
		case upper:
			b.WriteString(strings.ToUpper(string(r)))
			upper = false
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
