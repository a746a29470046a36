/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** Somebody with a maildrop, a new one each time. */
record Subscriber(JamesProcess james, String name) {
    static final String PASSWORD = "secret";
    static final String MESSAGE = "Subject: one\r\n\r\nHello.\r\n";

    private static final AtomicInteger COUNT = new AtomicInteger();

    static Subscriber of(JamesProcess james) {
        return of(james, "subscriber");
    }

    /** Whose name begins so. */
    static Subscriber of(JamesProcess james, String prefix) {
        Subscriber subscriber = new Subscriber(james, prefix + COUNT.incrementAndGet() + "@example.org");
        james.addUser(subscriber.name(), PASSWORD);
        return subscriber;
    }

    Subscriber withMail() {
        james.append(name, PASSWORD, MESSAGE.getBytes(US_ASCII));
        return this;
    }

    /** A session of his, which must be let in. */
    Pop3Client enter() {
        Pop3Client client = new Pop3Client(james.pop3Port());
        assertThat(client.login(name, PASSWORD)).startsWith("+OK");
        return client;
    }

    /** As IMAP counts them, which asks for no lock. */
    int count() {
        return james.count(name, PASSWORD);
    }
}
