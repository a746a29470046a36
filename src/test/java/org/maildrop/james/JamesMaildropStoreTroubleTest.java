/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.james;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.james.mailbox.exception.MailboxException;
import org.apache.james.mailbox.exception.MailboxExistsException;
import org.apache.james.mailbox.model.Content;
import org.apache.james.mailbox.model.MessageResult;
import org.apache.james.mailbox.model.MessageResultIterator;
import org.apache.james.mailbox.store.mail.model.DefaultMessageId;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.snapshot.MaildropStoreException;
import org.maildrop.snapshot.OpenMaildrop;
import org.maildrop.snapshot.Owner;
import org.maildrop.snapshot.Part;
import org.maildrop.snapshot.Removal;
import org.maildrop.snapshot.StoreSettings;
import org.maildrop.snapshot.StoredMessage;
import org.maildrop.snapshot.Wanted;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;

/** James's trouble, which must never look like a short maildrop, a vanished message or a whole one. */
class JamesMaildropStoreTroubleTest {
    private static final Owner BOB = new Owner("bob");
    private static final MailboxException NO = new MailboxException("the database is gone");

    private final MemoryMailboxes mailboxes = new MemoryMailboxes();
    private final FaultyMailboxes faulty = new FaultyMailboxes(mailboxes.manager());
    private final JamesMaildropStore store = new JamesMaildropStore(faulty.manager(), StoreSettings.DEFAULT);

    @AfterEach
    void everyRequestOfJamesHasBeenEnded() {
        assertThat(faulty.openRequests()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 199, 300})
    void aListingThatFailsInTheMiddleRefusesAndIsNeverShort(int first) {
        append(300);
        faulty.on(
                "getMessagesReactive",
                (arguments, real) -> messages(real.call(arguments)).take(first).concatWith(Flux.error(NO)));

        refuses(() -> store.open(BOB).list());
    }

    @Test
    void aListingThatCannotEvenBeginRefuses() {
        append(1);
        faulty.failing("getMessagesReactive", new IllegalStateException("closed"));

        refuses(() -> store.open(BOB).list());
    }

    @Test
    void aListingOutOfOrderIsSorted() {
        List<Long> uids = append(100);
        faulty.on("getMessagesReactive", (arguments, real) -> messages(real.call(arguments))
                .sort((one, other) -> Long.compare(one.getSize() % 7, other.getSize() % 7)));

        OpenMaildrop opened = store.open(BOB);

        assertThat(opened.list().uids()).containsExactly(uids.toArray(Long[]::new));
        assertThat(opened.list().sizes()).startsWith(1, 2, 3).endsWith(99, 100);
    }

    @Test
    void aListingWithTheSameUidTwiceRefuses() {
        append(3);
        faulty.on("getMessagesReactive", (arguments, real) -> messages(real.call(arguments))
                .collectList()
                .flatMapMany(all -> Flux.fromIterable(all).repeat(1)));

        refuses(() -> store.open(BOB).list());
    }

    @ParameterizedTest
    @ValueSource(strings = {"getMailbox", "getMailboxEntity", "startProcessingRequest", "endProcessingRequest"})
    void whateverFailsWhileOpeningRefuses(String method) {
        append(1);
        faulty.on(method, (arguments, real) -> {
            real.call(arguments);
            throw new IllegalStateException("no");
        });

        refuses(() -> store.open(BOB).list());
    }

    @Test
    void anInboxThatCannotBeFoundForAnotherReasonThanItsAbsenceIsNotMade() {
        faulty.failing("getMailbox", NO).failing("createMailbox", new AssertionError("made an INBOX"));

        refuses(() -> store.open(BOB).list());
        refuses(() -> store.find(BOB));
    }

    @Test
    void anInboxMadeByADeliveryInTheMeantimeIsTaken() {
        faulty.on("createMailbox", (arguments, real) -> {
            append(1);
            throw new MailboxExistsException("INBOX");
        });

        assertThat(store.open(BOB).list().count()).isOne();
    }

    @Test
    void anErrorThatTheIteratorHidesIsAnErrorAndNoVanishedMessage() {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        faulty.on("getMessages", (arguments, real) -> hiding(NO));

        refuses(() -> opened.fetch(uid));
    }

    @Test
    void anErrorThatTheIteratorHidesIsAnErrorOfReadingAheadToo() {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        faulty.on("getMessages", (arguments, real) -> hiding(NO));

        refuses(() -> opened.read(uid, uid, Part.WHOLE, 100));
    }

    @Test
    void aContentThatEndsEarlyIsNotReadAhead() {
        long uid = append(100).get(99);
        OpenMaildrop opened = store.open(BOB);
        content(() -> new ByteArrayInputStream(new byte[99]));

        assertThat(opened.read(uid, uid, Part.WHOLE, 1_000)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 102, 1_000})
    void aContentThatIsLongerThanItsSizeIsReadAheadWhole(int octets) {
        long uid = append(100).get(99);
        OpenMaildrop opened = store.open(BOB);
        byte[] content = new byte[octets];
        new Random(1725).nextBytes(content);
        content(() -> new ByteArrayInputStream(content));

        assertThat(opened.read(uid, uid, Part.WHOLE, octets).get(uid).inMemory())
                .hasValue(content);
        assertThat(opened.read(uid, uid, Part.WHOLE, octets - 1)).isEmpty();
    }

    @Test
    void aMessageThatIsGoneIsNothing() {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        faulty.on("getMessages", (arguments, real) -> hiding(null));

        assertThat(opened.fetch(uid)).isEmpty();
    }

    @Test
    void aFetchThatFailsIsAnError() {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        faulty.failing("getMessages", NO);

        refuses(() -> opened.fetch(uid));
    }

    @Test
    void aContentThatEndsEarlyIsAnErrorHoweverOftenItIsOpened() throws IOException {
        long uid = append(100).get(99);
        OpenMaildrop opened = store.open(BOB);
        content(() -> new ByteArrayInputStream(new byte[99]));

        StoredMessage stored = opened.fetch(uid).orElseThrow();

        for (int turn = 0; turn < 3; turn++) {
            try (InputStream in = stored.open()) {
                assertThat(in.read(new byte[100])).isEqualTo(99);
                assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("99 of 100");
            }
        }
    }

    @Test
    void anEmptyContentOfAMessageThatHasASizeIsAnError() throws IOException {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        content(InputStream::nullInputStream);

        try (InputStream in = opened.fetch(uid).orElseThrow().open()) {
            assertThatThrownBy(() -> in.read(new byte[10])).isInstanceOf(IOException.class);
        }
    }

    @Test
    void aContentThatCannotBeOpenedIsAnError() {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        content(() -> {
            throw new IOException("no");
        });

        refuses(() -> opened.fetch(uid));
    }

    @Test
    void aContentThatCannotBeOpenedAgainIsAnErrorOfReading() throws IOException {
        long uid = append(1).get(0);
        OpenMaildrop opened = store.open(BOB);
        int[] openings = {0};
        content(() -> {
            if (openings[0]++ > 0) {
                throw new IOException("no");
            }
            return new ByteArrayInputStream(new byte[1]);
        });
        StoredMessage stored = opened.fetch(uid).orElseThrow();
        stored.open().close();

        assertThatThrownBy(stored::open).isInstanceOf(IOException.class);
    }

    @Test
    void aRemovalThatStopsHalfWayIsCountedHonestly() {
        List<Long> uids = append(5);
        OpenMaildrop opened = store.open(BOB);
        faulty.on("delete", (arguments, real) -> {
            List<?> doomed = (List<?>) arguments[0];
            real.call(doomed.subList(0, 1), arguments[1]);
            throw NO;
        });

        assertThat(opened.remove(longs(uids.subList(0, 3)))).isEqualTo(new Removal(1, 2));
        assertThat(mailboxes.append("bob", new byte[1])).isGreaterThan(uids.get(4));
        assertThat(store.open(BOB).list().count()).isEqualTo(5);
    }

    @Test
    void aRemovalThatFailsOnlyAfterAllIsDoneIsDone() {
        List<Long> uids = append(2);
        OpenMaildrop opened = store.open(BOB);
        faulty.on("delete", (arguments, real) -> {
            real.call(arguments);
            throw NO;
        });

        assertThat(opened.remove(longs(uids))).isEqualTo(new Removal(2, 0));
    }

    @Test
    void aRemovalThatFailsAndCannotBeCountedIsAnErrorWithBothCauses() {
        List<Long> uids = append(2);
        OpenMaildrop opened = store.open(BOB);
        faulty.failing("delete", NO).failing("getMessagesReactive", new IllegalStateException("closed"));

        assertThatThrownBy(() -> opened.remove(longs(uids)))
                .isInstanceOf(MaildropStoreException.class)
                .hasRootCause(NO)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 299})
    void datesThatCannotAllBeReadAreAnErrorAndNotTheDatesOfSome(int first) {
        List<Long> uids = append(300);
        OpenMaildrop opened = store.open(BOB);
        faulty.on(
                "getMessagesReactive",
                (arguments, real) -> messages(real.call(arguments)).take(first).concatWith(Flux.error(NO)));

        refuses(() -> opened.receivedBefore(Instant.parse("9999-01-01T00:00:00Z"), longs(uids)));
    }

    @Test
    void aDateThatIsMissingIsAnError() {
        List<Long> uids = append(2);
        OpenMaildrop opened = store.open(BOB);
        dates(() -> null);

        refuses(() -> opened.receivedBefore(Instant.EPOCH, longs(uids)));
    }

    @Test
    void datesComeOutOfOrderToo() {
        List<Long> uids = append(100);
        OpenMaildrop opened = store.open(BOB);
        faulty.on("getMessagesReactive", (arguments, real) -> messages(real.call(arguments))
                .sort((one, other) -> Long.compare(one.getSize() % 7, other.getSize() % 7)));

        assertThat(opened.receivedBefore(Instant.parse("9999-01-01T00:00:00Z"), longs(uids)))
                .containsExactly(uids.toArray(Long[]::new));
    }

    @Test
    void aMailboxWithoutMessageIdsIsRefusedForGoodByTheElementThatWantsThem() {
        append(3);
        faulty.on("getMessagesReactive", (arguments, real) -> messages(real.call(arguments))
                .map(message -> FaultyMailboxes.otherwise(
                        MessageResult.class, message, "getMessageId", (none, id) -> new DefaultMessageId())));
        OpenMaildrop opened = store.open(BOB);

        assertThat(opened.list().count()).isEqualTo(3);
        assertThatThrownBy(() -> opened.list(new Wanted(false, true)))
                .isInstanceOfSatisfying(MaildropStoreException.class, e -> assertThat(e.kind())
                        .isEqualTo(MaildropStoreException.Kind.PERMANENT))
                .hasMessageContaining("<maildrop/unique-ids>");
    }

    @Test
    void theListingOfALoginReadsNoDates() {
        append(3);
        dates(() -> {
            throw new AssertionError("a date was read");
        });

        assertThat(store.open(BOB).list().count()).isEqualTo(3);
    }

    /** From now on messages listed have this internal date. */
    private void dates(Supplier<Date> date) {
        faulty.on("getMessagesReactive", (arguments, real) -> messages(real.call(arguments))
                .map(message -> FaultyMailboxes.otherwise(
                        MessageResult.class, message, "getInternalDate", (none, internalDate) -> date.get())));
    }

    private List<Long> append(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(size -> mailboxes.append("bob", new byte[size]))
                .toList();
    }

    /** From now on messages fetched have this content. */
    private void content(Opening opening) {
        faulty.on("getMessages", (arguments, real) -> {
            MessageResultIterator found = (MessageResultIterator) real.call(arguments);
            return FaultyMailboxes.otherwise(
                    MessageResultIterator.class,
                    found,
                    "next",
                    (none, next) -> FaultyMailboxes.otherwise(
                            MessageResult.class,
                            (MessageResult) next.call(none),
                            "getFullContent",
                            (nothing, content) -> FaultyMailboxes.otherwise(
                                    Content.class,
                                    (Content) content.call(nothing),
                                    "getInputStream",
                                    (no, stream) -> opening.open())));
        });
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    private static MessageResultIterator hiding(MailboxException error) {
        return (MessageResultIterator) Proxy.newProxyInstance(
                MessageResultIterator.class.getClassLoader(),
                new Class<?>[] {MessageResultIterator.class},
                (self, method, arguments) -> method.getName().equals("getException") ? error : (Object) false);
    }

    @SuppressWarnings("unchecked")
    private static Flux<MessageResult> messages(Object published) {
        return Flux.from((Publisher<MessageResult>) published);
    }

    private static void refuses(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MaildropStoreException.class, e -> assertThat(e.kind())
                .isEqualTo(MaildropStoreException.Kind.TEMPORARY));
    }

    private static long[] longs(List<Long> uids) {
        return uids.stream().mapToLong(Long::longValue).toArray();
    }
}
