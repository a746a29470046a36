/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.handler;

import com.code_intelligence.jazzer.junit.FuzzTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any octets as a line. A normal build tries the seeds; Jazzer looks for more, one method at a time, with
 * {@code JAZZER_FUZZ=1 ./mvnw test -Djazzer.hooks=true -Dtest='AnyLineFuzzTest#anyLineInside*'}.
 */
class AnyLineFuzzTest {
    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyLineBehindTheGreetingIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.GREETED, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyLineBehindANameIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.NAMED, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyResponseIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.CHALLENGED, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anySecondResponseIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.PROMPTED, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyResponseOfCramIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.CRAMMED, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyResponseOfScramIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.SALTED, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyLineWhereApopIsOfferedIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.WITH_APOP, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyLineInsideIsAnsweredOnce(byte[] octets) {
        AnyLine.isAnsweredOnce(AnyLine.Standing.INSIDE, octets);
    }

    @MethodSource("org.maildrop.handler.AnyLine#seeds")
    @FuzzTest(maxDuration = "1m")
    void anyOctetsInsideDoNotConfuse(byte[] octets) {
        AnyLine.doesNotConfuse(AnyLine.Standing.INSIDE, octets);
    }
}
