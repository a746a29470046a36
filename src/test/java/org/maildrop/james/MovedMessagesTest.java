/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.apache.james.mailbox.MailboxSession;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.MailboxId;
import org.apache.james.mailbox.model.MessageRange;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.FolderName;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Owner;
import org.maildrop.snapshot.Removal;
import org.maildrop.snapshot.StoreSettings;

/** What is removed from the maildrop is in another folder then: all of it, nothing else, and nothing twice. */
class MovedMessagesTest {
    private static final MailboxException NO = new MailboxException("the database is gone");
    private static final AtomicInteger OWNERS = new AtomicInteger();

    private final MemoryMailboxes mailboxes = new MemoryMailboxes();
    private final FaultyMailboxes faulty = new FaultyMailboxes(mailboxes.manager());
    private final JamesMaildropStore store = new JamesMaildropStore(
            faulty.manager(), new StoreSettings(FolderName.INBOX, Optional.of(new FolderName("Trash"))));
    private String bob = "bob" + OWNERS.incrementAndGet();

    @Test
    void whatIsRemovedIsInTheOtherFolderAndWhatLiesBetweenIsNot() {
        long[] uids = append(6);

        assertThat(open().remove(new long[] {uids[0], uids[1], uids[3], uids[5]}))
                .isEqualTo(new Removal(4, 0));

        assertThat(mailboxes.texts(bob, "INBOX")).containsExactly("3", "5");
        assertThat(mailboxes.texts(bob, "Trash")).containsExactly("1", "2", "4", "6");
        assertThat(open().remove(new long[] {uids[2]})).isEqualTo(new Removal(1, 0));
        assertThat(mailboxes.texts(bob, "Trash")).containsExactly("1", "2", "4", "6", "3");
    }

    @Property(tries = 30)
    void allThatWasThereIsInOneOfTheFolders(@ForAll @Size(20) List<Boolean> removed) {
        bob = "bob" + OWNERS.incrementAndGet();
        long[] uids = append(20);
        long[] doomed = IntStream.range(0, 20)
                .filter(removed::get)
                .mapToLong(index -> uids[index])
                .toArray();

        assertThat(open().remove(doomed)).isEqualTo(new Removal(doomed.length, 0));

        List<String> moved = new ArrayList<>();
        List<String> left = new ArrayList<>();
        IntStream.range(0, 20).forEach(index -> (removed.get(index) ? moved : left).add("" + (index + 1)));
        assertThat(mailboxes.texts(bob, "INBOX")).isEqualTo(left);
        assertThat(mailboxes.texts(bob, "Trash")).isEqualTo(moved);
    }

    @Test
    void aMoveThatStopsHalfWayIsCountedHonestlyAndLosesNothing() {
        long[] uids = append(6);
        int[] moves = {0};
        faulty.on("moveMessages", (arguments, real) -> {
            if (moves[0]++ > 0) {
                throw NO;
            }
            return real.call(arguments);
        });

        assertThat(open().remove(new long[] {uids[0], uids[1], uids[3], uids[5]}))
                .isEqualTo(new Removal(2, 2));

        assertThat(mailboxes.texts(bob, "INBOX")).containsExactly("3", "4", "5", "6");
        assertThat(mailboxes.texts(bob, "Trash")).containsExactly("1", "2");
    }

    /** As a server that is killed between the two leaves it, where James's store has no transactions. */
    @Test
    void whatWasCopiedAndNotRemovedIsStillInTheMaildropAndIsInTheFolderTwiceWhenItIsMovedAgain() {
        long[] uids = append(2);
        faulty.on("moveMessages", (arguments, real) -> {
            mailboxes
                    .manager()
                    .copyMessages(
                            (MessageRange) arguments[0],
                            (MailboxId) arguments[1],
                            (MailboxId) arguments[2],
                            (MailboxSession) arguments[3]);
            throw NO;
        });
        assertThat(open().remove(uids)).isEqualTo(new Removal(0, 2));
        assertThat(mailboxes.texts(bob, "INBOX")).containsExactly("1", "2");
        assertThat(mailboxes.texts(bob, "Trash")).containsExactly("1", "2");

        faulty.on("moveMessages", (arguments, real) -> real.call(arguments));

        assertThat(open().remove(uids)).isEqualTo(new Removal(2, 0));
        assertThat(mailboxes.texts(bob, "INBOX")).isEmpty();
        assertThat(mailboxes.texts(bob, "Trash")).containsExactly("1", "2", "1", "2");
    }

    @Test
    void aFolderThatCannotBeOpenedLeavesAllWhereItWas() {
        long[] uids = append(2);
        OpenMaildrop opened = open();
        faulty.failing("getMailbox", NO).failing("getMessagesReactive", NO);

        assertThatThrownBy(() -> opened.remove(uids)).isInstanceOf(MaildropStoreException.class);
        assertThat(mailboxes.texts(bob, "INBOX")).containsExactly("1", "2");
    }

    @Test
    void aFolderThatCannotBeMadeLeavesAllWhereItWas() {
        long[] uids = append(2);
        OpenMaildrop opened = open();
        faulty.failing("createMailbox", NO);

        assertThat(opened.remove(uids)).isEqualTo(new Removal(0, 2));
        assertThat(mailboxes.texts(bob, "INBOX")).containsExactly("1", "2");
    }

    @Test
    void aFolderMadeByAnotherInTheMeantimeIsTaken() {
        long[] uids = append(1);
        OpenMaildrop opened = open();
        faulty.on("createMailbox", (arguments, real) -> {
            real.call(arguments);
            throw new MailboxExistsException("Trash");
        });

        assertThat(opened.remove(uids)).isEqualTo(new Removal(1, 0));
        assertThat(mailboxes.texts(bob, "Trash")).containsExactly("1");
    }

    private OpenMaildrop open() {
        return store.open(new Owner(bob));
    }

    private long[] append(int count) {
        return Stream.iterate(1, number -> number + 1)
                .limit(count)
                .flatMapToLong(number ->
                        LongStream.of(mailboxes.append(bob, ("" + number).getBytes(StandardCharsets.US_ASCII))))
                .toArray();
    }
}
