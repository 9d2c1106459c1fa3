// Package cohort plays a whole file of cases on the real core, for years of virtual time and under two policies, and
// counts what each policy brings: who is called upon, which terms pass, which titles become time-barred.
//
// The agencies, the convicts and the officers are scripted ([Assumed]). What each of them would do is drawn from the
// seed and the case alone, so that it is the same under both policies and does not depend on the other cases: whatever
// differs between the outcomes is the work of the policies ([Run]).
//
// It holds no rule of the domain and must not know Postgres, Temporal or HTTP, nor anything of a person but the key by
// which his fate is drawn. It keeps no histories: a case is counted and forgotten.
package cohort
