package cli

import (
	"time"

	"github.com/spf13/cobra"

	"github.com/onvindbaren/onvindbaren/internal/casefile"
)

// commandFlags are the flags of case do.
type commandFlags struct {
	deedFlags
	finding string
	unit    string
	ending  string
	proof   casefile.Proof
	self    bool
	on      string
	title   int
	cents   int64
	fine    int64
	policy  string
	kind    string
	from    string
	until   string
	handler string
	stays   casefile.Residence
	ground  string
	outcome string
	days    int
	facts   []string
	arrest  string
	undo    undoFlags
	measure measureFlags
	file    string

	description string
	local       bool
	request     string
	order       string
	convict     string
	ref         string
	noAddress   bool
	alarm       string
	to          string
	wait        time.Duration
}

// add offers them all; which of them a command takes, it says itself.
func (f *commandFlags) add(cmd *cobra.Command) {
	f.deedFlags.add(cmd)
	cmd.Flags().StringVar(&f.finding, "finding", "", "de bevinding, zoals onvindbaren case show die toont")
	cmd.Flags().StringVar(&f.unit, "unit", "", "politie-eenheid: van de gevonden verblijfplaats, als de bevinding er geen noemt, of van de laatste verblijfplaats")
	cmd.Flags().BoolVar(&f.local, "local", false, "FAST laat de last aan de eenheid van de verblijfplaats")
	cmd.Flags().StringVar((*string)(&f.stays), "residence", "", "vermoedelijk verblijf: "+join(casefile.Residences()))
	cmd.Flags().StringVar(&f.handler, "handler", "", "wie de zaak behandelt, als in de kolom behandelaar van een bestand")
	cmd.Flags().StringVar(&f.ending, "ending", "", "afloop: "+join(endingsByHand()))
	cmd.Flags().StringVar((*string)(&f.proof), "proof", "", "bewijs: "+join(casefile.Proofs()))
	cmd.Flags().BoolVar(&f.self, "self-report", false, "het OM staakt omdat hij zich zelf mag melden")
	cmd.Flags().StringVar(&f.on, "on", "", "dag waarop (JJJJ-MM-DD)")
	cmd.Flags().IntVar(&f.title, "title", 0, "nummer van de titel, zoals onvindbaren case show dat toont")
	cmd.Flags().Int64Var(&f.cents, "cents", 0, "bijgeschreven bedrag, in centen")
	cmd.Flags().Int64Var(&f.fine, "fine-cents", 0, "de hele boete, in centen")
	cmd.Flags().StringVar(&f.policy, "policy", "", "versie van het beleid, zoals onvindbaren policy list die toont")
	cmd.Flags().StringVar(&f.kind, "kind", "", "soort hechtenis: "+join(casefile.DeductionKinds()))
	cmd.Flags().StringVar(&f.from, "from", "", "eerste dag (JJJJ-MM-DD)")
	cmd.Flags().StringVar(&f.until, "until", "", "eerste dag die niet meer meetelt (JJJJ-MM-DD)")
	cmd.Flags().StringVar(&f.ground, "ground", "", "grond van opschorting: "+join(casefile.Grounds()))
	cmd.Flags().StringVar(&f.outcome, "outcome", "", "beslissing op een gratieverzoek: "+join(casefile.PardonOutcomes()))
	cmd.Flags().IntVar(&f.days, "days", 0, "netto strafrestant na gedeeltelijke gratie, in dagen")
	cmd.Flags().StringSliceVar(&f.facts, "facts", nil, "feiten bij een gratieverzoek: "+join(pardonFacts()))
	cmd.Flags().StringVar(&f.arrest, "arrest", "", "de aanhouding of staandehouding, zoals onvindbaren case explain die toont; leeg: de eerste")
	cmd.Flags().StringVar(&f.convict, "convict", "", "is het de veroordeelde: ja of nee")
	cmd.Flags().StringVar(&f.ref, "ref", "", "kenmerk waaronder de brief is bewaard: één woord met een cijfer erin, geen naam")
	cmd.Flags().BoolVar(&f.noAddress, "no-address", false, "er is geen adres bekend om de brief naar te sturen")
	f.undo.add(cmd)
	f.measure.add(cmd)
	cmd.Flags().StringVar(&f.file, "facts-file", "", "bestand met de feiten waar de verjaring van afhangt")
	cmd.Flags().StringVar(&f.description, "description-file", "", "bestand met het signalement en de gevaren bij een aanhouding")
	cmd.Flags().StringVar(&f.alarm, "alarm", "", "de alarmering, zoals onvindbaren case show die toont")
	cmd.Flags().StringVar(&f.to, "to", "", "niveau: "+join(casefile.Levels()))
	cmd.Flags().StringVar(&f.request, "request", "", "het verzoek, zoals onvindbaren case show dat toont")
	cmd.Flags().StringVar(&f.order, "order", "", "de last tot aanhouding, zoals onvindbaren case show die toont")
}

func caseDoHelp() string {
	return `Geef een opdracht in een zaak. De reden is verplicht en wordt versleuteld bewaard.

  confirm-finding  bevestig een bevinding of voorstel (--finding, eventueel --unit; leidt FAST, dan laat --local de last aan de
                   eenheid van het adres, en kan dat alleen iemand van FAST; van een afloop ook --proof, van een
                   Europees aanhoudingsbevel --trial)
  reject-finding   verwerp een bevinding of voorstel (--finding)
  ask-again        stel vragen opnieuw die niet bevestigd zijn, of begin een nieuwe ronde; met --request: stuur één verzoek
                   opnieuw waarop een ketenpartner zwijgt
  recall-order     roep een last tot aanhouding terug; de opsporing gaat door (--order)
  confirm-by-phone leg vast dat het terugroepen van een last telefonisch is bevestigd (--request)
  end              beëindig de opsporing of één titel (--ending en --proof, eventueel --title en --on; standaard vandaag)
  confirm-limitation
                   leg vast wat het OM zegt: de eerste dag waarop een titel is verjaard (--title, --on; zonder --on: nooit)
  change-case      wijzig de eenheid van de laatste verblijfplaats, het vermoedelijke verblijf of de behandelaar, vanaf vandaag
                   (--unit, --residence en --handler, een of meer)
  describe-person  geef een signalement en de gevaren bij een aanhouding (--description-file), in plaats van wat er stond; het is
                   versleuteld, gaat mee met elk bevel dat hierna uitgaat, en achter een bevel aan dat al bij de politie ligt
  limitation-facts leg vast waar de verjaring van een titel van afhangt, in plaats van wat er stond (--title, --facts-file)
  identify-arrestee
                   zeg of wie is staande gehouden of vastzit de veroordeelde is, als Justid zwijgt (--convict ja of nee, --proof
                   identity of fingerprints, bij nee ook document, eventueel --arrest)
  doubt-identity   leg vast dat de persoon onder dit nummer misschien niet de veroordeelde is: niemand treedt nog op, wie is
                   staande gehouden gaat vrijuit, en Justid vergelijkt
  record-letter    leg vast dat de brief van case letter is verstuurd (--on en --ref), of dat er geen adres bekend is (--no-address)
  extend-surrender leg vast dat de termijn van een overlevering is verlengd, tot en met een dag (--on)
  request-measure  vraag een Europees aanhoudingsbevel, een SIS-signalering daarop, een paspoortsignalering (de reden zegt waaruit
                   blijkt dat iemand zich door een verblijf in het buitenland onttrekt) of een vermelding op de lijst voor
                   uitkeringen (--measure, bij de lijst ook --bsn-verified, bij een Europees bevel --trial voor elke titel)
  withdraw-measure trek zo'n maatregel in terwijl de opsporing doorgaat (--placed)
  maintain-passport
                   laat de paspoortsignalering nog twee jaar staan; de reden noemt de nieuwe gronden
  acknowledge      neem een alarmering in behandeling (--alarm)
  hand-over        draag een alarmering over aan een ander niveau (--alarm, --to)
  settle           handel een alarmering af (--alarm)
  accept-case      aanvaard een zaak die aan uw eenheid is overgedragen
  adopt-policy     laat de zaak een andere versie van het beleid volgen (--policy)
  deduct-days      trek dagen in hechtenis af die het CJIB nog niet meetelde (--title, --kind, --from en --until: de dag van
                   invrijheidstelling, die niet meetelt)
  record-payment   boek een betaling die het CJIB doorgeeft (--title, --cents en --on, de eerste keer ook --fine-cents)
  suspend-title    schort een titel op (--title, --ground en --on, de eerste dag)
  resume-title     beëindig de opschorting van een titel (--title en --on, eventueel --ground)
  pardon-request   leg een gratieverzoek vast (--title, --on, eventueel --facts); de zaak beoordeelt of het schorst
  pardon-decision  leg de beslissing daarop vast (--title, --outcome en --on; bij gedeeltelijk ook --days)
  release-arrestee leg vast dat wie tijdens een opschorting werd aangehouden weer vrij is (--on)
  waive-withdrawal wacht niet langer op het bericht van een ketenpartner dat er niets meer staat (--agency); vraagt twee personen
  correct-ending   neem een afloop terug die er niet was (eventueel --title); vraagt twee personen
  reopen           heropen de opsporing (--cause, --on en --remainder voor elke titel; bij herroeping van v.i. ook --revoked, bij
                   onttrekking eventueel --inform; is er van een titel niets over, dan --proof calculation); gaat de opsporing
                   voor andere titels door, dan legt --cause pardon_revoked vast dat de gratie van een titel is herroepen
                   (--on en --remainder voor die titel)
  verify-withdrawn vraag overal opnieuw na of er niets meer staat
  approve          keur goed wat een collega vroeg (--approval); lees eerst waarom, met onvindbaren case request
  decline          wijs af wat een collega vroeg, of trek uw eigen verzoek in (--approval)

Een bestand met feiten is JSON of YAML; wat niet geldt laat u weg. Alle fouten worden in één keer gemeld:

  {"infraction": true, "deferred": true, "age": "juvenile",
   "restarts": [{"cause": "absence", "on": "2020-05-01"}],
   "stopped": [{"from": "2019-05-01", "until": "2019-06-11"}]}

age is juvenile of juvenile_full (geen halvering), cause is absence, revoked of renounced; until is de eerste dag waarop de
termijn weer liep, zonder until staat hij nog stil.

Een signalement is JSON of YAML. Gevaren zijn ` + join(casefile.Dangers()) + `:

  {"signalement": "litteken op de linkerwang, loopt mank", "gevaar": ["gewapend", "gewelddadig"]}

De opdracht is bewaard voordat zij wordt uitgevoerd. Draait er geen worker, dan wordt zij later uitgevoerd.`
}
