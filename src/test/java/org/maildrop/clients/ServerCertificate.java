/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.TestAuthority;

/** The certificate of the test servers, which the clients are told to trust, and no other. */
final class ServerCertificate {
    private static final char[] PASSPHRASE = "james72laBalle".toCharArray();

    private ServerCertificate() {}

    /** A PEM file with it. */
    static Path pem() {
        try {
            byte[] der = store().getCertificate("james").getEncoded();
            String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            Path folder = Files.createDirectories(Path.of("target/clients"));
            return Files.writeString(
                            Files.createTempFile(folder, "server", ".pem"),
                            "-----BEGIN CERTIFICATE-----\n" + text + "\n-----END CERTIFICATE-----\n")
                    .toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Sockets that trust it and nothing else. */
    static SSLSocketFactory sockets() {
        return sockets(null);
    }

    /** The same for a client that has a certificate of its own. */
    static SSLSocketFactory sockets(TestAuthority.Owned own) {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("james", store().getCertificate("james"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(own == null ? null : keys(own), trust.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyManager[] keys(TestAuthority.Owned own) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own.store(), TestAuthority.PASSWORD.toCharArray());
        return keys.getKeyManagers();
    }

    /** A connection to the server's POP3 port under TLS, after the handshake. */
    static Socket connect(JamesProcess james) {
        try {
            SSLSocket socket = (SSLSocket) sockets().createSocket("127.0.0.1", james.pop3sPort());
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyStore store() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(Path.of("target/server/keystore"))) {
            store.load(file, PASSPHRASE);
        }
        return store;
    }
}
