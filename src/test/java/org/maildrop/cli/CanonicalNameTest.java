/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.james.core.Username;

/** Agrees with James in what a name is, and in its form. */
class CanonicalNameTest {
    private static final List<String> ODD = List.of(
            "Bob",
            "BOB@Example.ORG",
            " bob ",
            "b@[192.0.2.1]",
            "b@192.0.2.1",
            "b@192.0.2.256",
            "b@1.2.3",
            "b@a.1b",
            "b@a.b1",
            "b@[a",
            "b@a]",
            "b@a..b",
            "b@.a",
            "b@a.",
            "b@-a",
            "b@a-",
            "b@a_b",
            "b@_a",
            "b@x",
            "b@" + "x".repeat(63),
            "b@" + "x".repeat(64),
            "b@c@d",
            "@a",
            "b@",
            "",
            "  ",
            "İ@İ.example",
            "ß@STRASSE.example",
            "x".repeat(255),
            "x".repeat(256),
            "b@" + "x.".repeat(126) + "x",
            "b@[" + "x.".repeat(125) + "x]",
            "b@٣.٣",
            "b@a.٣",
            "b@01.2.3.4",
            "b@1.2.3.04",
            "b@1.2.3.4.5",
            "b@Ⅷ.a",
            "b@a b",
            "b@[]");

    private static Optional<String> ours(String name) {
        try {
            return Optional.of(CanonicalName.of(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> james(String name) {
        try {
            return Optional.of(Username.of(name).asString());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Example
    void oddNamesAreWhatTheyAreToJames() {
        assertThat(ODD).allSatisfy(name -> assertThat(ours(name)).as(name).isEqualTo(james(name)));
    }

    @Property
    void anyNameIsWhatItIsToJames(@ForAll("names") String name) {
        assertThat(ours(name)).isEqualTo(james(name));
    }

    @Provide
    Arbitrary<String> names() {
        Arbitrary<String> part = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withCharRange('a', 'z')
                        .withCharRange('A', 'C')
                        .withChars("0129-_.[] @")
                        .ofMaxLength(12),
                Arbitraries.strings().ofMaxLength(5));
        return Arbitraries.oneOf(part, Combinators.combine(part, part).as((local, domain) -> local + "@" + domain));
    }
}
