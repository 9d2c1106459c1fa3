package db

import (
	"cmp"
	"slices"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// comparePerson lists in which fields the file says otherwise than the set of identity that leads, and on demand adds one
// that says it and leads. The one before is kept.
func (in *intake) comparePerson(p *knownPerson, b brought, who owner) error {
	record, err := privacy.OpenRecord[privacy.Person](who.key, p.sealed, personPlace)
	if err != nil {
		return unopened(err)
	}
	merged, fields := mergePerson(record, b.Person)
	for _, field := range fields {
		in.differ(b, nil, casefile.Difference{
			Title: casefile.WholePerson, Case: p.currentID(), Field: string(field), Why: casefile.DifferenceChanged, Applied: in.options.ApplyChanges,
		})
	}
	if len(fields) == 0 || !in.options.ApplyChanges {
		return nil
	}
	if slices.Contains(fields, casefile.FieldBSN) {
		in.claimBSN(b, p.id)
	}
	sealed, err := privacy.SealRecord(who.key, merged, personPlace)
	if err != nil {
		return err
	}
	reason, err := who.key.Seal([]byte(in.options.Reason), reasonPlace)
	if err != nil {
		return err
	}
	p.sets++
	change := identityChange{person: p.id, no: p.sets, sealed: sealed, record: merged, actor: in.actor, reason: reason, cameWith: in.cameWith(b, who)}
	change.add(&in.rows.then, importSource, fields, p.id)
	change.lead(&in.rows.then, in.ring)
	of, err := in.ownerOf(p.current())
	if err != nil {
		return err
	}
	_, err = in.give(p.current(), casefile.RecordCorrection{Fields: fields, Set: change.no}, of)
	return err
}

// mergePerson takes over what the file says otherwise, and names the columns. An empty value says nothing.
func mergePerson(known, filed privacy.Person) (privacy.Person, []casefile.IdentityField) {
	fields := merge(personFields(&known, filed))
	return known, fields
}

// personFields are the columns that identify a person, with what is known and what is filed.
func personFields(known *privacy.Person, filed privacy.Person) []field {
	return []field{
		{casefile.FieldBSN, &known.BSN, filed.BSN},
		{casefile.FieldVNumber, &known.VNumber, filed.VNumber},
		{casefile.FieldSurname, &known.Surname, filed.Surname},
		{casefile.FieldPrefix, &known.Prefix, filed.Prefix},
		{casefile.FieldGivenNames, &known.GivenNames, filed.GivenNames},
		{casefile.FieldBirthDate, &known.BirthDate, filed.BirthDate},
		{casefile.FieldSex, &known.Sex, filed.Sex},
		{casefile.FieldNationality, &known.Nationality, filed.Nationality},
	}
}

// field is a column of the file with what is known and what is filed.
type field struct {
	column casefile.IdentityField
	known  *string
	filed  string
}

func merge(all []field) (changed []casefile.IdentityField) {
	for _, f := range all {
		if f.filed != "" && f.filed != *f.known {
			changed = append(changed, f.column)
			*f.known = f.filed
		}
	}
	return changed
}

// cameWith is the person with whose number it comes, if that is another than for whom it is sealed; empty: it is not.
func (in *intake) cameWith(b brought, of owner) string {
	if number := in.known.numbers[string(b.skn)]; number != of.id.String() {
		return number
	}
	return ""
}

// titleCameWith is the same of a title.
func (in *intake) titleCameWith(b brought, title int, of owner) *string {
	if with := cmp.Or(b.Titles[title].CameWith, in.cameWith(b, of)); with != "" && with != of.id.String() {
		return &with
	}
	return nil
}

// keepTitle keeps what identifies a title of a file that is to be added. The number may have been that of one that was refused.
func (in *intake) keepTitle(id casefile.CaseID, no int, b brought, title int, who owner) error {
	row, err := in.titleRow(id, no, b.Titles[title].Identity, who)
	if err != nil {
		return err
	}
	in.rows.then.Queue(`INSERT INTO title (case_id, no, cjib_index, parket_index, ecli_index, sealed, came_with) VALUES ($1, $2, $3, $4, $5, $6, $7)
		ON CONFLICT (case_id, no) DO UPDATE SET cjib_index = excluded.cjib_index, parket_index = excluded.parket_index,
			ecli_index = excluded.ecli_index, sealed = excluded.sealed, came_with = excluded.came_with`,
		append(row, in.titleCameWith(b, title, who))...)
	return nil
}

func (in *intake) titleRow(id casefile.CaseID, no int, identity privacy.TitleIdentity, who owner) ([]any, error) {
	sealed, err := privacy.SealRecord(who.key, identity, titlePlace(id, no))
	k := in.titleKeys([]IntakeTitle{{Identity: identity}})[0]
	return []any{id, no, indexOrNil(k.CJIB), indexOrNil(k.Parketnummer), indexOrNil(k.ECLI), sealed}, err
}

// correctTitle takes over what identifies a known title, where the file says otherwise.
func (in *intake) correctTitle(c *knownCase, no int, filed privacy.TitleIdentity, who owner) error {
	identity, err := privacy.OpenRecord[privacy.TitleIdentity](who.key, c.sealed[no], titlePlace(c.Case, no))
	if err != nil {
		return unopened(err)
	}
	fields := merge([]field{
		{casefile.FieldCJIB, &identity.CJIB, filed.CJIB},
		{casefile.FieldParketnummer, &identity.Parketnummer, filed.Parketnummer},
		{casefile.FieldECLI, &identity.ECLI, filed.ECLI},
	})
	if len(fields) == 0 {
		return nil
	}
	row, err := in.titleRow(c.Case, no, identity, who)
	if err != nil {
		return err
	}
	in.rows.then.Queue(`UPDATE title SET cjib_index = $3, parket_index = $4, ecli_index = $5, sealed = $6 WHERE case_id = $1 AND no = $2`, row...)
	return in.logCorrection(c, correction{of: who, title: no, fields: fields, before: c.sealed[no]})
}

// correction is a change of what identifies a title.
type correction struct {
	of     owner
	title  int // of the case
	fields []casefile.IdentityField
	before []byte // the sealed record as it was
}

// logCorrection keeps what stood there before and why it was changed, sealed, and has the case tell which fields it was.
func (in *intake) logCorrection(of *knownCase, c correction) error {
	reason, err := c.of.key.Seal([]byte(in.options.Reason), reasonPlace)
	if err != nil {
		return err
	}
	in.rows.then.Queue(`INSERT INTO identity_change (person_id, case_id, no, fields, before, reason, actor) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		c.of.id.String(), of.Case, c.title, texts(c.fields), c.before, reason, in.actor)
	_, err = in.give(of, casefile.RecordCorrection{Fields: c.fields, Title: c.title}, c.of)
	return err
}
