/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.transcript;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Every transcript, in every mode and over every transport that it allows. */
@Execution(ExecutionMode.CONCURRENT)
class TranscriptsIT {
    @TestFactory
    Stream<DynamicNode> transcripts() throws IOException {
        return Transcripts.all().stream()
                .collect(groupingBy(Transcripts::topic, TreeMap::new, toList()))
                .entrySet()
                .stream()
                .map(topic -> dynamicContainer(
                        topic.getKey(), topic.getValue().stream().map(TranscriptsIT::replays)));
    }

    private static DynamicNode replays(Transcript transcript) {
        return dynamicContainer(
                transcript.name(), transcript.transports().stream().flatMap(transport -> transcript.modes().stream()
                        .map(mode -> dynamicTest(
                                transcript.name() + ", " + mode.name() + ", " + transport,
                                () -> Replay.run(transcript, mode, transport, Servers.serving(transcript))))));
    }
}
