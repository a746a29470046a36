/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import java.time.Duration;
import java.util.List;

/** What a replay needs of the server besides POP3. Names are those on the wire. */
interface Backstage {
    /** How long a line may take, or what comes of a session. Generous, as machines that run tests are busy. */
    default Duration patience() {
        return Duration.ofSeconds(30);
    }

    int port(Transport transport);

    void addUser(String name, String password);

    /** Gives the user this shared secret. */
    void share(String name, String secret);

    void append(String name, String password, Delivery delivery, List<byte[]> messages);

    /** The subjects of the messages in a folder, in their order; with {@code ", seen"} behind those that are. */
    List<String> folder(String name, String password, String folder);

    void expunge(String name, String password, int number);
}
