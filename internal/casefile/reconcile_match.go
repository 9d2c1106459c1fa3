package casefile

import "slices"

// TitleKey tells the titles of one person apart. Its numbers are opaque here: equal for equal
// numbers, empty where there is none.
type TitleKey struct {
	CJIB, Parketnummer, ECLI string
	Kind                     string
}

// same reports whether two keys name one title: by CJIB number when both have one, else by
// parketnummer and kind. An ECLI names a judgment, which may be more than one title.
func (k TitleKey) same(other TitleKey) bool {
	if k.CJIB != "" && other.CJIB != "" {
		return k.CJIB == other.CJIB
	}
	return k.Parketnummer == other.Parketnummer && k.Kind == other.Kind
}

// match is where a title of a file is known: nowhere when at is empty, and undecided when not says why.
type match struct {
	at  titleRef
	not DifferenceReason
}

type titleRef struct {
	Case CaseID
	No   int
}

// matchTitles finds the titles of a file among those that are known. Two titles of the file are never the same known one:
// those that are known by their CJIB number come first, and the others choose from what is left.
func matchTitles(known []KnownCase, filed []FiledTitle) []match {
	matches := make([]match, len(filed))
	taken := map[titleRef]bool{}
	for i, f := range filed {
		if slices.ContainsFunc(filed[:i], func(earlier FiledTitle) bool { return earlier.Key.same(f.Key) }) {
			matches[i].not = DifferenceRepeated
			continue
		}
		matches[i].at = byCJIB(known, f.Key.CJIB)
		taken[matches[i].at] = true
	}
	for i, f := range filed {
		if m := &matches[i]; m.not == "" && m.at.Case == "" {
			*m = byParketnummer(known, f.Key, taken)
			taken[m.at] = true
		}
	}
	return matches
}

func byCJIB(known []KnownCase, number string) titleRef {
	for _, c := range known {
		for _, t := range c.Titles {
			if number != "" && t.Key.CJIB == number {
				return titleRef{c.Case, t.Title.No}
			}
		}
	}
	return titleRef{}
}

// byParketnummer prefers the title that has no CJIB number to those that have one, because a file that leaves the number
// out may mean either.
func byParketnummer(known []KnownCase, key TitleKey, taken map[titleRef]bool) match {
	var bare, numbered []titleRef
	for _, c := range known {
		for _, t := range c.Titles {
			at := titleRef{c.Case, t.Title.No}
			switch {
			case taken[at] || !t.Key.same(key):
			case t.Key.CJIB == "":
				bare = append(bare, at)
			default:
				numbered = append(numbered, at)
			}
		}
	}
	if len(bare) == 0 {
		bare = numbered
	}
	switch len(bare) {
	case 0:
		return match{}
	case 1:
		return match{at: bare[0]}
	default:
		return match{not: DifferenceAmbiguous}
	}
}
