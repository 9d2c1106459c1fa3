package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
	"github.com/onvindbaren/onvindbaren/internal/workertest"
)

// view is a case as the API shows it.
type view struct {
	ID       casefile.CaseID
	Versie   int64
	Status   casefile.Status
	StatusNL string `json:"statusNaam"`
	Klasse   casefile.Class
	Eenheid  string
	Titels   []struct {
		RestantDagen int
		Open         bool
	}
	WachtOp []struct {
		Ketenpartner casefile.Agency
		Tot          time.Time
	}
}

// start brings a person to the officers' API.
func (b *bundle) start(body string, broken bool, header ...string) reply {
	b.Helper()
	h := http.Header{"Onvindbaren-Actor": {"j.devries:behandelaar"}, "Content-Type": {"application/json"}}
	for i := 0; i < len(header); i += 2 {
		h.Set(header[i], header[i+1])
	}
	return b.do(call{method: http.MethodPost, url: b.officers + "/v1/opsporingen", header: h, body: body, broken: broken})
}

// open starts the case of the person of the tests. A worker must be running.
func (b *bundle) open() casefile.CaseID {
	b.Helper()
	r := b.start(person(nil), false)
	require.Equal(b, http.StatusCreated, r.status, r.body)
	return decode[view](b, r).ID
}

func (b *bundle) get(path string) reply {
	b.Helper()
	return b.do(call{method: http.MethodGet, url: b.officers + path})
}

func (b *bundle) state(id casefile.CaseID) casefile.State {
	b.Helper()
	state, err := b.store.State(b.Context(), id)
	require.NoError(b, err)
	return state
}

// await waits until the case is as wanted.
func (b *bundle) await(id casefile.CaseID, as func(casefile.State) bool) {
	b.Helper()
	require.Eventually(b, func() bool { return as(b.state(id)) }, 10*time.Second, 10*time.Millisecond, "state: %+v", b.state(id))
}

func TestStartAnswersWithTheOpenedCase(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)

	r := b.start(person(nil), false)
	require.Equal(t, http.StatusCreated, r.status, r.body)
	v := decode[view](b, r)
	require.Equal(t, "/v1/opsporingen/"+string(v.ID), r.header.Get("Location"))
	require.Equal(t, casefile.Locating, v.Status)
	require.Equal(t, "in opsporing", v.StatusNL)
	require.Equal(t, casefile.Under300, v.Klasse)
	require.Equal(t, 210, v.Titels[0].RestantDagen)
	require.Len(t, v.WachtOp, 4, "three checks, and OM's word on the day of limitation")

	shown := b.get("/v1/opsporingen/" + string(v.ID))
	require.Equal(t, http.StatusOK, shown.status)
	require.Equal(t, v, decode[view](b, shown))

	events := b.get("/v1/opsporingen/" + string(v.ID) + "/gebeurtenissen")
	require.Equal(t, http.StatusOK, events.status)
	list := decode[struct {
		Gebeurtenissen []struct {
			Actor, Rol, Omschrijving string
			Geverifieerd             bool
		}
	}](b, events).Gebeurtenissen
	require.Len(t, list, int(v.Versie))
	require.Equal(t, "j.devries", list[0].Actor)
	require.Equal(t, "officer", list[0].Rol)
	require.False(t, list[0].Geverifieerd)
	require.NotEmpty(t, list[0].Omschrijving)
}

func TestStartWithoutAWorkerIsKept(t *testing.T) {
	t.Parallel()
	b := setup(t, openedWithin(50*time.Millisecond))

	r := b.start(person(nil), false)
	require.Equal(t, http.StatusAccepted, r.status, r.body)
	kept := decode[struct {
		ID      casefile.CaseID
		Melding string
	}](b, r)
	require.Equal(t, "Opgeslagen, wordt verwerkt.", kept.Melding)
	require.EqualValues(t, 0, decode[view](b, b.get(r.header.Get("Location"))).Versie)

	workertest.Once(t, b.store)
	require.Equal(t, casefile.Locating, decode[view](b, b.get(r.header.Get("Location"))).Status)
}

func TestStartOfAKnownPersonIsAConflict(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)
	id := b.open()

	p := b.problem(b.start(person(nil), false), http.StatusConflict, "conflict")
	require.Equal(t, string(id), p.Case)
	another := person(func(p map[string]any) { p["titels"] = []any{title("09/900018-16", 30)} })
	p = b.problem(b.start(another, false), http.StatusConflict, "conflict")
	require.Equal(t, string(id), p.Case)
	require.Len(t, b.state(id).Titles, 1)

	// A repeat that says so gets its case.
	again := b.start(person(nil), false, "Idempotency-Key", "5f0c1c55-8a2c-4a0e-bb5c-58a2b7a6ad1d")
	require.Equal(t, http.StatusOK, again.status, again.body)
	require.Equal(t, id, decode[view](b, again).ID)
	b.problem(b.start(another, false, "Idempotency-Key", "5f0c1c55-8a2c-4a0e-bb5c-58a2b7a6ad1d"), http.StatusConflict, "conflict")
}

func TestStartSaysEverythingThatIsWrongAndRepeatsNothing(t *testing.T) {
	t.Parallel()
	b := setup(t)
	wrong := person(func(p map[string]any) {
		p["skn"], p["geslacht"], p["Schaduwloper"] = "90000017x", "man", 1
		broken := title("9/900017", 210)
		broken["feit"] = "Sr 311"
		broken["restantDagen"] = 500
		p["titels"] = []any{broken}
	})
	p := b.problem(b.start(wrong, true), http.StatusBadRequest, "inhoud_ongeldig")
	require.ElementsMatch(t, []string{
		"", "skn", "geslacht", "titels[0].parketnummer", "titels[0].feit", "titels[0].restantDagen",
	}, p.names())

	for _, body := range []string{"", "{", "[]", `"Schaduwloper"`, person(nil) + "1"} {
		p := b.problem(b.start(body, true), http.StatusBadRequest, "inhoud_ongeldig")
		require.NotEmpty(t, p.InvalidParams, body)
	}
	b.problem(b.start(person(nil), true, "Content-Type", "text/plain"), http.StatusUnsupportedMediaType, "mediatype_onbekend")
	b.problem(b.start(strings.Repeat(" ", 300<<10), true), http.StatusRequestEntityTooLarge, "te_lang")
}

func TestStartWithoutAnActorIsTheServersUser(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)
	r := b.start(person(nil), false, "Onvindbaren-Actor", "")
	require.Equal(t, http.StatusCreated, r.status, r.body)
	events, err := b.store.Events(t.Context(), decode[view](b, r).ID)
	require.NoError(t, err)
	require.Equal(t, casefile.Actor{ID: "de-server", Role: casefile.RoleOfficer}, events[0].Actor)
}

func TestStartRefusesAnActorItCannotRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, actor := range []string{":", "iemand:baas", "x:behandelaar:gemeente"} {
		p := b.problem(b.start(person(nil), false, "Onvindbaren-Actor", actor), http.StatusBadRequest, "inhoud_ongeldig")
		require.Equal(t, []string{"Onvindbaren-Actor"}, p.names())
	}
}

func TestShowRepeatsNoNumber(t *testing.T) {
	t.Parallel()
	b := setup(t)
	broken := func(path string) reply {
		return b.do(call{method: http.MethodGet, url: b.officers + path, broken: true})
	}
	p := b.problem(broken("/v1/opsporingen/90000017"), http.StatusBadRequest, "inhoud_ongeldig")
	require.Equal(t, []string{"id"}, p.names())
	b.problem(b.get("/v1/opsporingen/01980000-0000-7000-8000-00000000000a"), http.StatusNotFound, "niet_gevonden")
	b.problem(b.get("/v1/opsporingen/01980000-0000-7000-8000-00000000000a/gebeurtenissen"), http.StatusNotFound, "niet_gevonden")
	p = b.problem(broken("/v1/opsporingen?status=90000017&klasse=lt90&Schaduwloper=1&aantal=0&na=90000017&eenheid="),
		http.StatusBadRequest, "inhoud_ongeldig")
	require.ElementsMatch(t, []string{"status", "", "aantal", "na", "eenheid"}, p.names())
	p = b.problem(broken("/v1/opsporingen?eenheid=%00&eigenaar=%ff"), http.StatusBadRequest, "inhoud_ongeldig")
	require.ElementsMatch(t, []string{"eenheid", "eigenaar"}, p.names())
}

func TestListGoesPageByPage(t *testing.T) {
	t.Parallel()
	b := setup(t)
	workertest.Start(t, b.store)
	want := []casefile.CaseID{}
	for _, n := range []string{"1", "2", "3"} {
		r := b.start(person(func(p map[string]any) {
			p["skn"], p["bsn"] = "9000002"+n, ""
			p["titels"] = []any{title("09/90002"+n+"-16", 210)}
		}), false)
		require.Equal(t, http.StatusCreated, r.status, r.body)
		want = append(want, decode[view](b, r).ID)
	}

	type page struct {
		Opsporingen []view
		Volgende    string
	}
	got := []casefile.CaseID{}
	after := ""
	for range 3 {
		p := decode[page](b, b.get("/v1/opsporingen?aantal=1&status=locating&klasse=d120_299&eenheid=Den%20Haag"+after))
		require.Len(t, p.Opsporingen, 1)
		got = append(got, p.Opsporingen[0].ID)
		after = "&na=" + p.Volgende
	}
	require.ElementsMatch(t, want, got)
	require.Equal(t, "&na=", after)
	require.Empty(t, decode[page](b, b.get("/v1/opsporingen?status=held")).Opsporingen)
	require.Len(t, decode[page](b, b.get("/v1/opsporingen")).Opsporingen, 3)
}
