/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.maildrop.lock.FencingToken;
import org.maildrop.lock.HeldLease;
import org.maildrop.lock.Holder;
import org.maildrop.lock.LeaseKey;
import org.maildrop.snapshot.Owner;

/** Reads what the scripts answer: texts, and lists of them. */
final class Answer {
    private Answer() {}

    static List<?> list(Object answer) {
        return (List<?>) answer;
    }

    static FencingToken token(Object answer) {
        return new FencingToken(Long.parseLong(answer.toString()));
    }

    /** Milliseconds since 1970. */
    static Instant instant(Object answer) {
        return Instant.ofEpochMilli(Long.parseLong(answer.toString()));
    }

    /** A lease is told as token, node, session, address, since, activity, expires, and the moment; none as nothing. */
    static Optional<HeldLease> lease(Owner owner, Object answer) {
        List<?> row = list(answer);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        Holder holder = new Holder(
                row.get(1).toString(),
                row.get(2).toString(),
                row.get(3).toString(),
                Instant.parse(row.get(4).toString()));
        return Optional.of(new HeldLease(
                new LeaseKey(owner, token(row.get(0))),
                holder,
                instant(row.get(5)),
                instant(row.get(6)),
                instant(row.get(7))));
    }
}
