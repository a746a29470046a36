/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.maildrop.snapshot.Owner;

/**
 * One line of a history: what the engine did, or what a session did on the strength of it.
 *
 * @param heard whether the answer reached the node that had asked; what the engine did holds either way
 */
record LockEvent(Span at, boolean heard, What what) {
    private static final Pattern KEY = Pattern.compile("LeaseKey\\[owner=Owner\\[.*?\\], token=(.*?\\])\\]");
    private static final Pattern TOKEN = Pattern.compile("FencingToken\\[value=(\\d+)\\]");

    Owner owner() {
        return what.owner();
    }

    /** Without the owner, who is the same all along where it is shown. */
    @Override
    public String toString() {
        String shown =
                TOKEN.matcher(KEY.matcher(what.toString()).replaceAll("$1")).replaceAll("#$1");
        return String.format(Locale.ROOT, "at %.3f s%s: %s", at.from() / 1e9, heard ? "" : ", unheard", shown);
    }

    /** It happened at some moment between these two, in nanoseconds or ticks since the history began. */
    record Span(long from, long to) {
        boolean isBefore(Span other) {
            return to < other.from;
        }
    }

    sealed interface What {
        Owner owner();

        /** The engine let a session in; by a takeover, if it was to replace a certain grant. */
        record Granted(LeaseKey key, Holder holder, Optional<FencingToken> replacing, Duration term) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** The engine showed this lease as valid: to one whom it refused, or who looked. */
        record Seen(LeaseKey key) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** The engine said that the maildrop is nobody's. */
        record SeenFree(Owner owner) implements What {}

        record Renewed(LeaseKey key, Duration term) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        record Proven(LeaseKey key, Duration margin) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        record Released(LeaseKey key) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** An operator ended it. */
        record Forced(LeaseKey key) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** The engine would not renew, prove or release: the lease is not valid any more, or for less than that. */
        record Denied(LeaseKey key, Duration needed) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** A session was told that the maildrop is its own. */
        record Entered(LeaseKey key, Holder holder) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** A session removed messages. */
        record Removed(LeaseKey key) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }

        /** A session, never told otherwise, took the maildrop for its own when it must have known better if it was not. */
        record Believed(LeaseKey key) implements What {
            @Override
            public Owner owner() {
                return key.owner();
            }
        }
    }
}
