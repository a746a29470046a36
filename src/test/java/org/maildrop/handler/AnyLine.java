/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Whatever a client says, in whatever state: it is answered once, in the form of RFC 1725, section 3. */
final class AnyLine {
    /** In the octets of UTF-8, and all that is not ASCII in what is said in German. */
    private static final String UMLAUT = "\\xC3[\\x84\\x96\\x9C\\x9F\\xA4\\xB6\\xBC]";

    private static final String FIRST_LINE =
            "(\\+OK|-ERR( \\[(IN-USE|LOGIN-DELAY|AUTH|SYS/TEMP|SYS/PERM)])?)( (?:[\\x20-\\x7E]|" + UMLAUT
                    + ")+)?|\\+ [A-Za-z0-9+/=]*";

    private static final String TOO_MANY = "(?s)-ERR (too many|zu viele).*";
    private static final String CAPABILITIES =
            "(?s)\\+OK (capabilities follow|es folgen die F\\xC3\\xA4higkeiten)\r\n.*";

    /** Where a session may stand when the line comes. */
    enum Standing {
        GREETED("CAPA"),
        NAMED("USER bob"),
        GERMAN("LANG de"),
        CHALLENGED("AUTH LOGIN"),
        PROMPTED("AUTH LOGIN Ym9i"),
        CRAMMED("AUTH CRAM-MD5"),
        SALTED("AUTH SCRAM-SHA-256 biwsbj1ib2Iscj14"),
        WITH_APOP("CAPA"),
        INSIDE("USER bob", "PASS secret", "DELE 2");

        private final String[] before;

        Standing(String... before) {
            this.before = before;
        }

        TestPeer peer() {
            TestPeer.World world = TestPeer.World.begin();
            world.bench().store().add("bob", ".\r\nx\r\n.");
            world.bench().store().add("bob", "gone");
            TestPeer peer = this == WITH_APOP ? TestPeer.withApop(world) : TestPeer.greeted(world);
            peer.say(before);
            peer.hear();
            return peer;
        }
    }

    private AnyLine() {}

    /** The octets as one line: one well-formed reply, and the session goes on, or ends where that was asked for. */
    static void isAnsweredOnce(Standing standing, byte[] octets) {
        TestPeer peer = standing.peer();
        peer.say(new String(octets, StandardCharsets.ISO_8859_1).replace('\n', 'n'));
        String reply = peer.hear();
        isOneReply(reply);
        if (reply.startsWith("+ ")) {
            peer.say("*");
            assertThat(peer.hear()).startsWith("-ERR ");
        }
        goesOn(peer);
    }

    /** The octets as they are, as many lines as they may be: the session is not confused by them. */
    static void doesNotConfuse(Standing standing, byte[] octets) {
        TestPeer peer = standing.peer();
        peer.packet(new String(octets, StandardCharsets.ISO_8859_1));
        if (!peer.tlsBegun() && !peer.isClosed()) {
            // The end of a line, and of an exchange, if one was begun.
            peer.say("", "*");
            peer.hear();
        }
        goesOn(peer);
    }

    private static void goesOn(TestPeer peer) {
        if (peer.isClosed()) {
            assertThat(peer.timesLeft()).isOne();
            assertThat(peer.bench().leases()).isZero();
        } else if (!peer.tlsBegun()) {
            peer.say("CAPA");
            String reply = peer.hear();
            assertThat(reply).matches(peer.isClosed() ? TOO_MANY : CAPABILITIES);
            isOneReply(reply);
        }
    }

    private static void isOneReply(String reply) {
        assertThat(reply).endsWith("\r\n");
        List<String> lines = List.of(reply.split("\r\n"));
        assertThat(lines.get(0)).matches(FIRST_LINE).hasSizeLessThanOrEqualTo(510);
        if (lines.size() > 1) {
            assertThat(lines.get(0)).startsWith("+OK");
            assertThat(lines.indexOf(".")).isEqualTo(lines.size() - 1);
        }
    }

    /** Lines that are odd, or go wrong elsewhere. */
    static Stream<byte[]> seeds() {
        return Stream.of(
                        "",
                        " ",
                        "\t",
                        "\0",
                        "\r",
                        "\u00ff\u00fe",
                        "CAPA",
                        "capa ",
                        "CAPA x",
                        "STLS",
                        "STLS x",
                        "QUIT",
                        "QUIT x",
                        "QUIT\r",
                        "USER",
                        "USER ",
                        "USER bob",
                        "USER \u00e9",
                        "USER \0",
                        "PASS",
                        "PASS ",
                        "PASS secret",
                        "PASS \u00ff",
                        "PASS secret\0",
                        "PASS " + "x".repeat(600),
                        "STAT",
                        "STAT x",
                        "LIST",
                        "LIST ",
                        "LIST 0",
                        "LIST 00001",
                        "LIST 2",
                        "LIST 3",
                        "LIST -1",
                        "LIST +1",
                        "LIST abc",
                        "LIST 1x",
                        "LIST 99999999999999999999",
                        "LIST 4294967297",
                        "RETR",
                        "RETR 1",
                        "RETR 1 2",
                        "RETR\t1",
                        "RETR 2",
                        "RETR 1\0",
                        "DELE 1",
                        "DELE 1 ",
                        "DELE 2",
                        "NOOP",
                        "NOOP x",
                        "RSET",
                        "TOP",
                        "TOP 1",
                        "TOP 1 ",
                        "TOP 1 0",
                        "TOP 1 -1",
                        "TOP 1 2 3",
                        "TOP 1 99999999999999999999",
                        "UIDL",
                        "UIDL 1",
                        "UIDL 2",
                        "UIDL x",
                        "LAST",
                        "APOP",
                        "APOP bob",
                        "UTF8",
                        "UTF8 x",
                        "LANG",
                        "LANG de",
                        "LANG de-AT",
                        "LANG *",
                        "LANG de-*",
                        "LANG xx",
                        "LANG x" + "-x".repeat(200),
                        "LANG \u00e9",
                        "APOP bob x",
                        "APOP bob c4c9334bac560ecc979e58001b3e22fb",
                        "APOP  C4C9334BAC560ECC979E58001B3E22FB",
                        "APOP \u00ff c4c9334bac560ecc979e58001b3e22fb",
                        "APOP bob\0 c4c9334bac560ecc979e58001b3e22fb",
                        "APOP " + "x".repeat(480) + " c4c9334bac560ecc979e58001b3e22fb",
                        "AUTH",
                        "AUTH PLAIN",
                        "AUTH PLAIN =",
                        "AUTH PLAIN AGJvYgBzZWNyZXQ=",
                        "AUTH PLAIN AGJvYgBzZWNyZXQ",
                        "AUTH PLAIN *",
                        "AUTH PLAIN ====",
                        "AUTH XYZZY",
                        "AUTH CRAM-MD5",
                        "AUTH CRAM-MD5 =",
                        "dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw",
                        "AUTH SCRAM-SHA-1",
                        "AUTH SCRAM-SHA-256 biwsbj1ib2Iscj14",
                        "AUTH SCRAM-SHA-256 cD10bHMtdW5pcXVlLCxuPWJvYixyPXg=",
                        "Yz1iaXdzLHI9eCxwPUFBQUE=",
                        "*",
                        "=",
                        "Ym9i",
                        "c2VjcmV0",
                        "AAAA".repeat(3000),
                        "XTND",
                        "x".repeat(511),
                        "x".repeat(2047),
                        "x".repeat(5000),
                        "GET / HTTP/1.1",
                        "\u0016\u0003\u0001\u0002")
                .map(line -> line.getBytes(StandardCharsets.ISO_8859_1));
    }
}
