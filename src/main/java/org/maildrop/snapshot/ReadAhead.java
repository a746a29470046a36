/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are read before they are asked for. Clients fetch one message after the other; so one that asks for the
 * next gets some more read with it, in one question to the store, and has them without waiting for a worker. What is small
 * is read at once in any case: it is opened once then, to be measured and to be sent.
 *
 * <p>Used by one thread at a time, but for {@link #drop}.
 */
final class ReadAhead {
    /** What may be held at once. */
    static final int OCTETS = 128 * 1024;

    static final int MOST = 64;
    private static final int GROWTH = 4;

    private final OpenMaildrop stored;
    private final Maildrop maildrop;
    private volatile Ready ready = Ready.NOTHING;
    private @Nullable StoredMessage claimed;
    private long claimedUid;
    private int lastNumber;
    private @Nullable Part lastPart;
    private int length = 1;

    private record Ready(Part part, Map<Long, StoredMessage> byUid) {
        static final Ready NOTHING = new Ready(Part.WHOLE, Map.of());

        @Nullable
        StoredMessage message(long uid, Part wanted) {
            return part == wanted ? byUid.get(uid) : null;
        }
    }

    ReadAhead(OpenMaildrop stored, Maildrop maildrop) {
        this.stored = stored;
        this.maildrop = maildrop;
    }

    /** Whether the message is here. It stays so until the next {@link #take}, whatever is dropped. */
    boolean claim(MessageOutcome.Message message, Part part) {
        claimed = ready.message(message.uid(), part);
        claimedUid = message.uid();
        return claimed != null;
    }

    /** The message, from here or from the store; nothing if it has to be fetched by itself. */
    Optional<StoredMessage> take(MessageOutcome.Message message, Part part) {
        StoredMessage found = claimedUid == message.uid() ? claimed : null;
        if (found == null) {
            found = ready.message(message.uid(), part);
        }
        if (found == null) {
            boolean next = part == lastPart && message.number() == maildrop.after(lastNumber);
            length = next ? Math.min(MOST, length * GROWTH) : 1;
            found = read(message, part);
        }
        claimed = null;
        lastNumber = message.number();
        lastPart = part;
        return Optional.ofNullable(found);
    }

    private @Nullable StoredMessage read(MessageOutcome.Message message, Part part) {
        ready = Ready.NOTHING;
        int last = last(message.number(), part);
        if (last == 0) {
            return null;
        }
        try {
            ready = new Ready(part, stored.read(message.uid(), maildrop.uid(last), part, OCTETS));
        } catch (MaildropStoreException e) {
            if (last == message.number()) {
                throw e;
            }
            // Perhaps it was another message's: this one is fetched by itself, and if there is trouble, it tells.
            length = 1;
        }
        return ready.message(message.uid(), part);
    }

    /** The last of the messages in a row that are not marked and have room together; 0 if the first has not. */
    private int last(int first, Part part) {
        int last = 0;
        long octets = 0;
        int number = first;
        while (number > 0 && number - first < length) {
            octets += part == Part.WHOLE ? maildrop.octets(number) : 0;
            if (octets > OCTETS) {
                return last;
            }
            last = number;
            number = maildrop.directlyAfter(number);
        }
        return last;
    }

    /** Drops what is not claimed. On any thread. */
    void drop() {
        ready = Ready.NOTHING;
    }
}
