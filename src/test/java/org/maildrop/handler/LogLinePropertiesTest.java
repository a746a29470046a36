/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.maildrop.testing.LoggedLine;

/** Whatever the values are, they are read back as they were, and the line is one line. */
class LogLinePropertiesTest {
    @Property
    void valuesAreReadBackAsTheyWere(@ForAll @Size(max = 5) List<@From("values") String> values) {
        LogLine line = new LogLine();
        List<String> keys = new ArrayList<>();
        for (String value : values) {
            keys.add("key" + keys.size());
            line.with(keys.get(keys.size() - 1), value);
        }

        LoggedLine read = LoggedLine.of(line.toString());

        assertThat(read.keys()).isEqualTo(keys);
        assertThat(keys.stream().map(read::get)).isEqualTo(values);
    }

    @Property
    void nothingInItEndsTheLineOrIsUnseen(@ForAll("values") String value) {
        assertThat(new LogLine().with("key", value).toString().codePoints())
                .allMatch(character -> character < 127 ? character >= ' ' : Character.isLetterOrDigit(character));
    }

    @Provide
    Arbitrary<String> values() {
        Arbitrary<String> awkward = Arbitraries.strings()
                .withChars(" =\"\\-\r\n\tu0a\u0085\u2028\u00fc")
                .ofMaxLength(12);
        return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(LogLine.LONGEST), awkward);
    }
}
