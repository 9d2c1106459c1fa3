package rehearse

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/words"
)

// stop is when everything fell still.
type stop struct {
	On   string `yaml:"on" validate:"required,day"`
	Time string `yaml:"time" validate:"required,clock"`
}

func (s stop) instant() time.Time { return step{On: s.On, Time: s.Time}.instant() }

// restart forgets the case and reads it back from its history, as it lies stored. What came meanwhile had its moment, and counts
// from then.
func (c *cast) restart(at time.Time) error {
	state := casefile.State{}
	for _, e := range c.result.Events {
		data, err := json.Marshal(e.Payload)
		if err != nil {
			return fmt.Errorf("writing an event: %w", err)
		}
		if e.Payload, err = casefile.UnmarshalPayload(e.Payload.EventKind(), casefile.EventVersion, data); err != nil {
			return fmt.Errorf("reading an event back: %w", err)
		}
		state = casefile.Evolve(state, e)
	}
	c.state = state
	c.finish(Moment{At: at, Happened: "alles lag stil en begint weer", First: len(c.result.Events), Last: len(c.result.Events)})
	return nil
}

// reach has an agency that cannot be reached from now on, or can again: then whatever it is still owed reaches it.
func (c *cast) reach(s step) error {
	m := Moment{At: s.instant(), First: len(c.result.Events)}
	agency := casefile.Agency(s.Down + s.Up)
	c.down[agency] = s.Down != ""
	m.Happened = words.Dutch.Agency(agency) + " is weer bereikbaar"
	if s.Down != "" {
		m.Happened = words.Dutch.Agency(agency) + " is niet bereikbaar"
	}
	if err := c.send(&m); err != nil {
		return err
	}
	m.Last = len(c.result.Events)
	c.finish(m)
	return nil
}
