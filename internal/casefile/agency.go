package casefile

// Agency is an organisation that is asked, told or heard about a case.
type Agency string

// The agencies of the programme.
const (
	CJIB    Agency = "cjib"
	OM      Agency = "om"
	JustID  Agency = "justid"
	Politie Agency = "politie"
)

// Agencies lists every agency in a fixed order.
func Agencies() []Agency { return []Agency{CJIB, OM, JustID, Politie} }

// Role says in which capacity an actor acts.
type Role string

// The roles of an actor.
const (
	RoleOfficer     Role = "officer"
	RoleSupervisor  Role = "supervisor"
	RoleCoordinator Role = "coordinator" // national: above the supervisors of the units
	RoleAgency      Role = "agency"
	RoleSystem      Role = "system"
)

// Roles lists every role.
func Roles() []Role {
	return []Role{RoleOfficer, RoleSupervisor, RoleCoordinator, RoleAgency, RoleSystem}
}

// Actor is who gave a command. It is kept on every event of that command.
type Actor struct {
	ID       string `json:"id"`
	Role     Role   `json:"role"`
	Agency   Agency `json:"agency,omitempty"`
	Unit     string `json:"unit,omitempty"`     // the police unit that he speaks for; empty: he did not say
	Verified bool   `json:"verified,omitempty"` // false: the name was claimed, not proved by a login
}

// Engine is the actor of everything the product does by itself.
func Engine() Actor { return Actor{ID: "onvindbaren", Role: RoleSystem, Verified: true} }

// CaseID identifies a case: a UUID in its canonical form. It means nothing outside the product.
type CaseID string
