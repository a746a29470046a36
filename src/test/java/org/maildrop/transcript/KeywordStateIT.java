/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.maildrop.transcript.KeywordStates.table;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.protocol.Keyword;

/** Each keyword in each state, every cell: what is answered, and in which state the session is afterwards. */
@Execution(ExecutionMode.CONCURRENT)
class KeywordStateIT {
    @TestFactory
    Stream<DynamicNode> everyCell() {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> table(transport).stream().flatMap(cell -> tests(cell, transport)));
    }

    private static Stream<DynamicNode> tests(KeywordStates.Cell cell, Transport transport) {
        String name = "\"" + cell.request() + "\" " + cell.from().name;
        Transcript transcript = TranscriptParser.parse(name, cell.transcript());
        return Stream.of(Mode.LINE, Mode.PIPELINED)
                .map(mode -> DynamicTest.dynamicTest(
                        String.join(", ", name, mode.name(), transport.toString()),
                        () -> Replay.run(transcript, mode, transport, Servers.serving(transcript))));
    }

    @Test
    void noKeywordIsMissing() {
        List<String> requests =
                table(Transport.CLEAR).stream().map(KeywordStates.Cell::request).toList();

        assertThat(requests.stream().map(request -> request.split(" ")[0]).collect(toSet()))
                .as(requests.stream().collect(joining("\n")))
                .containsAll(Arrays.stream(Keyword.values()).map(Keyword::name).toList());
    }
}
