package report

import "github.com/onvindbaren/onvindbaren/internal/casefile"

// What the codes of a report are called in Dutch. A code without a name stands for itself.

func statusLabel(s casefile.Status) string {
	return labelled(s, map[casefile.Status]string{
		casefile.Intake:        "aangemeld",
		casefile.Locating:      "in opsporing",
		casefile.AlertOnly:     "alleen signalering",
		casefile.Located:       "gelokaliseerd",
		casefile.ArrestOrdered: "aanhouding opgedragen",
		casefile.Held:          "aangehouden",
		casefile.HeldAbroad:    "aangehouden buitenland",
		casefile.Suspended:     "opgeschort",
		casefile.Ended:         "beëindigd",
		casefile.Closed:        "gesloten",
	})
}

func classLabel(c casefile.Class) string {
	return labelled(c, map[casefile.Class]string{
		casefile.Under90:  "onder 90 dagen",
		casefile.Under120: "90 tot en met 119 dagen",
		casefile.Under300: "120 tot en met 299 dagen",
		casefile.From300:  "300 dagen of meer",
	})
}

func endingLabel(e casefile.Ending) string {
	return labelled(e, map[casefile.Ending]string{
		casefile.ArrestedNL:            "aangehouden in Nederland",
		casefile.SelfReported:          "zelf gemeld",
		casefile.AlreadyDetained:       "al ingesloten uit anderen hoofde",
		casefile.Surrendered:           "overgeleverd",
		casefile.Extradited:            "uitgeleverd",
		casefile.TransferredExecution:  "tenuitvoerlegging overgenomen",
		casefile.Deceased:              "overleden",
		casefile.TimeBarred:            "verjaard",
		casefile.Pardoned:              "gratie verleend",
		casefile.Paid:                  "betaald",
		casefile.RemainderZero:         "straf geheel ondergaan",
		casefile.Quashed:               "herzien of vernietigd",
		casefile.WithdrawnByProsecutor: "ingetrokken door het OM",
		casefile.WrongIdentity:         "identiteit onjuist",
		casefile.EnteredInError:        "ten onrechte opgenomen",
	})
}

func labelled[T ~string](code T, labels map[T]string) string {
	if label, known := labels[code]; known {
		return label
	}
	return string(code)
}
