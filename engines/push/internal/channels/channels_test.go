package channels

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	for _, bad := range []string{
		"", "person", "person:", ":1", "Person:1", "person:1:", "person::1", "person:*", "person:1 2",
		"person:1\n", "person:{1}", "$person:1", "person:1#2", "人:1", "person:" + strings.Repeat("a", 200),
	} {
		if Valid(bad) {
			t.Errorf("%q accepted", bad)
		}
	}
	for _, good := range []string{"person:candidate:0b7e", "room-staff:1", "presence:A_b-c"} {
		if !Valid(good) {
			t.Errorf("%q refused", good)
		}
	}
}

func TestPresenceIsSilentAndTheOthersRecover(t *testing.T) {
	silent := Options("presence:1")
	if !silent.EmitPresence || silent.EmitJoinLeave || silent.PushJoinLeave || silent.EnableRecovery {
		t.Errorf("%+v", silent)
	}
	other := Options("person:1")
	if other.EmitPresence || other.EmitJoinLeave || other.PushJoinLeave || !other.EnableRecovery || !other.EnablePositioning {
		t.Errorf("%+v", other)
	}
	if Namespace("person:candidate:1") != "person" {
		t.Error("a metric label would hold an id")
	}
}
