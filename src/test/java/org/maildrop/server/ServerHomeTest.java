/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerHomeTest {
    private static final int SERVERS = 4;

    @Test
    void serversThatStartAtTheSameMomentInAFreshCloneHaveTheSameCertificate(@TempDir Path project) throws Exception {
        Files.createDirectories(project.resolve("src/server/conf"));
        Files.createDirectories(project.resolve("james-conf"));
        CyclicBarrier start = new CyclicBarrier(SERVERS);
        ExecutorService threads = Executors.newFixedThreadPool(SERVERS);
        try {
            List<Future<Path>> keystores = new ArrayList<>();
            for (int server = 0; server < SERVERS; server++) {
                ServerHome home = new ServerHome(project, project.resolve("home" + server));
                keystores.add(threads.submit(() -> {
                    start.await();
                    home.layOut(Ports.shifted(0), List.of(), Map.of());
                    return home.conf().resolve("keystore");
                }));
            }
            Path shared = project.resolve("target/server/keystore");
            for (Future<Path> keystore : keystores) {
                assertThat(keystore.get()).hasSameBinaryContentAs(shared);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
