/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class AnyLinePropertiesTest {
    @Property(tries = 600)
    void anyLineInAnyStateIsAnsweredOnce(@ForAll AnyLine.Standing standing, @ForAll("octets") byte[] octets) {
        AnyLine.isAnsweredOnce(standing, octets);
    }

    @Property(tries = 300)
    void anyOctetsInAnyStateDoNotConfuse(@ForAll AnyLine.Standing standing, @ForAll("octets") byte[] octets) {
        AnyLine.doesNotConfuse(standing, octets);
    }

    @Provide
    Arbitrary<byte[]> octets() {
        Arbitrary<String> telling = Arbitraries.of(
                "USER ",
                "PASS ",
                "PASS secret",
                "STAT",
                "LIST",
                "RETR ",
                "DELE ",
                "NOOP",
                "RSET",
                "QUIT",
                "TOP ",
                "UIDL",
                "CAPA",
                "STLS",
                " ",
                "\t",
                "\0",
                "\r",
                "\n",
                "\r\n",
                "1",
                "2",
                "3",
                "0",
                "-",
                "+",
                "9999999999");
        Arbitrary<String> ordinary =
                Arbitraries.strings().withCharRange('\0', '\u00ff').ofMaxLength(5);
        return Arbitraries.frequencyOf(Tuple.of(6, telling), Tuple.of(1, ordinary))
                .list()
                .ofMaxSize(8)
                .map(parts -> String.join("", parts).getBytes(StandardCharsets.ISO_8859_1));
    }
}
