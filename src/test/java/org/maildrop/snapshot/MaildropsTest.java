/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.maildrop.snapshot.MaildropStoreException.Kind;

/** Sizes as stored and as sent, and what is remembered of them. In these tests a line end counts as two octets. */
class MaildropsTest {
    private static final Owner BOB = new Owner("bob");
    private static final String CRLF = "a\r\nb\r\n";
    private static final String BARE_LF = "a\nb\n";

    private final MemoryMaildropStore store = new MemoryMaildropStore();

    @Test
    void storedSizesAreTakenWithoutReadingAnything() {
        store.add("bob", CRLF);
        store.add("bob", BARE_LF);

        assertThat(stat(stored())).isEqualTo(new DropListing(2, 10));
        assertThat(store.reads()).isZero();
    }

    @Test
    void whatIsMeasuredIsRightFromThenOnAndInTheNextSessionToo() throws IOException {
        store.add("bob", CRLF);
        store.add("bob", BARE_LF);
        Maildrops maildrops = stored();

        OpenedMaildrop first = maildrops.open(BOB);
        assertThat(measure(first, 2)).isEqualTo(6);
        assertThat(first.maildrop().stat()).isEqualTo(new DropListing(2, 12));

        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
        assertThat(store.reads()).isOne();
    }

    @Test
    void whatIsRememberedIsThatOwnersOnly() throws IOException {
        store.add("bob", BARE_LF);
        store.add("alice", BARE_LF);
        Maildrops maildrops = stored();

        measure(maildrops.open(BOB), 1);

        assertThat(maildrops.open(new Owner("alice")).maildrop().stat()).isEqualTo(new DropListing(1, 4));
    }

    @Test
    void exactSizesAreThereAtTheFirstLogin() {
        store.add("bob", CRLF);
        store.add("bob", BARE_LF);

        assertThat(stat(exact())).isEqualTo(new DropListing(2, 12));
        assertThat(store.reads()).isEqualTo(2);
    }

    @Test
    void whatWasMeasuredIsNeverReadAgain() {
        store.add("bob", CRLF);
        store.add("bob", BARE_LF);
        Maildrops maildrops = exact();
        stat(maildrops);

        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
        assertThat(store.reads()).isEqualTo(2);

        store.add("bob", BARE_LF);
        assertThat(stat(maildrops)).isEqualTo(new DropListing(3, 18));
        assertThat(store.reads()).isEqualTo(3);
    }

    @Test
    void aMessageWhoseUidIsSeenLateIsMeasuredTooOnceItIsThere() {
        long late = store.add("bob", BARE_LF);
        long first = store.add("bob", BARE_LF);
        long last = store.add("bob", BARE_LF);
        byte[] delivered = store.hide("bob", late);
        store.hide("bob", last);
        Maildrops maildrops = exact();
        stat(maildrops);

        store.show("bob", late, delivered);
        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
        assertThat(store.reads()).isEqualTo(2);

        store.expunge("bob", first);
        assertThat(stat(maildrops)).isEqualTo(new DropListing(1, 6));
        store.show("bob", last, delivered);
        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
        assertThat(store.reads()).isEqualTo(3);
    }

    @Test
    void aUidThatIsSeenLateAboveTheLastOneLeftIsMeasuredToo() {
        long first = store.add("bob", BARE_LF);
        byte[] late = store.hide("bob", store.add("bob", BARE_LF));
        long last = store.add("bob", BARE_LF);
        Maildrops maildrops = exact();
        stat(maildrops);
        store.expunge("bob", last);
        stat(maildrops);

        store.show("bob", first + 1, late);
        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
        assertThat(store.reads()).isEqualTo(3);
    }

    @Test
    void aMessageThatVanishesWhileItIsToBeMeasuredKeepsItsStoredSizeAndIsNoError() {
        long first = store.add("bob", BARE_LF);
        store.add("bob", BARE_LF);
        store.at(what -> {
            if (what.equals("fetch")) {
                store.expunge("bob", first);
            }
        });

        assertThat(stat(exact())).isEqualTo(new DropListing(2, 10));
    }

    @Test
    void aMessageThatCannotBeReadRefusesTheExactOpeningAndIsTriedAgainByTheNext() {
        store.add("bob", BARE_LF);
        store.add("bob", BARE_LF);
        store.contents((uid, octets) -> {
            throw new IOException("no");
        });
        Maildrops maildrops = exact();

        assertThatThrownBy(() -> maildrops.open(BOB))
                .isInstanceOfSatisfying(
                        MaildropStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TEMPORARY))
                .hasRootCauseInstanceOf(IOException.class);

        store.contents((uid, octets) -> new ByteArrayInputStream(octets));
        assertThat(stat(maildrops)).isEqualTo(new DropListing(2, 12));
    }

    @Test
    void aStoreThatFailsRefusesTheOpening() {
        store.at(what -> {
            throw MemoryMaildropStore.trouble(Kind.PERMANENT);
        });

        assertThatThrownBy(() -> stored().open(BOB))
                .isInstanceOfSatisfying(
                        MaildropStoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.PERMANENT));
    }

    @Test
    void theContentIsClosedWhenItHasBeenMeasuredAndAlsoWhenItCouldNotBe() {
        store.add("bob", BARE_LF);
        Closing whole = new Closing(new ByteArrayInputStream(new byte[3]));
        store.contents((uid, octets) -> whole);
        exact().open(BOB);
        assertThat(whole.closed).isTrue();

        Closing broken = new Closing(new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("no");
            }
        });
        store.contents((uid, octets) -> broken);
        assertThatThrownBy(() -> exact().open(BOB)).isInstanceOf(MaildropStoreException.class);
        assertThat(broken.closed).isTrue();
    }

    @Test
    void theMarkedMessagesAreRemovedAndNoOthers() {
        store.add("bob", CRLF);
        long second = store.add("bob", CRLF);
        OpenedMaildrop opened = stored().open(BOB);
        opened.maildrop().dele(1);

        assertThat(opened.remove(opened.maildrop().marked())).isEqualTo(new Removal(1, 0));
        assertThat(store.uids("bob")).containsExactly(second);
    }

    @Test
    void aMessageThatHasVanishedIsNotFetched() {
        long uid = store.add("bob", CRLF);
        OpenedMaildrop opened = stored().open(BOB);
        store.expunge("bob", uid);

        assertThat(opened.fetch(new MessageOutcome.Message(1, uid), Part.WHOLE)).isEmpty();
        assertThat(opened.maildrop().stat()).isEqualTo(new DropListing(1, 6));
    }

    @Test
    void whoLooksOnFindsWhatALoginWouldAndNothingIsReadOrRemembered() throws IOException {
        store.add("bob", CRLF);
        store.add("bob", BARE_LF);
        Maildrops maildrops = exact();

        assertThat(maildrops.view(BOB)).isEqualTo(view(2, 10, false)).isEqualTo(maildrops.view(BOB));
        assertThat(store.reads()).isZero();
        maildrops.open(BOB);
        assertThat(maildrops.view(BOB)).isEqualTo(view(2, 12, true));
        store.add("bob", CRLF);
        assertThat(maildrops.view(BOB)).isEqualTo(view(3, 18, true));
    }

    @Test
    void whoLooksOnMakesNoMaildrop() {
        MaildropView none = new MaildropView("INBOX", OptionalLong.empty(), 0, 0, "stock", false);

        assertThat(stored().view(BOB)).isEqualTo(none).isEqualTo(stored().view(BOB));
    }

    private static MaildropView view(int count, long octets, boolean remembered) {
        return new MaildropView("INBOX", OptionalLong.of(1), count, octets, "stock", remembered);
    }

    private Maildrops stored() {
        return maildrops(SizesSetting.STORED);
    }

    private Maildrops exact() {
        return maildrops(SizesSetting.EXACT);
    }

    private Maildrops maildrops(SizesSetting sizes) {
        return new Maildrops(
                store,
                MaildropsTest::octets,
                new SnapshotSettings(sizes, UniqueIdFormat.STOCK, SnapshotSettings.REMEMBERED),
                Clock.systemUTC(),
                () -> 0);
    }

    private static DropListing stat(Maildrops maildrops) {
        return maildrops.open(BOB).maildrop().stat();
    }

    private static long measure(OpenedMaildrop opened, int number) throws IOException {
        MessageOutcome.Message message =
                (MessageOutcome.Message) opened.maildrop().message(number);
        Optional<StoredMessage> content = opened.fetch(message, Part.WHOLE);
        return opened.measure(message, content.orElseThrow());
    }

    private static long octets(StoredMessage message) throws IOException {
        try (InputStream in = message.open()) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .replaceAll("\r?\n", "\r\n")
                    .length();
        }
    }

    private static final class Closing extends FilterInputStream {
        private boolean closed;

        Closing(InputStream in) {
            super(in);
        }

        @Override
        public void close() throws IOException {
            closed = true;
            super.close();
        }
    }
}
