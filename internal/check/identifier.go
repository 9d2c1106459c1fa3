package check

import (
	"regexp"
	"strings"
)

// Digits reports whether the text is digits only and at least one.
func Digits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// BSN returns a citizen service number in its nine digits. Eight digits get the leading zero that
// spreadsheets drop. It must pass the eleven-test (Besluit burgerservicenummer): the digits weighed
// 9, 8, … 2 and −1 add up to a multiple of 11. Passing proves no identity.
func BSN(s string) (string, bool) {
	if len(s) == 8 {
		s = "0" + s
	}
	if len(s) != 9 || !Digits(s) || s == "000000000" {
		return "", false
	}
	sum := -int(s[8] - '0')
	for i := range 8 {
		sum += (9 - i) * int(s[i]-'0')
	}
	return s, sum%11 == 0
}

// DeskName reports whether the text is a name of a counter: no place for a person's.
func DeskName(s string) bool { return deskName.MatchString(s) }

var deskName = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// VNumber reports whether the text is a number by which IND knows a foreign national: ten digits.
func VNumber(s string) bool { return len(s) == 10 && Digits(s) }

// Parketnummer returns the number of a criminal case at a public prosecutor's office as PP/NNNNNN-JJ.
// Slash, dot and hyphen are all in use between the parts and accepted.
func Parketnummer(s string) (string, bool) {
	if len(s) != 12 || !strings.ContainsRune("/.-", rune(s[2])) || !strings.ContainsRune(".-", rune(s[9])) {
		return "", false
	}
	if !Digits(s[:2]) || !Digits(s[3:9]) || !Digits(s[10:]) {
		return "", false
	}
	if s[2] == '/' && s[9] == '-' {
		return s, true
	}
	return s[:2] + "/" + s[3:9] + "-" + s[10:], true
}

// CJIBNumber returns the number of a title at CJIB in its sixteen digits; spaces between groups are dropped.
func CJIBNumber(s string) (string, bool) {
	s = strings.ReplaceAll(s, " ", "")
	return s, len(s) == 16 && Digits(s)
}

var (
	ecliDutch   = regexp.MustCompile(`^(HR|PHR|GH[A-Z]{2,4}|RB[A-Z]{2,4}|RVS|CRVB|CBB):\d{4}:[A-Z0-9]{1,25}$`)
	ecliForeign = regexp.MustCompile(`^ECLI:[A-Z]{2}:[A-Z][A-Z0-9]{0,6}:\d{4}:[A-Z0-9.]{1,25}$`)
)

// ECLI reports whether the text is a European Case Law Identifier (Council conclusions 2011/C 127/01).
// Of a Dutch judgment the court must be one that exists.
func ECLI(s string) bool {
	if rest, dutch := strings.CutPrefix(s, "ECLI:NL:"); dutch {
		return ecliDutch.MatchString(rest)
	}
	return ecliForeign.MatchString(s)
}

var article = regexp.MustCompile(
	`^([A-Z][A-Za-z]{0,15}) (\d{1,4}(?::\d{1,3})?[A-Za-z]{0,3})((?: lid \d{1,2})?(?: (?:sub|onder) (?:\d{1,2}°?|[a-z]))?)$`)

// Article returns a provision as reports count it: the law's abbreviation, the article with its letter
// in lower case, then paragraph and sub-paragraph: "Sr 273f", "Sr 273f lid 3", "Opw 3".
func Article(s string) (string, bool) {
	parts := article.FindStringSubmatch(strings.Join(strings.Fields(s), " "))
	if parts == nil {
		return "", false
	}
	law := parts[1]
	for _, usual := range []string{"Sr", "Sv", "Opw", "WWM", "WVW", "WED", "Wahv", "Vw"} {
		if strings.EqualFold(law, usual) {
			law = usual
		}
	}
	return law + " " + strings.ToLower(parts[2]) + parts[3], true
}

// BirthDate reports whether the text is a date of birth: a calendar day, or with unknown parts as the
// BRP writes them, month and day zero: 1970-12-00, 1970-00-00, 0000-00-00.
func BirthDate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	switch {
	case s == "0000-00-00":
		return true
	case strings.HasPrefix(s, "0000"):
		return false
	case strings.HasSuffix(s, "-00-00"):
		return Digits(s[:4])
	case strings.HasSuffix(s, "-00"):
		return day(s[:8] + "01")
	default:
		return day(s)
	}
}
