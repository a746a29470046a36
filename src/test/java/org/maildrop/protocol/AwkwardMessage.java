/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** Messages that go wrong elsewhere: as stored, and as a response has them. ISO 8859-1, so that a char is an octet. */
enum AwkwardMessage {
    EMPTY("", ".\r\n"),
    ORDINARY("A: b\r\n\r\nbody\r\n", "A: b\r\n\r\nbody\r\n.\r\n"),
    WITHOUT_LAST_LINE_END("A: b\r\n\r\nbody", "A: b\r\n\r\nbody\r\n.\r\n"),
    WITHOUT_BLANK_LINE("A: b\r\nC: d\r\n", "A: b\r\nC: d\r\n.\r\n"),
    WITHOUT_BLANK_LINE_NOR_LINE_END("A: b", "A: b\r\n.\r\n"),
    WITHOUT_HEADER("\r\nbody\r\n", "\r\nbody\r\n.\r\n"),
    WITHOUT_HEADER_BARE_LF("\nbody\n", "\r\nbody\r\n.\r\n"),
    WITHOUT_BODY("A: b\r\n\r\n", "A: b\r\n\r\n.\r\n"),
    ONLY_LINE_END("\r\n", "\r\n.\r\n"),
    BARE_LF("A: b\n\nbody\n", "A: b\r\n\r\nbody\r\n.\r\n"),
    BARE_LF_WITHOUT_LAST_LINE_END("A: b\n\nbody", "A: b\r\n\r\nbody\r\n.\r\n"),
    BARE_LF_ALONE("\n", "\r\n.\r\n"),
    MIXED_LINE_ENDS("A: b\r\n\nx\ny\r\nz\n", "A: b\r\n\r\nx\r\ny\r\nz\r\n.\r\n"),
    CR_IN_LINE("A: b\r\n\r\nx\ry\r\n", "A: b\r\n\r\nx\ry\r\n.\r\n"),
    CR_ALONE("\r", "\r\r\n.\r\n"),
    CR_LAST("A: b\r\n\r\nx\r", "A: b\r\n\r\nx\r\r\n.\r\n"),
    CR_CR_LF("x\r\r\ny\r\r\n", "x\r\r\ny\r\r\n.\r\n"),
    CR_CR_LF_IS_NO_BLANK_LINE("A: b\r\n\r\r\nC: d\r\n\r\nx\r\n", "A: b\r\n\r\r\nC: d\r\n\r\nx\r\n.\r\n"),
    LF_CR("x\n\ry\n\r", "x\r\n\ry\r\n\r\r\n.\r\n"),
    LF_CR_LF("x\n\r\ny\n\r\n", "x\r\n\r\ny\r\n\r\n.\r\n"),
    DOT_FIRST(".x\r\n", "..x\r\n.\r\n"),
    DOT_ALONE(".", "..\r\n.\r\n"),
    DOT_LINE_ALONE(".\r\n", "..\r\n.\r\n"),
    DOT_LINES("A: b\r\n\r\n.\r\n..\r\n...\r\n. x\r\n", "A: b\r\n\r\n..\r\n...\r\n....\r\n.. x\r\n.\r\n"),
    DOT_LAST("A: b\r\n\r\n.", "A: b\r\n\r\n..\r\n.\r\n"),
    DOT_INSIDE("A: b\r\n\r\nx.y. \r\nz.\r\n", "A: b\r\n\r\nx.y. \r\nz.\r\n.\r\n"),
    DOT_AFTER_CR("A: b\r\n\r\nx\r.\ry\r\n", "A: b\r\n\r\nx\r.\ry\r\n.\r\n"),
    DOT_CR_CR_LF("A: b\r\n\r\n.\r\r\n", "A: b\r\n\r\n..\r\r\n.\r\n"),
    DOT_IN_HEADER("A: b\r\n.C: d\r\n\r\nx\r\n", "A: b\r\n..C: d\r\n\r\nx\r\n.\r\n"),
    FORGED_WITH_CRLF("A: b\r\n\r\nx\r\n.\r\n+OK 1 0\r\n", "A: b\r\n\r\nx\r\n..\r\n+OK 1 0\r\n.\r\n"),
    FORGED_WITH_LF_DOT_CRLF("A: b\r\n\r\nx\n.\r\n+OK 1 0\r\n", "A: b\r\n\r\nx\r\n..\r\n+OK 1 0\r\n.\r\n"),
    FORGED_WITH_LF_DOT_LF("A: b\r\n\r\nx\n.\n+OK 1 0\n", "A: b\r\n\r\nx\r\n..\r\n+OK 1 0\r\n.\r\n"),
    FORGED_IN_HEADER("A: b\n.\n+OK 1 0\n\nx\n", "A: b\r\n..\r\n+OK 1 0\r\n\r\nx\r\n.\r\n"),
    NUL("A: \0\r\n\r\n\0.\0\r\n\0", "A: \0\r\n\r\n\0.\0\r\n\0\r\n.\r\n"),
    EIGHT_BIT("A: \u00e9\r\n\r\n\u0080\u00ff\u008a\u008d\r\n", "A: \u00e9\r\n\r\n\u0080\u00ff\u008a\u008d\r\n.\r\n"),
    LONG_LINE("A: b\r\n\r\n" + "x".repeat(100_000) + "\n.", "A: b\r\n\r\n" + "x".repeat(100_000) + "\r\n..\r\n.\r\n"),
    LONG_LINE_OF_DOTS(".".repeat(100_000), ".".repeat(100_001) + "\r\n.\r\n"),
    MANY_BLANK_LINES("\n".repeat(20_000), "\r\n".repeat(20_000) + ".\r\n"),
    CR_LAST_IN_BLOCK(
            "x".repeat(LineFeeds.BLOCK_OCTETS - 1) + "\r\n.\n",
            "x".repeat(LineFeeds.BLOCK_OCTETS - 1) + "\r\n..\r\n.\r\n"),
    LF_FIRST_IN_BLOCK(
            "x".repeat(LineFeeds.BLOCK_OCTETS) + "\n.\n", "x".repeat(LineFeeds.BLOCK_OCTETS) + "\r\n..\r\n.\r\n"),
    DOT_FIRST_IN_BLOCK(
            "x".repeat(LineFeeds.BLOCK_OCTETS - 1) + "\n.\n",
            "x".repeat(LineFeeds.BLOCK_OCTETS - 1) + "\r\n..\r\n.\r\n");

    private final String stored;
    private final String wire;

    AwkwardMessage(String stored, String wire) {
        this.stored = stored;
        this.wire = wire;
    }

    byte[] octets() {
        return stored.getBytes(StandardCharsets.ISO_8859_1);
    }

    InputStream stored() {
        return new ByteArrayInputStream(octets());
    }

    byte[] wire() {
        return wire.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The stored octets of the short ones, as seeds of a fuzz test: with long ones it tries few. */
    static Stream<byte[]> seeds() {
        return Arrays.stream(values()).map(AwkwardMessage::octets).filter(octets -> octets.length < 1000);
    }
}
