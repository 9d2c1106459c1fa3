package privacy

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// Dossier is a case together with what identifies its person: what a call to an agency is made of.
// Whoever holds one has been written in the read log.
type Dossier struct {
	State  casefile.State
	Person Person
	Titles map[int]TitleIdentity // by number within the case
	// Descriptions are the last one that was given, and those that go with orders under way, by the event that says so.
	Descriptions map[int64]Description
}
