/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void theOffsetMovesEveryPort() {
        assertThat(Ports.shifted(0)).isEqualTo(new Ports(1025, 1110, 1995, 1143, 8000, 9999));
        assertThat(Ports.shifted(7)).isEqualTo(new Ports(1032, 1117, 2002, 1150, 8007, 10006));
    }

    @Test
    void theShippedPop3ServersMoveToTheLoopbackAddress() throws IOException {
        String shipped = Files.readString(Path.of("james-conf/pop3server.xml"));
        assertThat(shipped).contains("<bind>0.0.0.0:110</bind>", "<bind>0.0.0.0:995</bind>");

        assertThat(Ports.shifted(0).in(shipped))
                .isEqualTo(
                        shipped.replace("0.0.0.0:110<", "127.0.0.1:1110<").replace("0.0.0.0:995<", "127.0.0.1:1995<"));
    }

    @Test
    void nothingOfARunServerListensOnOtherAddresses() throws IOException {
        for (String folder : List.of("src/server/conf", "james-conf")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.toList()) {
                    String moved = Ports.shifted(0).in(Files.readString(file));
                    assertThat(moved).as(file.toString()).doesNotContain("<bind>0.0.0.0", "host=0.0.0.0");
                    assertThat(moved.contains("server enabled=\"true\""))
                            .as("%s binds explicitly where it serves", file)
                            .isEqualTo(moved.contains("<bind>127.0.0.1:"));
                }
            }
        }
        assertThat(Files.readString(Path.of("src/server/conf/webadmin.properties")))
                .contains("host=127.0.0.1\n");
    }

    @Test
    void aFreePortIsNoneThatTheSystemMayGiveToAConnectionMeanwhileAndIsNotGivenTwice() {
        List<Integer> ports =
                IntStream.range(0, 100).mapToObj(i -> Ports.oneFree()).toList();

        assertThat(ports).doesNotHaveDuplicates().allMatch(port -> port < 32_768);
    }

    @Test
    void twoProgramsAreNotGivenTheSamePort() {
        PortBlocks one = new PortBlocks();
        PortBlocks other = new PortBlocks();

        assertThat(IntStream.range(0, 150).mapToObj(i -> List.of(one.oneFree(), other.oneFree())))
                .flatMap(ports -> ports)
                .doesNotHaveDuplicates();
    }

    @Test
    void aPortThatSomebodyListensOnIsNamed() throws IOException {
        Ports ports = Ports.free();
        assertThat(ports.taken()).isEmpty();
        try (ServerSocket other = new ServerSocket(ports.imap(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(ports.taken()).contains("port " + other.getLocalPort() + " (IMAP)");
        }
    }
}
