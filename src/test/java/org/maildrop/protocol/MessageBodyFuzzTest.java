/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any octets are one response. A normal build tries the seeds; Jazzer looks for more, one method at a time, with
 * {@code JAZZER_FUZZ=1 ./mvnw test -Djazzer.hooks=true -Dtest='MessageBodyFuzzTest#anyOctets*'}.
 */
class MessageBodyFuzzTest {
    @MethodSource("org.maildrop.protocol.AwkwardMessage#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyOctetsAreOneResponse(byte[] stored) throws IOException {
        byte[] wire = Wire.drain(MessageBody.whole(new ByteArrayInputStream(stored)));

        Wire.Received received = Wire.strictly(wire);
        assertThat(received.after()).isEmpty();
        assertThat(received.message()).isEqualTo(Wire.normalised(stored));
        assertThat(Wire.leniently(wire).after()).isEmpty();
        assertThat(MessageOctets.measure(new ByteArrayInputStream(stored)).sent())
                .isEqualTo(received.message().length());
    }

    @MethodSource("org.maildrop.protocol.AwkwardMessage#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyPiecesOfAnyOctetsAreTheSameResponse(byte[] stored) {
        int lines = stored.length == 0 ? 0 : stored[0] & 7;
        int piece = stored.length % 7 + 1;
        byte[] atOnce = Wire.drain(MessageBody.top(new ByteArrayInputStream(stored), lines));

        assertThat(Wire.drain(MessageBody.top(new PiecemealMessage(stored, piece), lines), 8 - piece, 3))
                .isEqualTo(atOnce);
    }
}
