// Package policy reads policy files: the versioned numbers and lists by which cases are judged
// and files are believed. It checks a whole file at once and hands the core a [casefile.Policy].
//
// It must not know where a policy is kept or which case is pinned to it, and judges no case.
package policy
