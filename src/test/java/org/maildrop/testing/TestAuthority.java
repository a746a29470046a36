/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority that issues certificates, in memory. */
public final class TestAuthority {
    /** Of its stores. */
    public static final String PASSWORD = "changeit";

    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPair pair = keys();
    private final X500Principal name;
    private final X509Certificate own;
    private long serial = 1;

    public TestAuthority(String commonName) {
        name = new X500Principal("CN=" + commonName);
        JcaX509v3CertificateBuilder certificate =
                builder(name, pair, Instant.now().plus(DAY));
        try {
            certificate.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        } catch (CertIOException e) {
            throw new UncheckedIOException(e);
        }
        own = signed(certificate);
    }

    /** A certificate that is good for a day. */
    public Owned issue(String subject, GeneralName... alternatives) {
        return issue(subject, Instant.now().plus(DAY), alternatives);
    }

    /** A certificate that expires then. */
    public Owned issue(String subject, Instant until, GeneralName... alternatives) {
        KeyPair keys = keys();
        JcaX509v3CertificateBuilder certificate = builder(new X500Principal(subject), keys, until);
        try {
            if (alternatives.length > 0) {
                certificate.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
            }
        } catch (CertIOException e) {
            throw new UncheckedIOException(e);
        }
        return new Owned(keys, List.of(signed(certificate), own));
    }

    /** An address of mail, as a name in a certificate. */
    public static GeneralName email(String address) {
        return new GeneralName(GeneralName.rfc822Name, address);
    }

    /** A store with its certificate, for those who trust it: PKCS#12, with {@link #PASSWORD}. */
    public byte[] trustStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setCertificateEntry("authority", own);
            ByteArrayOutputStream octets = new ByteArrayOutputStream();
            store.store(octets, PASSWORD.toCharArray());
            return octets.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A certificate with those above it, and its key. */
    public record Owned(KeyPair keys, List<Certificate> chain) {
        /** In memory, with {@link #PASSWORD}. */
        public KeyStore store() {
            try {
                KeyStore store = KeyStore.getInstance("PKCS12");
                store.load(null, null);
                store.setKeyEntry("it", keys.getPrivate(), PASSWORD.toCharArray(), chain.toArray(Certificate[]::new));
                return store;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** The key, and then the certificates, as PEM. */
        public String pem() {
            try {
                StringBuilder text =
                        new StringBuilder(pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
                for (Certificate certificate : chain) {
                    text.append(pem("CERTIFICATE", certificate.getEncoded()));
                }
                return text.toString();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        private static String pem(String what, byte[] der) {
            String base64 = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                    .encodeToString(der);
            return "-----BEGIN " + what + "-----\n" + base64 + "\n-----END " + what + "-----\n";
        }

        @Override
        public String toString() {
            return Arrays.toString(chain.toArray());
        }
    }

    private JcaX509v3CertificateBuilder builder(X500Principal subject, KeyPair keys, Instant until) {
        return new JcaX509v3CertificateBuilder(
                name,
                BigInteger.valueOf(serial++),
                Date.from(until.minus(DAY.multipliedBy(2))),
                Date.from(until),
                subject,
                keys.getPublic());
    }

    private X509Certificate signed(JcaX509v3CertificateBuilder certificate) {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(
                            certificate.build(new JcaContentSignerBuilder("SHA256withRSA").build(pair.getPrivate())));
        } catch (OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair keys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
