/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** Fifty clients that all want one maildrop, through real sockets. */
class RaceIT {
    private static final int CLIENTS = 50;
    private static final int ROUNDS = 10_000;

    /** So many of those that were refused try again when somebody leaves: all of them would measure the machine. */
    private static final int CALLED_AGAIN = 3;

    /** One iteration: tens of thousands of logins shall race for the lock, not for the processor. */
    private static final Map<String, String> REJECTS =
            Map.of("maildrop.xml", "<maildrop><lock><on-conflict>reject</on-conflict></lock></maildrop>");

    private final Exclusion exclusion = new Exclusion();
    private final AtomicInteger roundsLeft = new AtomicInteger(ROUNDS);
    private final Semaphore callAgain = new Semaphore(0);
    private final List<String> otherAnswers = new ArrayList<>();

    @Test
    void ofFiftyClientsExactlyOneIsInsideAtAnyMomentForTenThousandRounds() throws Exception {
        Account account = Account.of(JamesProcess.shared(REJECTS)).with("Subject: the prize\r\n\r\n");

        runAll(account);

        assertThat(otherAnswers).isEmpty();
        assertThat(exclusion.overlaps()).isZero();
        assertThat(exclusion.entries()).isEqualTo(ROUNDS);
        assertThat(exclusion.counted()).isEqualTo(ROUNDS);
        assertThat(exclusion.refusals()).as("[IN-USE]").isGreaterThan(CLIENTS);
        assertThat(account.count()).isEqualTo(1);
    }

    private void runAll(Account account) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try {
            CyclicBarrier start = new CyclicBarrier(CLIENTS);
            List<Callable<Void>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(() -> race(start, account));
            }
            for (Future<Void> client : pool.invokeAll(clients)) {
                client.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private Void race(CyclicBarrier start, Account account) throws Exception {
        start.await();
        try {
            while (roundsLeft.get() > 0) {
                try (Pop3Client client = new Pop3Client(account.james().pop3Port())) {
                    while (roundsLeft.get() > 0 && !visit(client, account)) {
                        callAgain.acquire();
                    }
                }
            }
            return null;
        } finally {
            // Nobody waits for a client that is gone, whether the race is over or it has failed.
            callAgain.release(CLIENTS);
        }
    }

    /** One try; true when this client has been inside, so that its connection is over. */
    private boolean visit(Pop3Client client, Account account) {
        String answer = client.login(account.name(), account.password());
        if (answer.startsWith("-ERR [IN-USE] ")) {
            exclusion.refused();
            return false;
        }
        if (!answer.startsWith("+OK")) {
            note(answer);
            return true;
        }
        if (roundsLeft.getAndDecrement() > 0) {
            exclusion.inside(() -> note(client.send("DELE 1"), "+OK message 1 marked as deleted"));
            note(client.send("RSET"), "+OK maildrop has 1 message (22 octets)");
        }
        callAgain.release(CALLED_AGAIN);
        note(client.send("QUIT"), "+OK bye, 0 messages removed, 1 left");
        return true;
    }

    private void note(String answer, String expected) {
        if (!answer.equals(expected)) {
            note(answer);
        }
    }

    private void note(String answer) {
        synchronized (otherAnswers) {
            otherAnswers.add(answer);
        }
    }
}
