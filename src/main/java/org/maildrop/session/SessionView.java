/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator sees of a session: as it was a moment ago, and each number at some moment during its last command. Never
 * a password, nor a message.
 *
 * @param user      who has logged in, or waits for the maildrop; nobody before that is proven
 * @param transport {@code clear}, {@code tls} from the first octet, or {@code stls}
 * @param mechanism how the last login was tried, as the log has it
 * @param age       since the connection
 * @param idle      since the last command, or the last octets of a reply that were taken
 */
public record SessionView(
        Peer peer,
        Standing standing,
        Optional<String> user,
        String transport,
        Optional<String> mechanism,
        Duration age,
        Duration idle,
        Counts counts) {
    /** Where it is. */
    public enum Standing {
        AUTHORIZATION,
        /** It has proven who it is, and waits for another session to leave the maildrop. */
        WAITING,
        TRANSACTION,
        /** QUIT is under way, or another end. */
        UPDATE
    }

    /**
     * What it has done.
     *
     * @param messages in the maildrop at its login; 0 before that
     * @param octets   of these, likewise
     * @param lists    how often LIST was answered +OK; likewise the four that follow
     * @param sent     octets of replies given to the connection
     * @param failed   logins that were denied
     */
    public record Counts(
            int messages, long octets, int lists, int uidls, int tops, int retrs, int deles, long sent, int failed) {}
}
