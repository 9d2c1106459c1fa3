package intake_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/intake"
)

const messageHeader = "bericht_id,afzender,skn,soort,datum,parketnummer,toelichting\n"

func readMessages(t *testing.T, rows string) intake.Messages {
	t.Helper()
	messages, err := intake.ReadMessages(strings.NewReader(messageHeader+rows), options(t))
	require.NoError(t, err)
	return messages
}

func TestReadMessages(t *testing.T) {
	t.Parallel()
	messages := readMessages(t, "POL-1,politie,9900001,AANGEHOUDEN,2019-03-12,10.990001.17,\"Fictief, met komma\nen regel\"\n"+
		"JUS/2,justid,9900002,OVERLEDEN,2025-06-02,,\n")
	require.Empty(t, messages.Problems)
	require.Equal(t, 2, messages.Rows)
	require.Empty(t, cmp.Diff([]intake.Message{
		{
			ID: "POL-1", From: casefile.Politie, SKN: "9900001", Kind: casefile.MsgArrested, On: casefile.NewDate(2019, 3, 12),
			Parketnummer: "10/990001-17", Note: "Fictief, met komma\nen regel", Line: 2,
		},
		{ID: "JUS/2", From: casefile.JustID, SKN: "9900002", Kind: casefile.MsgDeceased, On: today(), Line: 4},
	}, messages.Messages))
}

func TestMessageRules(t *testing.T) {
	t.Parallel()
	right := values{
		"bericht_id": "POL-1", "afzender": "politie", "skn": "9900001", "soort": "AANGEHOUDEN", "datum": "2019-03-12",
		"parketnummer": "", "toelichting": "",
	}
	for _, tc := range []struct{ field, wrong, says string }{
		{"bericht_id", "", "is leeg"},
		{"bericht_id", "POL 1", "geen berichtnummer"},
		{"bericht_id", strings.Repeat("1", 121), "geen berichtnummer"},
		{"afzender", "ind", "cjib, om, justid, politie"},
		{"afzender", "", "is leeg"},
		{"skn", "990", "5 tot 11 cijfers"},
		{"skn", "99x0001", "iets anders dan cijfers"},
		{"soort", "aangehouden", "AANGEHOUDEN, BOETE_VOLLEDIG_BETAALD"},
		{"datum", "2019-02-29", "geen bestaande dag"},
		{"datum", "2025-06-03", "in de toekomst"},
		{"parketnummer", "10/99-17", "geen parketnummer"},
		{"toelichting", strings.Repeat("x", 1001), "ten hoogste 1000"},
		{"toelichting", "hier\x07staat", "niet te zien"},
	} {
		t.Run(tc.field+" "+tc.says, func(t *testing.T) {
			t.Parallel()
			row := with(right, values{tc.field: tc.wrong})
			fields := make([]string, 0, len(right))
			for name := range strings.SplitSeq(strings.TrimSpace(messageHeader), ",") {
				fields = append(fields, row[name])
			}
			messages := readMessages(t, strings.Join(fields, ",")+"\n")
			require.Empty(t, messages.Messages)
			require.Len(t, messages.Problems, 1)
			require.Equal(t, tc.field, messages.Problems[0].Field)
			require.Contains(t, messages.Problems[0].String(), tc.says)
		})
	}
}

func TestAMessageAboutTwoNumbersNamesBoth(t *testing.T) {
	t.Parallel()
	read := func(row string) intake.Messages {
		messages, err := intake.ReadMessages(strings.NewReader("bericht_id,afzender,skn,soort,datum,parketnummer,toelichting,ander_skn\n"+row), options(t))
		require.NoError(t, err)
		return messages
	}
	right := read("J-1,justid,9900001,SKN_SAMENGEVOEGD,2019-03-12,,,9900002\n")
	require.Empty(t, right.Problems)
	require.Equal(t, "9900002", right.Messages[0].OtherSKN)
	for wrong, says := range map[string]string{"": "is leeg", "990": "5 tot 11 cijfers", "99x0002": "iets anders dan cijfers"} {
		problems := read("J-1,justid,9900001,SKN_GESPLITST,2019-03-12,,," + wrong + "\n").Problems
		require.Len(t, problems, 1)
		require.Equal(t, "ander_skn", problems[0].Field)
		require.Contains(t, problems[0].String(), says)
	}
}

func TestARepeatedMessageMustSayTheSame(t *testing.T) {
	t.Parallel()
	messages := readMessages(t, "1,politie,9900001,AANGEHOUDEN,2019-03-12,,\n"+
		"1,politie,9900001,AANGEHOUDEN,2019-03-12,,\n"+
		"1,justid,9900001,OVERLEDEN,2019-03-12,,\n"+
		"1,politie,9900002,AANGEHOUDEN,2019-03-12,,\n")
	require.Len(t, messages.Messages, 3, "the same again is for the receiver to know; another sender has its own numbers")
	require.Len(t, messages.Problems, 1)
	require.Equal(t, "regel 5, bericht_id: dezelfde afzender en bericht_id staan met een andere inhoud op regel 2 "+
		"(verwacht: een eigen bericht_id voor elk bericht)", messages.Problems[0].String())
}

func TestMessagesThatCannotBeUnderstood(t *testing.T) {
	t.Parallel()
	messages, err := intake.ReadMessages(strings.NewReader("skn,soort\n"), options(t))
	require.NoError(t, err)
	require.True(t, messages.Unusable)
	require.Len(t, messages.Problems, 5)

	broken := readMessages(t, "1,politie\n\"2\n")
	require.False(t, broken.Unusable)
	require.Len(t, broken.Problems, 2)

	_, err = intake.ReadMessages(io.MultiReader(strings.NewReader(messageHeader), iotest.ErrReader(io.ErrClosedPipe)), options(t))
	require.ErrorIs(t, err, io.ErrClosedPipe)
}

func TestAStopIsUrgentUnlessTheFileSaysOtherwise(t *testing.T) {
	t.Parallel()
	header := strings.TrimSuffix(messageHeader, "\n") + ",spoed\n"
	messages, err := intake.ReadMessages(strings.NewReader(header+
		"POL-1,politie,9900001,TREFFER,2019-03-12,,,routine\nPOL-2,politie,9900001,TREFFER,2019-03-12,,,\nPOL-3,politie,9900001,TREFFER,2019-03-12,,,vlug\n"), options(t))
	require.NoError(t, err)
	require.Len(t, messages.Problems, 1)
	require.Equal(t, "spoed", messages.Problems[0].Field)
	require.Equal(t, []casefile.Urgency{casefile.Routine, ""}, []casefile.Urgency{messages.Messages[0].Urgency, messages.Messages[1].Urgency})
}
