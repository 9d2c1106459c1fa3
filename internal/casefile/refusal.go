package casefile

import "fmt"

// RefusalCode says why a command was refused.
type RefusalCode string

// The reasons for a refusal.
const (
	RefusedNotOpened     RefusalCode = "not_opened"      // the case does not exist yet
	RefusedAlreadyOpen   RefusalCode = "already_opened"  // the case exists
	RefusedEnded         RefusalCode = "ended"           // the trace has an ending
	RefusedNoFinding     RefusalCode = "no_such_finding" // no finding of that id waits for a person
	RefusedNoUnit        RefusalCode = "unit_missing"    // an order needs the unit of the residence
	RefusedNothingToAsk  RefusalCode = "nothing_to_ask"  // questions are still out
	RefusedDate          RefusalCode = "date_impossible" // before the case was reported, or in the future
	RefusedEnding        RefusalCode = "ending_unknown"
	RefusedNoTitle       RefusalCode = "no_such_title"
	RefusedWhichTitle    RefusalCode = "title_missing"     // the ending is that of one title, and several are open
	RefusedAmount        RefusalCode = "amount_impossible" // of a payment: nothing, or no fine, or another one than known
	RefusedTitleExists   RefusalCode = "title_exists"
	RefusedNotYours      RefusalCode = "not_authorised" // the agency or role has no say in this
	RefusedNotFAST       RefusalCode = "not_fast"       // only somebody of FAST may consent to it
	RefusedMessage       RefusalCode = "message_unknown"
	RefusedHeld          RefusalCode = "held" // somebody is in custody; wait until his identity is known
	RefusedNoSuchRequest RefusalCode = "no_such_request"
	RefusedUnchecked     RefusalCode = "intake_incomplete"  // the intake checks do not all hold yet
	RefusedNothingLeft   RefusalCode = "nothing_to_execute" // no title would be open; that is an ending
	RefusedTimeBarred    RefusalCode = "time_barred"        // no open title may be executed any more, unless a person judges otherwise
	RefusedStand         RefusalCode = "stand_impossible"   // no case opens in that status
	RefusedFacts         RefusalCode = "facts_impossible"   // of a limitation: they cannot all be true today
	RefusedPolicy        RefusalCode = "policy_unknown"     // there is no policy of that version
	RefusedMovedOn       RefusalCode = "moved_on"           // the case went on since it came in; what it came in as cannot be corrected any more
	RefusedValue         RefusalCode = "value_unknown"      // not one of the codes that there are
	RefusedNobodyHeld    RefusalCode = "nobody_to_identify" // nobody is stopped or in custody of whom it is not known who he is
	RefusedCountry       RefusalCode = "country_missing"    // the message must name another country than the Netherlands
	RefusedNoGround      RefusalCode = "ground_missing"     // the refusal of a surrender must name its ground
	RefusedNoSurrender   RefusalCode = "no_surrender"       // nobody waits abroad for a surrender whose term can be extended
	RefusedAccepted      RefusalCode = "nothing_to_accept"  // the case was not handed to another unit, or was accepted already
	RefusedDeducted      RefusalCode = "already_deducted"   // all of these days came off before
	RefusedSuspended     RefusalCode = "suspended"          // no title may be executed, or this one is suspended on that ground already
	RefusedNotSuspended  RefusalCode = "not_suspended"      // nothing suspends the title on that ground
	RefusedGround        RefusalCode = "ground_unknown"     // there is no such ground, or several suspend the title
	RefusedPardon        RefusalCode = "pardon_pending"     // a pardon request on the title waits for its decision
	RefusedNoPardon      RefusalCode = "no_pardon_request"  // none on the title waits for a decision
	RefusedOutcome       RefusalCode = "outcome_unknown"    // of a pardon request
	RefusedRemainder     RefusalCode = "remainder_impossible"
	RefusedNotPardoned   RefusalCode = "not_pardoned"    // no title of that number ended by a pardon
	RefusedRevoked       RefusalCode = "already_revoked" // the pardon of the title; what is left of it is another title
	RefusedNoTime        RefusalCode = "time_missing"    // of a visit
	RefusedNoOrder       RefusalCode = "no_such_order"   // no arrest order in hand of that number, or several and none named
	RefusedNoReason      RefusalCode = "reason_missing"  // why the person was not found: none, or none of the list
	RefusedVisits        RefusalCode = "too_few_visits"  // reported on the arrest order, to give it back as ONVINDBAAR
	RefusedNoArrest      RefusalCode = "no_such_arrest"  // none made while execution was suspended waits for a person

	RefusedMoved     RefusalCode = "titles_moved"      // what it is about is executed in another case
	RefusedNoLetter  RefusalCode = "no_letter_owed"    // nobody must be written to, or somebody recorded that before
	RefusedLetter    RefusalCode = "letter_unrecorded" // the alarm is settled by recording what became of the letter
	RefusedNoneLeft  RefusalCode = "nothing_to_recall" // no arrest order of that id stands that was not recalled
	RefusedNoRecall  RefusalCode = "no_such_recall"    // no recall of that id waits for somebody to telephone
	RefusedNotSilent RefusalCode = "not_silent"        // the agency may still answer the request in time, or has not got it yet

	RefusedNotEnded       RefusalCode = "not_ended"          // the trace goes on
	RefusedNothingToWaive RefusalCode = "nothing_to_waive"   // the agency's word is not waited for
	RefusedNoApproval     RefusalCode = "no_such_approval"   // nothing of that id waits for a second person
	RefusedSamePerson     RefusalCode = "same_person"        // who asked may not approve
	RefusedAskedAlready   RefusalCode = "asked_already"      // the same waits for a second person
	RefusedCause          RefusalCode = "cause_unfit"        // a trace that ended so does not go on for that
	RefusedNoEscalation   RefusalCode = "no_such_escalation" // no alarm of that id is left
	RefusedLevel          RefusalCode = "level_too_high"     // the alarm lies with a level above the actor's
	RefusedNoLevel        RefusalCode = "level_unknown"
	RefusedSelfReport     RefusalCode = "self_report_excluded" // he was called up and did not come, not long enough ago

	RefusedShortRemainder RefusalCode = "remainder_too_short" // fewer days left than policy asks for a European arrest warrant
	RefusedShortSentence  RefusalCode = "sentence_too_short"  // no executable custodial sentence of four months or more is known
	RefusedStands         RefusalCode = "stands_already"      // a measure of that kind stands, or was asked for
	RefusedNoMeasure      RefusalCode = "no_such_measure"     // nothing of that id stands that can be taken back, or maintained
	RefusedBSN            RefusalCode = "bsn_unverified"      // nobody says that the BSN was verified
	RefusedUnknownWho     RefusalCode = "unproved_who"        // it is not said on what proof somebody is the convict, or is not
	RefusedNoTrial        RefusalCode = "trial_missing"       // of a title that a warrant rests on it is not said how the convict was heard
)

// RefusalCodes lists every code.
func RefusalCodes() []RefusalCode {
	return []RefusalCode{
		RefusedNotOpened, RefusedAlreadyOpen, RefusedEnded, RefusedNoFinding, RefusedNoUnit, RefusedNothingToAsk, RefusedDate,
		RefusedEnding, RefusedNoTitle, RefusedWhichTitle, RefusedAmount, RefusedTitleExists, RefusedNotYours, RefusedNotFAST, RefusedMessage, RefusedHeld, RefusedNoSuchRequest,
		RefusedUnchecked, RefusedNothingLeft, RefusedTimeBarred, RefusedStand, RefusedPolicy, RefusedMovedOn, RefusedValue, RefusedAccepted,
		RefusedDeducted,
		RefusedSuspended, RefusedNotSuspended, RefusedGround, RefusedPardon, RefusedNoPardon, RefusedOutcome, RefusedRemainder, RefusedNotPardoned, RefusedRevoked, RefusedNoArrest,
		RefusedNotEnded, RefusedNothingToWaive, RefusedNoApproval, RefusedSamePerson, RefusedAskedAlready,
		RefusedFacts,
		RefusedNoTime, RefusedNoOrder, RefusedNoReason, RefusedVisits,
		RefusedNobodyHeld, RefusedCountry, RefusedNoGround, RefusedNoSurrender,
		RefusedCause, RefusedMoved, RefusedNoLetter, RefusedLetter,
		RefusedNoneLeft, RefusedNoRecall, RefusedNotSilent,
		RefusedNoEscalation, RefusedLevel, RefusedNoLevel, RefusedSelfReport,
		RefusedShortRemainder, RefusedShortSentence, RefusedStands, RefusedNoMeasure, RefusedBSN, RefusedNoTrial, RefusedUnknownWho,
		RefusedUnproved(SelfReported), RefusedUnproved(AlreadyDetained), RefusedUnproved(TransferredExecution), RefusedUnproved(Deceased),
		RefusedUnproved(TimeBarred), RefusedUnproved(Pardoned), RefusedUnproved(Paid), RefusedUnproved(RemainderZero), RefusedUnproved(Quashed),
		RefusedUnproved(WithdrawnByProsecutor), RefusedUnproved(WrongIdentity), RefusedUnproved(EnteredInError),
	}
}

// Refusal is the core's no to a command, judged against one version of the case. It changes nothing.
type Refusal struct {
	Code    RefusalCode `json:"code"`
	Version int64       `json:"version"`
}

func (r *Refusal) Error() string { return fmt.Sprintf("refused at version %d: %s", r.Version, r.Code) }
