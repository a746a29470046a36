/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import java.util.Properties;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.eclipse.angus.mail.pop3.POP3Store;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.maildrop.server.Flavour;
import org.maildrop.testing.CassandraProcess;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** The jar in a James over Cassandra, its leases there too. */
@Tag("cassandra")
class CassandraFlavourIT {
    private static final String SECRET = "secret";
    private static final String FIRST = "Subject: first\r\n\r\n.\r\nappended\r\n";

    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = new Launch(Flavour.CASSANDRA)
                .onCassandra(CassandraProcess.shared().address())
                .with("maildrop.xml", "<maildrop><lock><store>cassandra</store></lock></maildrop>")
                .start();
    }

    @AfterAll
    static void stop() {
        if (james != null) {
            james.close();
        }
    }

    private static POP3Store connect(String user) throws MessagingException {
        POP3Store store = (POP3Store) Session.getInstance(new Properties()).getStore("pop3");
        store.connect("127.0.0.1", james.pop3Port(), user, SECRET);
        return store;
    }

    @Test
    void aClientCountsListsReadsAndRemovesWhatCameByImapAndBySmtp() throws Exception {
        String bob = "bob@example.org";
        james.addUser(bob, SECRET);
        james.append(bob, SECRET, FIRST.getBytes(US_ASCII));
        james.deliver("alice@example.org", bob, "Subject: second\r\n\r\ndelivered\r\n".getBytes(US_ASCII));
        await().until(() -> james.count(bob, SECRET) == 2);

        try (POP3Store store = connect(bob)) {
            POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            assertThat(inbox.getMessageCount()).isEqualTo(2);
            assertThat(inbox.getSizes()[0]).isEqualTo(FIRST.length());
            assertThat(inbox.getMessage(1).getContent()).isEqualTo(".\r\nappended\r\n");
            assertThat(inbox.getMessage(2).getSubject()).isEqualTo("second");
            inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
            inbox.close(true);
        }

        assertThat(james.count(bob, SECRET)).isEqualTo(1);
        james.expunge(bob, SECRET, 1);
        try (POP3Store store = connect(bob)) {
            Folder inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_ONLY);
            assertThat(inbox.getMessageCount()).isZero();
            inbox.close();
        }
    }

    @Test
    void theLeaseIsInTheKeyspaceThatJamesHas() {
        String carol = "carol@example.org";
        james.addUser(carol, SECRET);
        try (CqlSession cassandra = CqlSession.builder()
                        .addContactPoint(CassandraProcess.shared().address())
                        .withLocalDatacenter(CassandraProcess.DATACENTER)
                        .withKeyspace("apache_james")
                        .build();
                Pop3Client holder = new Pop3Client(james.pop3Port())) {
            assertThat(holder.login(carol, SECRET)).startsWith("+OK");
            assertThat(lease(cassandra, carol).getString("session")).isNotBlank();
            assertThat(holder.send("QUIT")).startsWith("+OK");
            assertThat(lease(cassandra, carol).getString("session")).isBlank();
        }
    }

    private static Row lease(CqlSession cassandra, String owner) {
        return cassandra
                .execute("SELECT session FROM maildrop_lease WHERE owner = ?", owner)
                .one();
    }
}
