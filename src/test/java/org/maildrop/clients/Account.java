/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.concurrent.atomic.AtomicInteger;
import org.maildrop.testing.ImapClient;
import org.maildrop.testing.JamesProcess;

/**
 * A user of a test server, made for one test.
 *
 * @param name with its domain
 */
record Account(JamesProcess james, String name, String password) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    static Account of(JamesProcess james) {
        return of(james, "secret");
    }

    static Account of(JamesProcess james, String password) {
        String name = "client" + COUNT.incrementAndGet() + "@example.org";
        james.addUser(name, password);
        return new Account(james, name, password);
    }

    /** Puts these messages into the maildrop, each as it is. */
    Account with(String... messages) {
        try (ImapClient imap = james.imap(name, password)) {
            for (String message : messages) {
                imap.append(message.getBytes(UTF_8));
            }
        }
        return this;
    }

    /** How many messages there are now, as IMAP sees it. */
    int count() {
        return james.count(name, password);
    }
}
