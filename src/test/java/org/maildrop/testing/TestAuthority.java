/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** An authority that issues certificates to clients, with the JDK's keytool, in files below one folder. */
public final class TestAuthority {
    public static final String PASSWORD = "changeit";

    private static final String ALIAS = "it";

    private final Path folder;
    private final String name;
    private int issued;

    private TestAuthority(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    public static TestAuthority in(Path folder, String name) {
        TestAuthority authority = new TestAuthority(folder, name);
        keytool("-genkeypair", "-dname", "CN=" + name, "-ext", "bc:c", "-keystore", authority.store(name));
        return authority;
    }

    /**
     * A client's certificate, and its key.
     *
     * @param subject as a distinguished name
     * @param more    options of keytool, such as {@code -ext san=email:bob@example.org}
     */
    public Owned issue(String subject, String... more) {
        String client = name + "-" + ++issued;
        keytool("-genkeypair", "-dname", subject, "-keystore", store(client));
        keytool("-certreq", "-keystore", store(client), "-file", file(client + ".csr"));
        List<String> gencert = new ArrayList<>(List.of(
                "-gencert",
                "-keystore",
                store(name),
                "-infile",
                file(client + ".csr"),
                "-outfile",
                file(client + ".crt")));
        gencert.addAll(List.of(more));
        keytool(gencert.toArray(String[]::new));
        keytool("-exportcert", "-keystore", store(name), "-file", file(name + ".crt"));
        keytool("-importcert", "-alias", "ca", "-keystore", store(client), "-file", file(name + ".crt"));
        keytool("-importcert", "-keystore", store(client), "-file", file(client + ".crt"));
        return new Owned(Path.of(store(client)));
    }

    /** A store with its certificate, to trust those whom it has issued one: PKCS#12, {@link #PASSWORD}. */
    public byte[] trustStore() {
        try {
            keytool("-exportcert", "-keystore", store(name), "-file", file(name + ".crt"));
            Path trust = Path.of(store(name + "-trust"));
            Files.deleteIfExists(trust);
            keytool("-importcert", "-keystore", trust.toString(), "-file", file(name + ".crt"));
            return Files.readAllBytes(trust);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A certificate and its key. */
    public record Owned(Path file) {
        public KeyStore store() {
            try (InputStream in = Files.newInputStream(file)) {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(in, PASSWORD.toCharArray());
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public List<Certificate> chain() {
            try {
                return Arrays.asList(store().getCertificateChain(ALIAS));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        public X509Certificate certificate() {
            return (X509Certificate) chain().get(0);
        }

        /** A PEM file with both, next to the store. */
        public Path pem() {
            try {
                Key key = store().getKey(ALIAS, PASSWORD.toCharArray());
                String text = pem("PRIVATE KEY", key.getEncoded());
                for (Certificate certificate : chain()) {
                    text += pem("CERTIFICATE", certificate.getEncoded());
                }
                return Files.writeString(Path.of(file + ".pem"), text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String pem(String what, byte[] der) {
            return "-----BEGIN " + what + "-----\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(der)
                    + "\n-----END " + what + "-----\n";
        }
    }

    private String store(String of) {
        return file(of + ".p12");
    }

    private String file(String of) {
        return folder.resolve(of).toAbsolutePath().toString();
    }

    private static void keytool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        if (!command.contains("-alias")) {
            command.addAll(List.of("-alias", ALIAS));
        }
        if (command.contains("-genkeypair")) {
            command.addAll(List.of("-keyalg", "RSA", "-keysize", "2048", "-validity", "2"));
        }
        if (command.contains("-importcert")) {
            command.add("-noprompt");
        }
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(Stream.of(arguments).toList() + ": " + said);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
