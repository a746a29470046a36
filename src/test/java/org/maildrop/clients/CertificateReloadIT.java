/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.maildrop.server.Flavour;
import org.maildrop.testing.JamesProcess;
import org.maildrop.testing.Pop3Client;

/** A certificate is replaced without a restart, by James's own command; sessions go on. */
@Execution(ExecutionMode.CONCURRENT)
class CertificateReloadIT {
    @TempDir
    private Path folder;

    @Test
    void newConnectionsGetTheNewCertificateAndOldOnesStay() throws Exception {
        JamesProcess james = JamesProcess.start(Flavour.MEMORY);
        try (SSLSocket before = implicit(james);
                Pop3Client old = new Pop3Client(before)) {
            Account account = Account.of(james);
            assertThat(old.login(account.name(), account.password())).startsWith("+OK");
            assertThat(name(before)).isEqualTo("CN=localhost");

            Files.copy(keystore("CN=renewed"), james.conf().resolve("keystore"), StandardCopyOption.REPLACE_EXISTING);
            james.reloadCertificates();

            try (SSLSocket implicit = implicit(james);
                    SSLSocket explicit = explicit(james)) {
                assertThat(name(implicit)).isEqualTo("CN=renewed");
                assertThat(name(explicit)).isEqualTo("CN=renewed");
            }
            assertThat(old.send("STAT")).isEqualTo("+OK 0 0");
            assertThat(old.send("QUIT")).startsWith("+OK");
        } finally {
            james.kill();
        }
    }

    private static String name(SSLSocket socket) throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSubjectX500Principal()
                .getName();
    }

    private static SSLSocket implicit(JamesProcess james) throws IOException, GeneralSecurityException {
        SSLSocket socket = (SSLSocket)
                trusting().getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), james.pop3sPort());
        socket.startHandshake();
        return socket;
    }

    private static SSLSocket explicit(JamesProcess james) throws IOException, GeneralSecurityException {
        Socket clear = new Socket(InetAddress.getLoopbackAddress(), james.pop3Port());
        Pop3Client client = new Pop3Client(clear);
        assertThat(client.send("STLS")).startsWith("+OK");
        SSLSocket socket =
                (SSLSocket) trusting().getSocketFactory().createSocket(clear, "localhost", clear.getPort(), true);
        socket.startHandshake();
        return socket;
    }

    /** Whatever the certificate: it is looked at by the test. */
    private static SSLContext trusting() throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        return context;
    }

    private static final class Anybody implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private Path keystore(String name) throws IOException, InterruptedException {
        Path keystore = folder.resolve("keystore");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "james",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        name,
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "james72laBalle",
                        "-keystore",
                        keystore.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor()).isZero();
        return keystore;
    }
}
