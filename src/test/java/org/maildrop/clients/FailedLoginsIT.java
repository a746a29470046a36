/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.JamesProcess.Launch;
import org.maildrop.testing.Pop3Client;

/** Who guesses passwords is slowed down, and nobody else is. */
@Execution(ExecutionMode.CONCURRENT)
class FailedLoginsIT {
    private static JamesProcess james;

    @BeforeAll
    static void start() {
        james = JamesProcess.shared();
    }

    private static Duration timeOf(Runnable action) {
        long start = System.nanoTime();
        action.run();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void fail(String name) {
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(name, "wrong")).startsWith("-ERR [AUTH]");
        }
    }

    @Test
    void theAnswerTakesASecondWhateverWasWrong() {
        Account account = Account.of(james);
        Account gone = Account.of(james);
        james.removeUser(gone.name());
        for (String name : List.of(account.name(), gone.name(), "nobody@example.org", "no@name@at.all")) {
            assertThat(timeOf(() -> fail(name))).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    @Test
    void theFourthTryWaitsBeforeItIsLookedAtAlsoWithTheRightPassword() {
        Account account = Account.of(james);
        for (int i = 0; i < 3; i++) {
            fail(account.name());
        }
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(timeOf(() -> assertThat(client.login(account.name(), account.password()))
                            .startsWith("+OK")))
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        }
    }

    /** With a single worker thread a waiting login that took one would keep all others out. */
    @Test
    void waitingTakesNoThread() throws IOException {
        String oneWorker = "<maildrop><workers>1</workers></maildrop>";
        JamesProcess narrow =
                new Launch(Flavour.MEMORY).with("maildrop.xml", oneWorker).start();
        List<Pop3Client> guessers = new ArrayList<>();
        try {
            Account account = Account.of(narrow);
            for (int i = 0; i < 50; i++) {
                Pop3Client guesser = new Pop3Client(narrow.pop3Port());
                guessers.add(guesser);
                guesser.say("USER nobody" + i + "@example.org\r\nPASS wrong");
            }
            try (Pop3Client client = new Pop3Client(narrow.pop3Port())) {
                assertThat(client.login(account.name(), account.password())).startsWith("+OK");
                assertThat(client.send("QUIT")).startsWith("+OK");
            }
            for (Pop3Client guesser : guessers) {
                assertThat(guesser.hear()).startsWith("+OK");
                assertThat(guesser.hear()).startsWith("-ERR [AUTH]");
            }
        } finally {
            guessers.forEach(Pop3Client::close);
            narrow.kill();
        }
    }

    @Test
    void whoHangsUpWhileWaitingIsGoneAtOnce() {
        Account account = Account.of(james);
        for (int i = 0; i < 3; i++) {
            fail(account.name());
        }
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            client.say("USER " + account.name() + "\r\nPASS " + account.password());
        }
        try (Pop3Client client = new Pop3Client(james.pop3Port())) {
            assertThat(client.login(account.name(), account.password())).startsWith("+OK");
        }
    }

    @Test
    void oneTooManyIsToldSo() {
        JamesProcess limited = JamesProcess.shared(Map.of(
                "maildrop.xml",
                "<maildrop><limits><sessions-per-user>1</sessions-per-user>"
                        + "<sessions-per-address>2</sessions-per-address></limits></maildrop>"));
        Account bob = Account.of(limited);
        Account alice = Account.of(limited);
        Account carol = Account.of(limited);
        try (Pop3Client first = new Pop3Client(limited.pop3Port());
                Pop3Client second = new Pop3Client(limited.pop3Port());
                Pop3Client third = new Pop3Client(limited.pop3Port())) {
            assertThat(first.login(bob.name(), bob.password())).startsWith("+OK");
            assertThat(second.login(bob.name(), bob.password()))
                    .isEqualTo("-ERR [IN-USE] too many sessions of this user");
            assertThat(second.login(alice.name(), alice.password())).startsWith("+OK");
            assertThat(third.login(carol.name(), carol.password()))
                    .isEqualTo("-ERR [SYS/TEMP] too many sessions from this address, try again later");
            assertThat(first.send("QUIT")).startsWith("+OK");
            assertThat(third.login(carol.name(), carol.password())).startsWith("+OK");
        }
    }
}
