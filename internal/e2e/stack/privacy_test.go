package stack

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/stretchr/testify/require"
	"google.golang.org/protobuf/encoding/protojson"
)

// requireNoLeak looks everywhere but behind the one door for what identifies a person. That it looks well shows from the
// number of a case, which identifies nobody and is everywhere.
func (i *installation) requireNoLeak(s *scanner) {
	i.t.Helper()
	const control = "number of a case"
	s.seekWord(control, string(i.cases("")[0].ID))
	i.scanTemporal(s)
	i.scanFiles(s)
	i.scanDatabases(s)
	i.scanProcesses(s)
	i.scanAPI(s)
	var seen []string
	leaks := slices.DeleteFunc(s.leaks, func(leak string) bool {
		where, of := strings.CutSuffix(leak, ": "+control)
		if of {
			seen = append(seen, where)
		}
		return of
	})
	require.Empty(i.t, leaks)
	for _, source := range []string{
		"description of", "history of", "file agencies/", "table onvindbaren.onvindbaren.event", "table onvindbaren_temporal.public.history_node, hex",
		"table onvindbaren_temporal_visibility.", "API on a case", "case show",
	} {
		require.True(i.t, slices.ContainsFunc(seen, func(where string) bool { return strings.HasPrefix(where, source) }), "%s in %v", source, seen)
	}
}

// scanTemporal reads what Temporal tells of every workflow: histories, ids, search attributes, memos, pending calls with
// their last failures.
func (i *installation) scanTemporal(s *scanner) {
	i.t.Helper()
	for _, r := range i.runs() {
		told, err := protojson.Marshal(r.description)
		require.NoError(i.t, err)
		s.scan("description of "+r.id, told)
		events, err := protojson.Marshal(r.history)
		require.NoError(i.t, err)
		s.scan("history of "+r.id, events)
	}
}

// scanFiles reads the data directory, but for the files of the private Postgres, whose tables are read instead.
func (i *installation) scanFiles(s *scanner) {
	i.t.Helper()
	read := 0
	err := filepath.WalkDir(i.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(i.dir, path)
		if err != nil || entry.IsDir() {
			if name == filepath.Join("postgres", "data") {
				return fs.SkipDir
			}
			return err
		}
		content, err := os.ReadFile(path)
		s.scan("file "+name, append(content, name...))
		read++
		return err
	})
	require.NoError(i.t, err)
	require.Greater(i.t, read, 10, "logs, journals of the agencies, stack.json")
	s.scan("output of up", []byte(i.said()))
}

// scanDatabases reads every table of every database on the server as text: those of the product and of Temporal.
func (i *installation) scanDatabases(s *scanner) {
	i.t.Helper()
	ctx := i.t.Context()
	var names []string
	i.connected(i.databaseURL(), func(conn *pgx.Conn) {
		rows, err := conn.Query(ctx, `SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate`)
		require.NoError(i.t, err)
		names, err = pgx.CollectRows(rows, pgx.RowTo[string])
		require.NoError(i.t, err)
	})
	require.Greater(i.t, len(names), 2)
	for _, name := range names {
		address, err := url.Parse(i.databaseURL())
		require.NoError(i.t, err)
		address.Path = "/" + name
		i.connected(address.String(), func(conn *pgx.Conn) { i.scanTables(ctx, s, name, conn) })
	}
}

func (i *installation) connected(address string, do func(*pgx.Conn)) {
	i.t.Helper()
	conn, err := pgx.Connect(i.t.Context(), address)
	require.NoError(i.t, err)
	defer conn.Close(i.t.Context()) //nolint:errcheck // nothing is pending on it
	do(conn)
}

func (i *installation) scanTables(ctx context.Context, s *scanner, database string, conn *pgx.Conn) {
	i.t.Helper()
	rows, err := conn.Query(ctx, `SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
		WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`)
	require.NoError(i.t, err)
	tables, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(i.t, err)
	for _, table := range tables {
		var content bytes.Buffer
		_, err := conn.PgConn().CopyTo(ctx, &content, "COPY "+table+" TO STDOUT")
		require.NoError(i.t, err)
		s.scan("table "+database+"."+table, content.Bytes())
	}
}

// scanProcesses reads command lines and environments, which every user of the machine or of the account can.
func (i *installation) scanProcesses(s *scanner) {
	i.t.Helper()
	for name, pid := range i.stack().PIDs {
		for _, what := range []string{"cmdline", "environ"} {
			content, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", pid, what))
			require.NoError(i.t, err)
			s.scan(what+" of "+name, content)
		}
	}
}

// scanAPI reads what the officers' API and the commands tell of cases.
func (i *installation) scanAPI(s *scanner) {
	i.t.Helper()
	for _, c := range i.cases("") {
		address := i.stack().API + "/v1/opsporingen/" + string(c.ID)
		status, body := i.request(http.MethodGet, address, "", nil)
		require.Equal(i.t, http.StatusOK, status)
		s.scan("API on a case", body)
		_, body = i.request(http.MethodGet, address+"/gebeurtenissen", "", nil)
		s.scan("API on the events of a case", body)
	}
	s.scan("case list", []byte(i.must("case", "list", "--json")))
	for _, c := range i.cases("")[:3] {
		s.scan("case show", []byte(i.must("case", "show", string(c.ID))))
		s.scan("case explain", []byte(i.must("case", "explain", string(c.ID))))
	}
}

// request makes an HTTP request as an officer does and returns what was answered.
func (i *installation) request(method, address, mediaType string, body []byte, headers ...string) (int, []byte) {
	i.t.Helper()
	request, err := http.NewRequestWithContext(i.t.Context(), method, address, bytes.NewReader(body))
	require.NoError(i.t, err)
	request.Header.Set("Onvindbaren-Actor", "e2e")
	if mediaType != "" {
		request.Header.Set("Content-Type", mediaType)
	}
	for _, header := range headers {
		name, value, _ := strings.Cut(header, ": ")
		request.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(request)
	require.NoError(i.t, err)
	defer response.Body.Close() //nolint:errcheck // read to its end
	var content bytes.Buffer
	_, err = content.ReadFrom(response.Body)
	require.NoError(i.t, err)
	return response.StatusCode, content.Bytes()
}

// provoke sends what is wrong, with personal data in every place where somebody may put it by mistake. What is answered,
// written and logged must not repeat it.
func (i *installation) provoke(s *scanner) {
	i.t.Helper()
	wrongPerson := `{"skn":"99100012","bsn":"123456789","geslachtsnaam":"Testpersoon-Fout","geboortedatum":"1971-13-41",
		"geslacht":"Q","aangemeldOp":"ooit","Testpersoon-Fout":1,"titels":[{"parketnummer":"10-991011"}]}`
	status, body := i.request(http.MethodPost, i.stack().API+"/v1/opsporingen", "application/json", []byte(wrongPerson))
	require.Equal(i.t, http.StatusBadRequest, status)
	s.scan("API on a wrong person", body)
	_, body = i.request(http.MethodGet, i.stack().API+"/v1/opsporingen/99100001?naam=Testpersoon-Gewoon", "", nil)
	s.scan("API on an unknown case", body)

	rightPerson := `{"skn":"99100013","geslachtsnaam":"Testpersoon-Rechtstreeks","geboortedatum":"1973-11-23","geslacht":"X",
		"eenheid":"Limburg","aangemeldOp":"2018-10-01","titels":[{"parketnummer":"10/991013-15","feit":["Sr 311"],"maximumstrafMaanden":72,
		"onherroepelijkOp":"2016-03-01","executabelOp":"2016-03-01","opgelegdDagen":400,"restantDagen":210}]}`
	s.seekNumber("skn", "99100013")
	s.seekNumber("geboortedatum", "1973-11-23")
	s.seekNumber("parketnummer", "10/991013-15")
	s.seekWord("geslachtsnaam", "Testpersoon-Rechtstreeks")
	status, body = i.request(http.MethodPost, i.stack().API+"/v1/opsporingen", "application/json", []byte(rightPerson))
	require.Equal(i.t, http.StatusCreated, status, string(body))
	s.scan("API on a person", body)

	const media = "application/cloudevents+json"
	wrongMessage := `{"specversion":"1.0","id":"Testpersoon-Fout 99100001","source":"urn:nld:oin:00000099000000000004:systeem:politie",
		"type":"nl.onvindbaren.bericht","data":{"skn":"Testpersoon-Fout","soort":"99100001","datum":"1971-13-41","naam":"Testpersoon-Fout"}}`
	for _, authorization := range []string{"Bearer " + i.agencyKey("politie"), "Bearer 99100001"} {
		status, body = i.request(http.MethodPost, i.stack().Inbox+"/v1/berichten", media, []byte(wrongMessage), "Authorization: "+authorization)
		require.GreaterOrEqual(i.t, status, http.StatusBadRequest)
		s.scan("inbox on a wrong message", body)
	}
	for _, args := range [][]string{
		{"import", "cases", "testdata/wrong.csv"},
		{"case", "show", "99100001"},
		{"case", "do", string(i.caseOf("alert-only")), "confirm-finding", "--finding", "f99", "--reason", "Testpersoon-Wachtend, 99100002"},
	} {
		r := i.run(args...)
		require.NotZero(i.t, r.status, "%v", args)
		if args[0] == "import" { // what a user typed may be repeated to him, what a file holds may not
			s.scan("output of import", []byte(r.stdout+r.stderr))
		}
	}
}
