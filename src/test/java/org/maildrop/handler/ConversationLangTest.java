/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The language of what no command asks for, and of each session by itself. */
class ConversationLangTest {
    private final TestPeer.World world = TestPeer.World.begin();

    private static String text(TestPeer peer) {
        return new String(peer.hear().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private TestPeer german() {
        TestPeer peer = TestPeer.loggedIn(world);
        peer.say("LANG de");
        assertThat(text(peer)).isEqualTo("+OK de ab jetzt auf Deutsch\r\n");
        return peer;
    }

    @Test
    void aLastWordThatNobodyAskedForIsInTheSessionsLanguage() {
        TestPeer peer = german();

        peer.conversation().end(Ending.SERVER_STOPPING);
        peer.settle();

        assertThat(text(peer)).isEqualTo("-ERR [SYS/TEMP] der Server wird angehalten, es wurde nichts gelöscht\r\n");
    }

    @Test
    void eachSessionHasItsOwn() {
        TestPeer german = german();
        TestPeer other = TestPeer.greeted(world);

        other.say("PASS secret");
        german.say("XYZZY");

        assertThat(text(other)).isEqualTo("-ERR USER comes before PASS\r\n");
        assertThat(text(german)).isEqualTo("-ERR unbekannter Befehl\r\n");
    }

    @Test
    void itChangesWithTheReplyAndNotBefore() {
        TestPeer peer = TestPeer.greeted(world);

        peer.say("NOOP", "LANG de", "NOOP", "LANG en", "NOOP");

        assertThat(text(peer)).isEqualTo("""
                -ERR NOOP is for after the login
                +OK de ab jetzt auf Deutsch
                -ERR NOOP ist erst nach der Anmeldung möglich
                +OK en English from now on
                -ERR NOOP is for after the login
                """.replace("\n", "\r\n"));
    }

    @Test
    void whatWasSaidInClearIsForgottenBehindTheReplyToStls() {
        TestPeer peer = TestPeer.greeted(world);
        peer.say("LANG de", "STLS");
        assertThat(text(peer)).endsWith("\r\n+OK TLS-Aushandlung beginnt\r\n");
        peer.shakeHands();

        peer.say("NOOP");

        assertThat(text(peer)).isEqualTo("-ERR NOOP is for after the login\r\n");
    }
}
