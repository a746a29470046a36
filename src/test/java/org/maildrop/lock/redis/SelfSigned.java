/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.lock.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;

/** A certificate for a host, and its key, both as PEM files. */
record SelfSigned(Path certificate, Path key) {
    static SelfSigned of(String host, Path folder) throws IOException, InterruptedException {
        SelfSigned made = new SelfSigned(folder.resolve(host + ".crt"), folder.resolve(host + ".key"));
        String request = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=" + host + " -addext subjectAltName=DNS:"
                + host + " -keyout " + made.key + " -out " + made.certificate;
        Process openssl = new ProcessBuilder(("openssl " + request).split(" "))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("openssl.log").toFile())
                .start();
        assertThat(openssl.waitFor()).isZero();
        return made;
    }

    Collection<X509Certificate> asAuthority() throws IOException, CertificateException {
        try (InputStream in = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
        }
    }

    /** A Redis that speaks TLS with it on this port, and on that of {@link RedisServer#port} in clear, if that is not 0. */
    RedisServer startRedis(int clearPort, int tlsPort) {
        return RedisServer.start(
                clearPort,
                "--tls-port",
                Integer.toString(tlsPort),
                "--tls-cert-file",
                certificate.toString(),
                "--tls-key-file",
                key.toString(),
                "--tls-auth-clients",
                "no");
    }
}
