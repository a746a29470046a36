/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.maildrop.testing.TestAuthority.email;

import java.security.cert.Certificate;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.GeneralName;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.maildrop.testing.TestAuthority;

class ExternalMechanismTest {
    private static List<Certificate> ofBob;
    private static List<Certificate> ofBoth;
    private static List<Certificate> ofNobody;
    private static List<Certificate> odd;

    @BeforeAll
    static void issue() {
        TestAuthority authority = new TestAuthority("authority");
        GeneralName host = new GeneralName(GeneralName.dNSName, "alice");
        ofBob = authority.issue("CN=Bob, O=Example", host, email("bob")).chain();
        ofBoth = authority
                .issue("CN=bob, CN=alice", email("alice"), email("bob"))
                .chain();
        ofNobody = authority
                .issue("O=Example", host, new GeneralName(GeneralName.uniformResourceIdentifier, "email:bob"))
                .chain();
        odd = authority
                .issue("CN=\"a, b\\\\c\\\"=+\", OU=CN\\=x", email("a\tb"), email(" "))
                .chain();
    }

    private static Transport with(boolean tls, List<Certificate> chain) {
        return new Transport() {
            @Override
            public boolean tls() {
                return tls;
            }

            @Override
            public List<Certificate> clientCertificates() {
                return chain;
            }
        };
    }

    private static ExternalMechanism external(CertificateName name) {
        return new ExternalMechanism(name, new FewUsers());
    }

    private static SaslStep start(List<Certificate> chain, String wanted) {
        SaslStep step =
                external(CertificateName.EMAIL).begin(with(true, chain)).start(Optional.of(wanted.getBytes(UTF_8)));
        return step instanceof SaslStep.Named named ? named.next().get() : step;
    }

    private static SaslStep verified(String user) {
        return new SaslStep.Decided(new Verdict.Verified(user));
    }

    @Test
    void itIsOfferedWhereTlsKnowsACertificateWithAName() {
        ExternalMechanism email = external(CertificateName.EMAIL);
        assertThat(email.worksOn(with(true, ofBob))).isTrue();
        assertThat(email.worksOn(with(true, List.of()))).isFalse();
        assertThat(email.worksOn(with(false, ofBob))).isFalse();
        assertThat(email.worksOn(with(true, ofNobody))).isFalse();
        assertThat(email.worksOn(Transport.PLAIN)).isFalse();
        assertThat(external(CertificateName.CN).worksOn(with(true, ofNobody))).isFalse();
    }

    @Test
    void noPasswordIsSent() {
        assertThat(external(CertificateName.EMAIL).cleartext()).isFalse();
    }

    @Test
    void theNameIsTheAddressOrTheCommonNameAsItIsSet() {
        assertThat(CertificateName.EMAIL.of(ofBob)).containsExactly("bob");
        assertThat(CertificateName.CN.of(ofBob)).containsExactly("Bob");
        assertThat(CertificateName.EMAIL.of(ofBoth)).containsExactly("alice", "bob");
        assertThat(CertificateName.CN.of(ofBoth)).containsExactlyInAnyOrder("alice", "bob");
        assertThat(CertificateName.EMAIL.of(odd)).isEmpty();
        assertThat(CertificateName.CN.of(odd)).containsExactly("a, b\\c\"=+");
    }

    @Test
    void anEmptyResponseIsForOnesOwnMaildrop() {
        assertThat(start(ofBob, "")).isEqualTo(verified("bob"));
    }

    @Test
    void theResponseMayComeBehindAnEmptyChallenge() {
        SaslExchange exchange = external(CertificateName.CN).begin(with(true, ofBob));
        assertThat(exchange.start(Optional.empty())).isEqualTo(new SaslStep.Challenge(""));
        SaslStep step = exchange.respond(new byte[0]);
        assertThat(((SaslStep.Named) step).name()).isEqualTo("Bob");
        assertThat(((SaslStep.Named) step).next().get()).isEqualTo(verified("bob"));
    }

    @Test
    void onesOwnNameMayBeSaidAndAnothersIfOneMayActAsThat() {
        assertThat(start(ofBob, "BOB")).isEqualTo(verified("bob"));
        assertThat(start(ofBob, "alice")).isEqualTo(verified("alice"));
        assertThat(start(ofBob, "carol")).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void ofSeveralNamesTheClientSaysWhichOneItIs() {
        assertThat(start(ofBoth, "")).isEqualTo(SaslStep.Decided.DENIED);
        assertThat(start(ofBoth, "bob")).isEqualTo(verified("bob"));
        assertThat(start(ofBoth, "alice")).isEqualTo(verified("alice"));
    }

    @Test
    void withoutACertificateNobodyIsAnybody() {
        assertThat(start(List.of(), "bob")).isEqualTo(SaslStep.Decided.DENIED);
        assertThat(start(ofNobody, "bob")).isEqualTo(SaslStep.Decided.DENIED);
    }

    @Test
    void whatIsNoTextIsMalformed() {
        assertThat(start(ofBob, "bob\0")).isInstanceOf(SaslStep.Malformed.class);
        assertThat(external(CertificateName.EMAIL).begin(with(true, ofBob)).start(Optional.of(new byte[] {(byte) 0xff
                })))
                .isInstanceOf(SaslStep.Malformed.class);
    }
}
