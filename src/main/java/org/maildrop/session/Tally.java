/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.session;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maildrop.snapshot.Maildrop;

/**
 * What is noted of a session for the lines that the log gets of it: plain fields, some 90 octets. Nothing is made of them
 * until a line is written. It is the session's, and belongs to whoever runs that.
 */
public final class Tally {
    /** The mechanisms that have no name of their own among those of SASL. */
    public static final String USER_PASS = "USER/PASS";

    public static final String APOP = "APOP";

    private final long begun;
    private String transport = "clear";
    private @Nullable String mechanism;
    private @Nullable String user;
    private @Nullable Maildrop maildrop;
    private long octets;
    private long lockWait;
    private int messages;
    private int removed;
    private int lists;
    private int uidls;
    private int tops;
    private int retrs;
    private int deles;
    private boolean proven;
    private boolean hadToWait;
    private boolean told;

    /** {@code begun}: on the session's clock. */
    Tally(long begun) {
        this.begun = begun;
    }

    long begun() {
        return begun;
    }

    /** Its connection is under TLS from its first octet. */
    public void implicitTls() {
        transport = "tls";
    }

    void stls() {
        transport = "stls";
    }

    /** A login begins, or is refused before it has. */
    public void tries(String how) {
        mechanism = how;
        user = null;
        proven = false;
        hadToWait = false;
    }

    void claims(String name) {
        user = name;
        proven = false;
    }

    void proves(String name) {
        user = name;
        proven = true;
    }

    void waited(long nanos) {
        lockWait = nanos;
    }

    /** Another session has the maildrop, and may be about to leave. */
    void mustWait() {
        hadToWait = true;
    }

    void entered(Maildrop opened) {
        maildrop = opened;
        messages = opened.stat().count();
        octets = opened.stat().octets();
    }

    void removed(int count) {
        removed = count;
    }

    public void listed() {
        lists++;
    }

    public void uidlAsked() {
        uidls++;
    }

    public void topSent() {
        tops++;
    }

    public void retrieved() {
        retrs++;
    }

    public void marked() {
        deles++;
    }

    /** True when it is asked for the first time: a session ends once. */
    public boolean ends() {
        boolean first = !told;
        told = true;
        return first;
    }

    /** All is told: the maildrop is not kept for a connection that is still to be closed. */
    public void forget() {
        maildrop = null;
    }

    /** In clear, under TLS from the start, or behind STLS. */
    public String transport() {
        return transport;
    }

    /** How the last login was tried. */
    public Optional<String> mechanism() {
        return Optional.ofNullable(mechanism);
    }

    /** Who the client said it was when it last tried, in its words; once that is proven, the user's name. */
    public Optional<String> user() {
        return Optional.ofNullable(user);
    }

    /** The user, if the last login has proven it. */
    public Optional<String> provenUser() {
        return proven ? user() : Optional.empty();
    }

    /** The maildrop that the session was let into. */
    public Optional<Maildrop> maildrop() {
        return Optional.ofNullable(maildrop);
    }

    /** How many messages there were at the login. */
    public int messages() {
        return messages;
    }

    /** And how many octets. */
    public long octets() {
        return octets;
    }

    /** How long the last login waited for another session to leave the maildrop. */
    public Duration lockWait() {
        return Duration.ofNanos(lockWait);
    }

    /** Whether it waited at all. */
    public boolean hadToWait() {
        return hadToWait;
    }

    /** How many messages QUIT has removed for certain. */
    public int removed() {
        return removed;
    }

    SessionView.Counts counts(long sent, int failed) {
        return new SessionView.Counts(messages, octets, lists, uidls, tops, retrs, deles, sent, failed);
    }

    public int lists() {
        return lists;
    }

    public int uidls() {
        return uidls;
    }

    public int tops() {
        return tops;
    }

    public int retrs() {
        return retrs;
    }

    public int deles() {
        return deles;
    }
}
