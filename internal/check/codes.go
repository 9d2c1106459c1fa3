package check

// Code names a rule. The code of a rule in a validate tag is that tag.
type Code string

// Rules of the validator library that the product uses.
const (
	Required Code = "required"
	OneOf    Code = "oneof" // {0}: the words allowed
	Min      Code = "min"   // {0}
	Max      Code = "max"   // {0}
	Country  Code = "iso3166_1_alpha3"
)

// Rules about the form of a file or request.
const (
	Empty         Code = "empty"
	Encoding      Code = "encoding"
	Syntax        Code = "syntax"
	Quotes        Code = "quotes"
	Semicolons    Code = "semicolons"
	NoHeader      Code = "no_header"
	FieldMissing  Code = "field_missing"
	FieldUnknown  Code = "field_unknown"
	NthUnknown    Code = "nth_unknown" // {0}: the how manyth field; its name may be personal data
	FieldRepeated Code = "field_repeated"
	FieldCount    Code = "field_count" // {0}: fields found, {1}: fields in the header
	TooLarge      Code = "too_large"
	TooDeep       Code = "too_deep"
	Trailing      Code = "trailing"
	WrongType     Code = "wrong_type"
	NotText       Code = "not_text"
	NotNumber     Code = "not_number"
	NotYesNo      Code = "not_yes_no"
	NotTexts      Code = "not_texts"
	NotObject     Code = "not_object"
	NotObjects    Code = "not_objects"
)

// Rules about a person and a title.
const (
	DigitCount     Code = "digit_count" // {0}: fewest, {1}: most
	TooHigh        Code = "too_high"    // {0}
	Future         Code = "future"
	NotAfter       Code = "not_after"  // must be after the day in the field {0}
	AfterDay       Code = "after_day"  // must be on or before the day in the field {0}
	BirthYear      Code = "birth_year" // {0}: first year
	TooYoung       Code = "too_young"
	AboveImposed   Code = "above_imposed"
	Months         Code = "months"
	LifeHasDays    Code = "life_has_days"
	UnitUnknown    Code = "unit_unknown" // {0}: the units of that day
	StandToday     Code = "stand_today"
	Differs        Code = "differs"          // {0}: line
	TitleTwice     Code = "title_twice"      // {0}: line or title
	TitleRepeated  Code = "title_repeated"   // {0}: path
	TitleOfAnother Code = "title_of_another" // {0}: line
	NothingOpen    Code = "nothing_open"
	PersonRefused  Code = "person_refused"  // {0}: line
	MessageDiffers Code = "message_differs" // {0}: line
	OneNumber      Code = "one_number"
)

// Rules about a policy.
const (
	TermMissing      Code = "term_missing"  // {0}: agency, {1}: request
	TermRepeated     Code = "term_repeated" // {0}: agency, {1}: request
	TermUnused       Code = "term_unused"   // {0}: agency, {1}: request
	TermMeasure      Code = "term_measure"
	AlarmMissing     Code = "alarm_missing"  // {0}
	AlarmRepeated    Code = "alarm_repeated" // {0}
	StepMissing      Code = "step_missing"   // {0}
	NotAscending     Code = "not_ascending"
	ClassMissing     Code = "class_missing" // {0}
	NameRepeated     Code = "name_repeated"
	PeriodReversed   Code = "period_reversed"
	NotOfUnit        Code = "not_of_unit"
	SuccessorUnknown Code = "successor_unknown"
	SuccessorEarly   Code = "successor_early"
	SuccessorGap     Code = "successor_gap"
	KindMissing      Code = "kind_missing" // {0}
)

// Rules about a scenario.
const (
	NotLater      Code = "not_later"
	BeforeStart   Code = "before_start"
	SeveralActs   Code = "several_acts"
	ExpectsNoMore Code = "expects_nothing"
	NeedsField    Code = "needs_field"  // {0}: the field, {1}: the act
	FieldsUnfit   Code = "fields_unfit" // {0}: the act
)
