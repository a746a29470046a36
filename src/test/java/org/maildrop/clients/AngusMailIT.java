/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.Map;
import java.util.Properties;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.eclipse.angus.mail.pop3.POP3Message;
import org.eclipse.angus.mail.pop3.POP3Store;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.maildrop.testing.JamesProcess;

/** Angus Mail (the reference implementation of Jakarta Mail) as a client. */
class AngusMailIT {
    private static final String FIRST = "Subject: first\r\n\r\n.\r\n..stuffed\r\nthe end\r\n";
    private static final String SECOND = "Subject: second\r\n\r\nbody\r\n";

    private static JamesProcess james;

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();

    @BeforeAll
    static void start() {
        james = JamesProcess.shared();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop3", "pop3s"})
    void readsSizesUniqueIdsHeadersAndContents(String protocol) throws Exception {
        Account account = Account.of(james).with(FIRST, SECOND);

        try (POP3Store store = connect(protocol, account);
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(store.isSSL()).isEqualTo(protocol.equals("pop3s"));
            assertThat(inbox.getSizes()).containsExactly(FIRST.length(), SECOND.length());
            Message[] messages = inbox.getMessages();
            FetchProfile uniqueIds = new FetchProfile();
            uniqueIds.add(UIDFolder.FetchProfileItem.UID);
            inbox.fetch(messages, uniqueIds);
            assertThat(inbox.getUID(messages[0])).isNotBlank().isNotEqualTo(inbox.getUID(messages[1]));
            assertThat(messages[0].getSubject()).isEqualTo("first");
            assertThat(whole(messages[0])).isEqualTo(FIRST);
            assertThat(whole(messages[1])).isEqualTo(SECOND);
            assertThat(((POP3Message) messages[1]).top(0)).hasContent(SECOND.substring(0, SECOND.indexOf("body")));
        }
        assertThat(wire()).contains("TOP 1 0", "RETR 1", "UIDL");
    }

    @Test
    void readsHeadersByRetrWhereTopIsSwitchedOff() throws Exception {
        Account account = Account.of(james).with(FIRST);

        try (POP3Store store = connect("pop3", account, "disabletop");
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(inbox.getMessage(1).getSubject()).isEqualTo("first");
        }
        assertThat(wire()).contains("RETR 1").doesNotContain("TOP 1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pop3", "pop3s"})
    void removesWhatIsMarkedWhenItExpunges(String protocol) throws Exception {
        Account account = Account.of(james).with(FIRST, SECOND);

        try (POP3Store store = connect(protocol, account)) {
            POP3Folder inbox = open(store, Folder.READ_WRITE);
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            inbox.close(true);
        }
        assertThat(account.count()).isEqualTo(1);

        try (POP3Store store = connect(protocol, account);
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(inbox.getMessageCount()).isEqualTo(1);
            assertThat(inbox.getMessage(1).getSubject()).isEqualTo("second");
        }
    }

    @Test
    void keepsWhatIsMarkedWhenItClosesWithoutExpunging() throws Exception {
        Account account = Account.of(james).with(FIRST);

        try (POP3Store store = connect("pop3", account, "rsetbeforequit")) {
            POP3Folder inbox = open(store, Folder.READ_WRITE);
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            inbox.close(false);
        }

        assertThat(wire()).contains("RSET").doesNotContain("DELE");
        assertThat(account.count()).isEqualTo(1);
    }

    @Test
    void speaksTlsWhereItIsToldToInsist() throws Exception {
        Account account = Account.of(james).with(FIRST);

        try (POP3Store store = connect("pop3", account, "starttls.enable", "starttls.required");
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(store.isSSL()).isTrue();
            assertThat(whole(inbox.getMessage(1))).isEqualTo(FIRST);
        }
        assertThat(wire()).contains("STLS");
    }

    @Test
    void logsInByPasswordWhereItWouldLikeApopBecauseTheGreetingOffersNone() throws Exception {
        Account account = Account.of(james).with(FIRST);

        try (POP3Store store = connect("pop3", account, "apop.enable");
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(inbox.getMessageCount()).isEqualTo(1);
        }
        assertThat(wire()).contains("APOP challenge: null", "Using mechanism LOGIN");
    }

    @Test
    void logsInByApopWhereTheGreetingOffersIt() throws Exception {
        JamesProcess offering = JamesProcess.shared(Map.of("maildrop.xml", SecretClientsIT.SETTINGS));
        Account account = Account.of(offering, "the password").with(FIRST);
        offering.share(account.name(), "a shared secret");

        // The secret is no password: by any other way it would be wrong.
        try (POP3Store store =
                        connect("pop3", new Account(offering, account.name(), "a shared secret"), "apop.enable");
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(inbox.getMessageCount()).isEqualTo(1);
        }
        assertThat(wire()).contains("APOP challenge: <");
    }

    @Test
    void isToldThatTheMaildropIsInUse() throws Exception {
        Account account = Account.of(james).with(FIRST);

        try (POP3Store store = connect("pop3", account);
                POP3Folder inbox = open(store, Folder.READ_ONLY)) {
            assertThat(inbox.getMessageCount()).isEqualTo(1);
            assertThatThrownBy(() -> connect("pop3s", account))
                    .isInstanceOf(AuthenticationFailedException.class)
                    .hasMessageContaining("[IN-USE]");
        }
        connect("pop3s", account).close();
    }

    @Test
    void isToldThatThePasswordIsWrong() {
        Account account = Account.of(james);

        assertThatThrownBy(() -> connect("pop3", new Account(james, account.name(), "wrong")))
                .isInstanceOf(AuthenticationFailedException.class)
                .hasMessageContaining("[AUTH]");
    }

    private POP3Store connect(String protocol, Account account, String... switches) throws MessagingException {
        Properties properties = new Properties();
        String prefix = "mail." + protocol + ".";
        properties.put(prefix + "ssl.socketFactory", ServerCertificate.sockets());
        properties.put(prefix + "timeout", "30000");
        for (String on : switches) {
            properties.put(prefix + on, "true");
        }
        Session session = Session.getInstance(properties);
        session.setDebug(true);
        session.setDebugOut(new PrintStream(wire, true, UTF_8));
        int port = protocol.equals("pop3")
                ? account.james().pop3Port()
                : account.james().pop3sPort();
        Store store = session.getStore(protocol);
        store.connect("127.0.0.1", port, account.name(), account.password());
        return (POP3Store) store;
    }

    private static POP3Folder open(Store store, int mode) throws MessagingException {
        Folder inbox = store.getFolder("INBOX");
        inbox.open(mode);
        return (POP3Folder) inbox;
    }

    private static String whole(Message message) throws Exception {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        return octets.toString(UTF_8);
    }

    private String wire() {
        return wire.toString(UTF_8);
    }
}
