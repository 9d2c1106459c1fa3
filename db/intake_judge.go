package db

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/privacy"
)

// intake judges the persons of a batch and gathers what is to be written.
type intake struct {
	ring    *privacy.KeyRing
	options IntakeOptions
	today   casefile.Date
	actor   []byte
	known   knownBatch

	report IntakeReport
	rows   intakeRows
}

// brought is one person as he is brought, with the indexes of his numbers.
type brought struct {
	IntakePerson
	skn, bsn []byte // bsn nil: none
	keys     []casefile.TitleKey
}

// owner is the person for whom something is sealed.
type owner struct {
	id  uuid.UUID
	key privacy.PersonKey
}

func (in *intake) judge(b brought) error {
	b.keys = in.titleKeys(b.Titles)
	p := in.known.persons[string(b.skn)]
	judged := casefile.Reconcile(p.knownCases(), b.filed(), casefile.ReconcileOptions{
		Today: in.today, Policy: in.options.Policy, Apply: in.options.ApplyChanges,
	})
	in.report.Persons++
	for _, t := range judged.Titles {
		in.report.count(t.Verdict)
	}
	if p != nil {
		return in.knownPerson(p, b, judged)
	}
	in.differ(b, nil, judged.Differences...)
	if judged.Open == nil { // nobody is kept for whom there is nothing to do
		in.report.Cases = append(in.report.Cases, "")
		return nil
	}
	return in.newPerson(b, judged)
}

func (in *intake) titleKeys(titles []IntakeTitle) []casefile.TitleKey {
	keys := make([]casefile.TitleKey, len(titles))
	for i, t := range titles {
		keys[i] = casefile.TitleKey{Kind: t.Facts.Kind, Parketnummer: string(in.ring.IndexParketnummer(t.Identity.Parketnummer))}
		if t.Identity.CJIB != "" {
			keys[i].CJIB = string(in.ring.IndexCJIB(t.Identity.CJIB))
		}
		if t.Identity.ECLI != "" {
			keys[i].ECLI = string(in.ring.IndexECLI(t.Identity.ECLI))
		}
	}
	return keys
}

func (b brought) filed() casefile.Filed {
	f := casefile.Filed{Unit: b.Unit, Residence: b.Residence, Stand: b.Stand, Handler: b.Handler, From: b.From}
	for i, t := range b.Titles {
		f.Titles = append(f.Titles, casefile.FiledTitle{Title: t.Facts, Key: b.keys[i], ReportedOn: t.ReportedOn})
	}
	return f
}

// differ reports differences with the line of the title they are about, and with the message that holds the command which
// applies them, of those given.
func (in *intake) differ(b brought, messages []string, differences ...casefile.Difference) {
	for _, d := range differences {
		reported := IntakeDifference{Difference: d, Line: b.Titles[max(d.Title, 0)].Line}
		if d.Applied && d.Command < len(messages) {
			reported.Message = messages[d.Command]
		}
		in.report.Differences = append(in.report.Differences, reported)
	}
}

// newPerson stores somebody nobody knew, with a key of his own and his first case.
func (in *intake) newPerson(b brought, judged casefile.Reconciliation) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("making an id: %w", err)
	}
	key, wrapped, err := in.ring.NewPersonKey(id.String())
	if err != nil {
		return err
	}
	sealed, err := privacy.SealRecord(key, b.Person, personPlace)
	if err != nil {
		return err
	}
	in.claimBSN(b, id.String())
	in.rows.persons = append(in.rows.persons, personRow{
		id: id, skn: b.skn, bsn: b.bsn, wrapped: wrapped, sealed: sealed, digest: personDigest(in.ring, b.Person),
	})
	return in.openCase(b, judged, owner{id: id, key: key})
}

// claimBSN reports when somebody else has the BSN.
func (in *intake) claimBSN(b brought, person string) {
	if b.bsn == nil {
		return
	}
	if other, taken := in.known.bsn[string(b.bsn)]; taken && other != person {
		in.differ(b, nil, casefile.Difference{Title: casefile.WholePerson, Field: "bsn", Why: casefile.DifferenceBSNInUse})
		return
	}
	in.known.bsn[string(b.bsn)] = person
}

// openCase stores a case with its titles, and the request to start its trace.
func (in *intake) openCase(b brought, judged casefile.Reconciliation, who owner) error {
	id, err := uuid.NewV7()
	if err != nil {
		return fmt.Errorf("making an id: %w", err)
	}
	of := casefile.CaseID(id.String())
	command, err := casefile.MarshalCommand(*judged.Open)
	if err != nil {
		return fmt.Errorf("writing the first command: %w", err)
	}
	in.rows.cases = append(in.rows.cases, caseRow{id: id, person: who.id, command: command})
	in.report.Opened, in.report.Cases = append(in.report.Opened, of), append(in.report.Cases, of)
	for i, t := range judged.Titles {
		if t.Verdict != casefile.FiledOpens {
			continue
		}
		sealed, err := privacy.SealRecord(who.key, b.Titles[i].Identity, titlePlace(of, t.No))
		if err != nil {
			return err
		}
		in.rows.titles = append(in.rows.titles, titleRow{id: id, no: t.No, key: b.keys[i], sealed: sealed, cameWith: in.titleCameWith(b, i, who)})
	}
	return nil
}

// knownPerson gives commands to the open case of the person, compares what is brought with his record, or opens another
// case for him.
func (in *intake) knownPerson(p *knownPerson, b brought, judged casefile.Reconciliation) error {
	if judged.Open == nil {
		in.report.Cases = append(in.report.Cases, p.currentID())
	}
	says := !bytes.Equal(p.digest, personDigest(in.ring, b.Person)) // something about the person that may be new
	if !says && judged.Open == nil && len(judged.Commands) == 0 {
		in.differ(b, nil, judged.Differences...)
		return nil
	}
	id, err := uuid.Parse(p.id)
	if err != nil {
		return fmt.Errorf("reading a person's id: %w", err)
	}
	who := owner{id: id}
	if who.key, err = unwrap(in.ring, p.wrapped, p.id); err != nil {
		return err
	}
	if err := in.command(p, b, judged); err != nil {
		return err
	}
	if says {
		if err := in.comparePerson(p, b, who); err != nil {
			return err
		}
	}
	if judged.Open != nil {
		return in.openCase(b, judged, who)
	}
	return nil
}

// ownerOf is whose case it is: for him everything in it is sealed.
func (in *intake) ownerOf(c *knownCase) (owner, error) {
	id, err := uuid.Parse(c.person)
	if err != nil {
		return owner{}, fmt.Errorf("reading a person's id: %w", err)
	}
	key, err := unwrap(in.ring, c.wrapped, c.person)
	return owner{id: id, key: key}, err
}

// command gives commands to the open case, and keeps what identifies the titles they are about.
func (in *intake) command(p *knownPerson, b brought, judged casefile.Reconciliation) error {
	if len(judged.Commands) == 0 {
		in.differ(b, nil, judged.Differences...)
		return nil
	}
	who, err := in.ownerOf(p.caseByID(judged.Case))
	if err != nil {
		return err
	}
	var messages []string
	for _, wanted := range judged.Commands {
		message, err := in.give(p.caseByID(judged.Case), wanted, who)
		if err != nil {
			return err
		}
		messages = append(messages, message)
	}
	in.differ(b, messages, judged.Differences...)
	for i, t := range judged.Titles {
		var err error
		switch t.Verdict {
		case casefile.FiledAdded:
			err = in.keepTitle(judged.Case, t.No, b, i, who)
		case casefile.FiledChanged:
			err = in.correctTitle(p.caseByID(judged.Case), t.No, b.Titles[i].Identity, who)
		default:
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// give stores a command to a case in the inbox, with the reason sealed, and returns the id of its message.
func (in *intake) give(c *knownCase, wanted casefile.Command, who owner) (message string, err error) {
	why, err := json.Marshal(map[string]string{"bron": in.options.Source, "reden": in.options.Reason})
	if err != nil {
		return "", fmt.Errorf("writing the reason: %w", err)
	}
	command, err := casefile.MarshalCommand(wanted)
	if err != nil {
		return "", fmt.Errorf("writing a command: %w", err)
	}
	c.commands++ // what is wanted again after something else was is another command: the number tells them apart
	digest := in.ring.Digest(string(c.Case), strconv.Itoa(c.commands), string(command))
	message = hex.EncodeToString(digest)
	sealed, err := privacy.SealRecord(who.key, sealedContent{Body: why}, inboxPlace(importSource, message))
	if err != nil {
		return "", err
	}
	in.rows.commands = append(in.rows.commands, commandRow{
		id: message, digest: digest, of: c.Case, person: who.id, command: command, sealed: sealed,
	})
	return message, nil
}
