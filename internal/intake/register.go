package intake

// place is where a title was seen first.
type place struct {
	line  int    // of the file, or number in a request
	group *group // the person of a file
}

// judgment is by what a title without a number at CJIB is known.
type judgment struct{ parketnummer, kind string }

// register knows the titles of one file. A title is known by its number at CJIB, else by parketnummer and kind;
// so two titles of one judgment are told apart when both have a number, and not when one lacks it.
type register struct {
	numbered map[string]place   // by number at CJIB
	first    map[judgment]place // the first title of each judgment
	bare     map[judgment]bool  // that title has no number
}

func newRegister() register {
	return register{numbered: map[string]place{}, first: map[judgment]place{}, bare: map[judgment]bool{}}
}

// claim registers a title. If it is known already, claim says where it was seen first.
func (r register) claim(t Title, at place) (place, bool) {
	number, key := t.Identity.CJIB, judgment{t.Identity.Parketnummer, t.Facts.Kind}
	if other, taken := r.numbered[number]; number != "" && taken {
		return other, true
	}
	other, taken := r.first[key]
	if taken && (number == "" || r.bare[key]) {
		return other, true
	}
	if !taken {
		r.first[key] = at
	}
	if number == "" {
		r.bare[key] = true
	} else {
		r.numbered[number] = at
	}
	return place{}, false
}

// titleField is the column by which the title is known.
func titleField(t Title) string {
	if t.Identity.CJIB != "" {
		return "cjib_nummer"
	}
	return "parketnummer"
}
