/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** The server goes while sessions are inside: by SIGTERM, and by SIGKILL. */
@Execution(ExecutionMode.CONCURRENT)
class ServerEndsIT {
    @Test
    void maildropsAreFreeAfterwardsAndHoldWhatWasMarked() throws IOException {
        JamesProcess first = new Launch(Flavour.JPA).start();
        Account account;
        try {
            account = Account.of(first).with("Subject: one\r\n\r\n", "Subject: two\r\n\r\n");
            stopsWhileSessionsAreInside(first, account);
        } finally {
            first.kill();
        }

        JamesProcess second = restart(first);
        try {
            markOne(second, account);
        } finally {
            second.kill();
        }

        JamesProcess third = restart(second);
        try (Pop3Client client = login(third, account)) {
            assertThat(client.lines("LIST")).hasSize(2);
        } finally {
            third.kill();
        }
    }

    private static JamesProcess restart(JamesProcess ended) {
        return new Launch(Flavour.JPA).inHomeOf(ended).start();
    }

    private static void stopsWhileSessionsAreInside(JamesProcess james, Account account) throws IOException {
        Account reader = Account.of(james).with("Subject: large\r\n\r\n" + ("x".repeat(78) + "\r\n").repeat(100_000));
        try (Pop3Client marking = login(james, account);
                RawPop3 reading = RawPop3.inside(reader)) {
            assertThat(marking.send("DELE 1")).startsWith("+OK");
            reading.send("RETR 1");
            assertThat(reading.readLine()).startsWith("+OK");

            james.stop();

            assertThat(lastWord(marking)).isIn(null, "-ERR [SYS/TEMP] the server is stopping, nothing was removed");
            assertThatThrownBy(() -> readToTheEnd(reading)).isInstanceOfAny(EOFException.class, SocketException.class);
        }
        assertThat(Files.readString(james.log()))
                .contains("JAMES server stopped")
                .doesNotContain(" ERROR ");
    }

    /** What came without being asked for, or null where the connection was just closed. */
    private static String lastWord(Pop3Client client) {
        try {
            return client.send("");
        } catch (UncheckedIOException closed) {
            return null;
        }
    }

    /** A message that breaks off must not look whole: there is no line with a dot alone. */
    private static void readToTheEnd(RawPop3 session) throws IOException {
        String line = session.readLine();
        while (!line.equals(".")) {
            line = session.readLine();
        }
    }

    private static void markOne(JamesProcess james, Account account) {
        Pop3Client client = login(james, account);
        assertThat(client.send("STAT")).startsWith("+OK 2 ");
        assertThat(client.send("DELE 2")).startsWith("+OK");
    }

    private static Pop3Client login(JamesProcess james, Account account) {
        Pop3Client client = new Pop3Client(james.pop3Port());
        assertThat(client.login(account.name(), account.password())).startsWith("+OK maildrop locked and ready, ");
        return client;
    }
}
