/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.server;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder that a James lives in. {@code conf} and {@code extensions-jars} are laid out anew for each start, the
 * keystore apart; {@code var} and {@code logs} are the server's own and stay.
 *
 * @param project where the sources and the built jar are
 * @param directory the folder itself; made when missing
 */
public record ServerHome(Path project, Path directory) {
    public ServerHome {
        project = project.toAbsolutePath().normalize();
        directory = directory.toAbsolutePath().normalize();
    }

    /** James's log, from INFO up. */
    public Path log() {
        return directory.resolve("logs/james.log");
    }

    /** Where James's configuration files are. */
    public Path conf() {
        return directory.resolve("conf");
    }

    /**
     * Configures the server as an administrator would: the shipped {@code james-conf} over a plain James's files.
     *
     * @param jars what goes into {@code extensions-jars}
     * @param overrides file names in {@code conf} and their whole text, instead of what would be there
     */
    public void layOut(Ports ports, List<Path> jars, Map<String, String> overrides) throws IOException {
        for (String folder : List.of("conf", "extensions-jars", "var", "logs")) {
            Files.createDirectories(directory.resolve(folder));
        }
        configure(ports, project.resolve("src/server/conf"));
        configure(ports, project.resolve("james-conf"));
        for (Map.Entry<String, String> file : overrides.entrySet()) {
            Files.writeString(conf().resolve(file.getKey()), ports.in(file.getValue()));
        }
        for (Path old : list(extensions())) {
            Files.delete(old);
        }
        install(jars);
        if (!Files.exists(conf().resolve("keystore"))) {
            Files.copy(keystore(), conf().resolve("keystore"));
        }
    }

    /** Adds jars to {@code extensions-jars}. */
    public void install(List<Path> jars) throws IOException {
        for (Path jar : jars) {
            Files.copy(jar, extensions().resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Copies the files of a folder over those in {@code conf}, with the server's own ports. */
    public void configure(Ports ports, Path from) throws IOException {
        for (Path file : list(from)) {
            Files.writeString(conf().resolve(file.getFileName()), ports.in(Files.readString(file)));
        }
    }

    private Path extensions() {
        return directory.resolve("extensions-jars");
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    /** A certificate for this machine alone, made once a build folder; the password is that of James's samples. */
    private Path keystore() throws IOException {
        Path keystore = project.resolve("target/server/keystore");
        if (!Files.exists(keystore)) {
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Files.createDirectories(keystore.getParent());
            Path fresh =
                    Files.createTempDirectory(keystore.getParent(), "keystore").resolve("keystore");
            List<String> command = List.of(
                    keytool.toString(),
                    "-genkeypair",
                    "-alias",
                    "james",
                    "-keyalg",
                    "RSA",
                    "-keysize",
                    "2048",
                    "-validity",
                    "3650",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    "james72laBalle",
                    "-keystore",
                    fresh.toString());
            ServerProcess.complete(new ProcessBuilder(command));
            publish(fresh, keystore);
            Files.delete(fresh);
            Files.delete(fresh.getParent());
        }
        return keystore;
    }

    /** Of several that start in a fresh clone at the same moment the first one's counts: a link replaces nothing. */
    private static void publish(Path fresh, Path keystore) throws IOException {
        try {
            Files.createLink(keystore, fresh);
        } catch (FileAlreadyExistsException madeByAnother) {
            // Then it is whole as well: nobody writes into the place itself.
        }
    }
}
