/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.MessageManager;
import org.apache.james.mailbox.MessageUid;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.model.FetchGroup;
import org.apache.james.mailbox.model.MessageRange;
import reactor.core.publisher.Flux;

/**
 * Reads the internal dates of messages, reactively as {@link ReactiveListing} does and for the same reason: an error in
 * the middle is an error. What is kept in memory is a bit a message that was asked for.
 */
final class ReactiveDates {
    private final long[] uids;
    private final BitSet older = new BitSet();
    private final Instant moment;

    private ReactiveDates(long[] uids, Instant moment) {
        this.uids = uids;
        this.moment = moment;
    }

    /** Those of the uids whose messages were received before that moment; both ascending. */
    static long[] before(Instant moment, long[] uids, MessageManager mailbox, MailboxSession session)
            throws MailboxException {
        MessageRange range = MessageRange.range(MessageUid.of(uids[0]), MessageUid.of(uids[uids.length - 1]));
        return ReactiveListing.await(Flux.from(mailbox.getMessagesReactive(range, FetchGroup.MINIMAL, session))
                        .collect(
                                () -> new ReactiveDates(uids, moment),
                                (all, message) -> all.add(
                                        message.getUid().asLong(),
                                        message.getInternalDate().toInstant()))
                        .toFuture())
                .older();
    }

    private void add(long uid, Instant received) {
        int index = Arrays.binarySearch(uids, uid);
        if (index >= 0) {
            older.set(index, received.isBefore(moment));
        }
    }

    private long[] older() {
        return older.stream().mapToLong(index -> uids[index]).toArray();
    }
}
