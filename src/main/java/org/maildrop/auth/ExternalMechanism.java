/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.List;
import java.util.Optional;

/**
 * EXTERNAL (RFC 4422, appendix A): who the client is, its certificate says, which TLS has verified. Its one message is
 * whose maildrop it wants, or nothing.
 */
public final class ExternalMechanism implements SaslMechanism {
    private static final SaslStep MALFORMED =
            new SaslStep.Malformed("EXTERNAL needs an authorization identity, or an empty response");

    private final CertificateName name;
    private final Users users;

    public ExternalMechanism(CertificateName name, Users users) {
        this.name = name;
        this.users = users;
    }

    @Override
    public String name() {
        return MechanismName.EXTERNAL.wire();
    }

    @Override
    public boolean cleartext() {
        return false;
    }

    /** Whether there is a certificate, and a name in it. */
    @Override
    public boolean worksOn(Transport transport) {
        return !names(transport).isEmpty();
    }

    @Override
    public SaslExchange begin(Transport transport) {
        List<String> names = names(transport);
        return new ClientFirstExchange(octets -> step(names, octets));
    }

    private List<String> names(Transport transport) {
        return transport.tls() ? name.of(transport.clientCertificates()) : List.of();
    }

    private SaslStep step(List<String> names, byte[] octets) {
        Optional<String> text = SaslText.decoded(octets).filter(given -> given.indexOf('\0') < 0);
        if (text.isEmpty()) {
            return MALFORMED;
        }
        Optional<String> wanted = text.filter(given -> !given.isEmpty());
        if (names.isEmpty()) {
            return SaslStep.Decided.DENIED;
        }
        return new SaslStep.Named(wanted.orElse(names.get(0)), () -> new SaslStep.Decided(admitted(wanted, names)));
    }

    /** Of several names a client that does not say which one it wants has none. */
    private Verdict admitted(Optional<String> wanted, List<String> names) {
        Verdict denied = new Verdict.Denied();
        return wanted.isEmpty() && names.size() > 1
                ? denied
                : names.stream()
                        .map(own -> users.admitAs(wanted, own))
                        .filter(Verdict.Verified.class::isInstance)
                        .findFirst()
                        .orElse(denied);
    }
}
