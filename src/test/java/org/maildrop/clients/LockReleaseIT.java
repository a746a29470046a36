/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

@Isolated("what has to come soon has the machine for itself")
class LockReleaseIT {
    private static final String SMALL = "Subject: small\r\n\r\nbody\r\n";

    /** More than all buffers between server and client take; 8 MB. */
    private static final String LARGE = "Subject: large\r\n\r\n" + ("x".repeat(78) + "\r\n").repeat(100_000);

    private static JamesProcess james;

    /** How a client leaves, with message 1 marked. */
    private enum Departure {
        QUIT_COMMAND {
            @Override
            void leave(Pop3Client client, Socket socket) {
                client.send("RSET");
                assertThat(client.send("QUIT")).startsWith("+OK");
            }
        },
        CLOSED_WITHOUT_QUIT {
            @Override
            void leave(Pop3Client client, Socket socket) throws IOException {
                socket.close();
            }
        },
        NOTHING_MORE_TO_SEND {
            @Override
            void leave(Pop3Client client, Socket socket) throws IOException {
                socket.shutdownOutput();
            }
        },
        CONNECTION_RESET {
            @Override
            void leave(Pop3Client client, Socket socket) throws IOException {
                reset(socket);
            }
        },
        CONNECTION_RESET_WHILE_A_MESSAGE_IS_SENT_THAT_IT_DOES_NOT_READ {
            @Override
            void leave(Pop3Client client, Socket socket) throws IOException {
                assertThat(client.send("RETR 2")).startsWith("+OK");
                reset(socket);
            }
        },
        CLOSED_WHILE_A_MESSAGE_IS_SENT_THAT_IT_DOES_NOT_READ {
            @Override
            void leave(Pop3Client client, Socket socket) throws IOException {
                assertThat(client.send("RETR 2")).startsWith("+OK");
                socket.close();
            }
        },
        TOO_MANY_REFUSED_COMMANDS {
            @Override
            void leave(Pop3Client client, Socket socket) {
                for (int i = 0; i < 20; i++) {
                    assertThat(client.send("NONSENSE")).startsWith("-ERR");
                }
            }
        };

        abstract void leave(Pop3Client client, Socket socket) throws IOException;

        private static void reset(Socket socket) throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    @BeforeAll
    static void start() {
        james = JamesProcess.shared(
                Map.of("maildrop.xml", "<maildrop><lock><on-conflict>reject</on-conflict></lock></maildrop>"));
    }

    @ParameterizedTest
    @EnumSource
    void theMaildropIsFreeWithinASecondAndWhole(Departure departure) throws IOException {
        Account account = Account.of(james).with(SMALL, LARGE);

        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(8 * 1024);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), james.pop3Port()));
            Pop3Client client = new Pop3Client(socket);
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
            assertThat(client.send("DELE 1")).startsWith("+OK");
            assertThat(login(account)).startsWith("-ERR [IN-USE]");

            departure.leave(client, socket);

            await().pollInterval(Duration.ofMillis(20))
                    .atMost(Duration.ofSeconds(1))
                    .untilAsserted(() -> assertThat(login(account)).startsWith("+OK"));
        }
        assertThat(account.count()).isEqualTo(2);
    }

    @Test
    void aWrongPasswordNeitherTakesTheLockNorLearnsThatItIsTaken() {
        Account account = Account.of(james).with(SMALL);

        try (Pop3Client impostor = new Pop3Client(james.pop3Port());
                Pop3Client owner = new Pop3Client(james.pop3Port())) {
            assertThat(impostor.login(account.name(), "guess")).startsWith("-ERR [AUTH]");
            assertThat(owner.login(account.name(), account.password())).startsWith("+OK");
            assertThat(impostor.login(account.name(), "guess")).startsWith("-ERR [AUTH]");
            assertThat(owner.send("STAT")).startsWith("+OK 1 ");
        }
    }

    @Test
    void thePortInClearAndThePortUnderTlsShareOneLock() {
        Account account = Account.of(james).with(SMALL);

        try (Pop3Client clear = new Pop3Client(james.pop3Port());
                Pop3Client tls = new Pop3Client(ServerCertificate.connect(james))) {
            assertThat(clear.login(account.name(), account.password())).startsWith("+OK");
            assertThat(tls.login(account.name(), account.password())).startsWith("-ERR [IN-USE]");
            assertThat(clear.send("QUIT")).startsWith("+OK");

            assertThat(tls.login(account.name(), account.password())).startsWith("+OK");
            assertThat(login(account)).startsWith("-ERR [IN-USE]");
        }
    }

    @Test
    void theSameUserSpeltInAnotherCaseIsTheSameOwner() {
        Account account = Account.of(james).with(SMALL);
        Account shouting = new Account(james, account.name().toUpperCase(), account.password());

        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
            assertThat(login(shouting)).startsWith("-ERR [IN-USE]");
        }
    }

    @Test
    void usersDoNotWaitForEachOther() {
        Account alice = Account.of(james).with(SMALL);
        Account bob = Account.of(james).with(SMALL);

        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(alice.name(), alice.password())).startsWith("+OK");
            assertThat(login(bob)).startsWith("+OK");
        }
    }

    /** A session of its own, closed at once. */
    private static String login(Account account) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            String answer = client.login(account.name(), account.password());
            if (answer.startsWith("+OK")) {
                client.send("QUIT");
            }
            return answer;
        }
    }
}
