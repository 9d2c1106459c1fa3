package rehearse

import (
	"encoding/json"
	"fmt"
	"time"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
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
	c.finish(Moment{At: at, Restarted: true, First: len(c.result.Events), Last: len(c.result.Events)})
	return nil
}
