package casefile

// Reason says why a case changed its status.
type Reason string

// The reasons for a change of status.
const (
	ReasonIntakeComplete Reason = "intake_complete"           // every intake check was confirmed
	ReasonNothingFound   Reason = "nothing_found"             // a round of questions brought nothing, below 300 days
	ReasonSilence        Reason = "not_all_answered"          // the same, but somebody did not answer: nobody knows whether there is something
	ReasonAuthoritative  Reason = "authoritative_whereabouts" // policy needs nobody's confirmation of these
	ReasonConfirmed      Reason = "finding_confirmed"         // a person confirmed whereabouts
	ReasonOrderPlaced    Reason = "order_placed"              // an arrest order stands
	ReasonOrderReturned  Reason = "order_returned"            // the police gave the order back
	ReasonOrderRecalled  Reason = "order_recalled"            // the order was taken back while the search goes on
	ReasonContinued      Reason = "execution_continued"       // something is left to execute after all: an order that was recalled is given again
	ReasonNoOrderStands  Reason = "no_order_stands"           // the order that the case was imported with does not stand
	ReasonClassChanged   Reason = "class_changed"             // a change of titles crossed 300 days
	ReasonAbroad         Reason = "abroad"                    // the person is in another country
	ReasonStillStands    Reason = "still_stands"              // something stands for a case that was closed
)

// Reasons lists every reason.
func Reasons() []Reason {
	return []Reason{
		ReasonIntakeComplete, ReasonNothingFound, ReasonSilence, ReasonAuthoritative, ReasonConfirmed, ReasonOrderPlaced, ReasonOrderReturned, ReasonOrderRecalled,
		ReasonContinued, ReasonNoOrderStands, ReasonClassChanged, ReasonAbroad, ReasonStillStands,
	}
}

// Note is what was kept for the record and changed nothing by itself.
type Note string

// The notes.
const (
	NoteMessage    Note = "message"     // a message that an agency sent by itself; Ref is its code
	NoteOutlives   Note = "outlives"    // a title that stays open at CJIB after the convict's death; Ref is its number
	NoteLateAnswer Note = "late_answer" // an answer to a request that was not open any more; Ref is the request
)

// Notes lists every note.
func Notes() []Note { return []Note{NoteMessage, NoteLateAnswer, NoteOutlives} }

// Alarm is what a person must look at.
type Alarm string

// The alarms.
const (
	AlarmSilent              Alarm = "silent"                // the last term of a request passed; Ref is the request
	AlarmArresteeSilent      Alarm = "arrestee_silent"       // the same of the question who is in custody; Ref is the request
	AlarmDescriptionSilent   Alarm = "description_silent"    // the same of a description that follows an order; Ref is the request
	AlarmOrderOverdue        Alarm = "order_overdue"         // an arrest order was not carried out in its terms; Ref is the measure
	AlarmTelephone           Alarm = "telephone"             // the same of a recall: somebody must telephone; Ref is the request
	AlarmUnfit               Alarm = "answer_unfit"          // the answer was none to the question; Ref is the request
	AlarmRefuted             Alarm = "refuted"               // not as asked; Ref is the request
	AlarmStillStands         Alarm = "still_stands"          // a withdrawal left something standing; Ref is the request
	AlarmStandsAfterEnding   Alarm = "stands_after_ending"   // learnt late that something stands; Ref is the request
	AlarmTitlePaid           Alarm = "title_paid"            // one title of several was paid; Ref is its number, 0: not said
	AlarmConsultFAST         Alarm = "consult_fast"          // FAST leads, and must say whether an order may go out; Ref is the finding
	AlarmPartlyPaid          Alarm = "partly_paid"           // the police closed the order on a payment in part; Ref is the day
	AlarmLapseDiffers        Alarm = "limitation_differs"    // OM's day of limitation is not ours; Ref is the title
	AlarmLapseUnknown        Alarm = "limitation_unknown"    // OM does not know the day of limitation; Ref is the title
	AlarmNotDone             Alarm = "not_done"              // an agency does not do what it was asked; Ref is the request
	AlarmLapseLate           Alarm = "limitation_late"       // OM named a day in answer to a question that is not open any more; Ref is the request
	AlarmArrestTooLate       Alarm = "arrest_time_barred"    // on or after the day on which every open title was time-barred; Ref is the day
	AlarmArrestPaid          Alarm = "arrest_paid"           // although all was paid or served, as a person must still judge; Ref is the day
	AlarmArrestAfterEnding   Alarm = "arrest_after_ending"   // of somebody whose trace ended otherwise; Ref is the day
	AlarmArrestRefutedBefore Alarm = "arrest_refuted_before" // an arrest of a day on which somebody else was; Ref is the day
	AlarmArrestSuspended     Alarm = "arrest_suspended"      // an arrest while no title may be executed; Ref is the day
	AlarmNotPaused           Alarm = "not_paused"            // something may be acted on while no title may be executed; Ref is the request
	AlarmArrestBeforeCase    Alarm = "arrest_before_case"    // custody of a day before the case was reported; Ref is the day
	AlarmHitAfterEnding      Alarm = "hit_after_ending"      // somebody was stopped on an alert that is being withdrawn; Ref is the day
	AlarmHitWhileHeld        Alarm = "hit_while_held"        // somebody was stopped though nobody is sought now; Ref is the day
	AlarmArresteeLost        Alarm = "arrestee_lost"         // who was stopped is the convict, and the police do not have him; Ref is the request
	AlarmSurrenderLate       Alarm = "surrender_late"        // the term of a surrender went by; Ref is its last day
	AlarmNotTakenBack        Alarm = "not_taken_back"        // asked back while the trace goes on, and it still stands; Ref is the request
	AlarmPassportLapsed      Alarm = "passport_lapsed"       // nobody maintained the passport alert, and it lapsed; Ref is the day
	AlarmPassportNotKept     Alarm = "passport_not_kept"     // OM does not maintain the passport alert; Ref is the request
	AlarmTransferFailed      Alarm = "transfer_failed"       // the sentence that was executed abroad was not, after all; Ref is the title, 0: not said
	AlarmIdentityDisputed    Alarm = "identity_disputed"     // JustID says otherwise than a person who was in custody; Ref is the request
	AlarmIdentityHolds       Alarm = "identity_holds"        // in doubt, and JustID says that he is the convict; Ref is the request
	AlarmWrongPerson         Alarm = "wrong_person"          // JustID says that the convict is somebody else; Ref is the request
	AlarmMerged              Alarm = "skn_merged"            // JustID says that another number is of the same person; Ref is his case, empty: there is none
	AlarmSplit               Alarm = "skn_split"             // JustID says that the number was of two persons; Ref as above, of the other
	AlarmInformAbsence       Alarm = "inform_absence"        // must hear that he got away; Ref is the police region, or OM
	AlarmLetter              Alarm = "correction_letter"     // who was taken for the convict must hear it in a letter
	AlarmInformRecipient     Alarm = "inform_recipient"      // was told of the wrong person, and must hear it; Ref is the agency, or [RecipientDesks]
)

// Alarms lists every alarm.
func Alarms() []Alarm {
	return []Alarm{
		AlarmSilent, AlarmArresteeSilent, AlarmUnfit, AlarmRefuted, AlarmStillStands, AlarmStandsAfterEnding, AlarmTitlePaid, AlarmPartlyPaid, AlarmConsultFAST,
		AlarmLapseDiffers, AlarmLapseLate, AlarmArrestTooLate, AlarmArrestAfterEnding, AlarmArrestRefutedBefore,
		AlarmArrestSuspended, AlarmNotPaused, AlarmArrestBeforeCase, AlarmHitAfterEnding, AlarmHitWhileHeld,
		AlarmArresteeLost, AlarmSurrenderLate, AlarmIdentityDisputed, AlarmOrderOverdue,
		AlarmIdentityHolds, AlarmWrongPerson, AlarmMerged, AlarmSplit, AlarmInformRecipient, AlarmInformAbsence, AlarmLetter,
		AlarmNotTakenBack, AlarmPassportLapsed, AlarmPassportNotKept,
		AlarmTelephone, AlarmArrestPaid,
		AlarmTransferFailed, AlarmLapseUnknown, AlarmNotDone, AlarmDescriptionSilent,
	}
}
