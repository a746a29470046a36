/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How clients may prove who they are, besides USER and PASS.
 *
 * @param cleartext from whom a password is taken without TLS, by whatever command
 * @param mechanisms of AUTH that are switched on
 * @param apop whether APOP is
 * @param throttle how failed logins are slowed down
 * @param cache for how long a right password is remembered, if it is
 * @param oidc whose tokens are taken, if a mechanism is switched on that takes tokens
 * @param certificateName who the owner of a certificate is
 */
public record AuthSettings(
        CleartextPolicy cleartext,
        Set<MechanismName> mechanisms,
        boolean apop,
        ThrottleSettings throttle,
        Optional<Duration> cache,
        Optional<OidcSettings> oidc,
        CertificateName certificateName) {
    public static final AuthSettings DEFAULT = new AuthSettings(
            CleartextPolicy.LOOPBACK,
            Set.of(MechanismName.PLAIN),
            false,
            ThrottleSettings.DEFAULT,
            Optional.empty(),
            Optional.empty(),
            CertificateName.EMAIL);

    public AuthSettings {
        mechanisms = Set.copyOf(mechanisms);
    }

    /** By their names on the wire, all that is switched on and of use only to users who have a shared secret. */
    public List<String> needSharedSecrets() {
        return Stream.concat(
                        Stream.of("APOP").filter(name -> apop),
                        mechanisms.stream()
                                .sorted()
                                .filter(MechanismName::needsSharedSecret)
                                .map(MechanismName::wire))
                .toList();
    }
}
