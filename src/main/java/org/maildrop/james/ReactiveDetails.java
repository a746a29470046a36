/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.james.mailbox.model.MessageId;
import org.apache.james.mailbox.model.MessageResult;
import org.maildrop.snapshot.Details;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.MaildropStoreException.Kind;
import org.maildrop.snapshot.UniqueIdFormat;
import org.maildrop.snapshot.Wanted;

/** Gathers, message by message, what a listing is to have besides uid and size. */
interface ReactiveDetails {
    void add(MessageResult message);

    Details details();

    static ReactiveDetails of(Wanted wanted) {
        return wanted.equals(Wanted.NOTHING_MORE) ? new None() : new Some(wanted);
    }

    /** As usual. */
    final class None implements ReactiveDetails {
        @Override
        public void add(MessageResult message) {
            // Nothing is asked of it.
        }

        @Override
        public Details details() {
            return Details.NONE;
        }
    }

    /** Dates, or message ids, or both. */
    final class Some implements ReactiveDetails {
        private static final int FIRST_ROOM = 64;

        private final Wanted wanted;
        private long[] dates = new long[FIRST_ROOM];
        private int count;
        private final List<byte[]> messageIds = new ArrayList<>();

        Some(Wanted wanted) {
            this.wanted = wanted;
        }

        @Override
        public void add(MessageResult message) {
            if (wanted.dates()) {
                dates = count < dates.length ? dates : Arrays.copyOf(dates, 2 * count);
                dates[count++] = message.getInternalDate().toInstant().toEpochMilli();
            }
            if (wanted.messageIds()) {
                messageIds.add(octets(message.getMessageId()));
            }
        }

        private static byte[] octets(MessageId id) {
            if (!id.isSerializable()) {
                throw unusable("it has no message ids");
            }
            String text = id.serialize();
            boolean usable = !text.isEmpty()
                    && text.length() <= UniqueIdFormat.LONGEST_MESSAGE_ID
                    && text.chars().allMatch(one -> one >= 0x21 && one <= 0x7E);
            if (!usable) {
                throw unusable(
                        "a message id is none of 1 to " + UniqueIdFormat.LONGEST_MESSAGE_ID + " plain characters");
            }
            return text.getBytes(StandardCharsets.US_ASCII);
        }

        private static MaildropStoreException unusable(String why) {
            String what =
                    "%m in the element <maildrop/unique-ids> of conf/maildrop.xml does not work with this mailbox: ";
            return new MaildropStoreException(Kind.PERMANENT, what + why);
        }

        @Override
        public Details details() {
            return new Details(Arrays.copyOf(dates, count), messageIds.toArray(byte[][]::new));
        }
    }
}
