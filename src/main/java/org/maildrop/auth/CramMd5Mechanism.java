/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.AuthorizeCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import org.jspecify.annotations.Nullable;

/**
 * CRAM-MD5 (RFC 2195), by the JDK's own server side. It is given the digest alone, under a name that stands for any: it
 * would take a name's blank for its end, and the digest does not depend on the name.
 */
public final class CramMd5Mechanism implements SaslMechanism {
    private static final String NAME = "CRAM-MD5";
    private static final String ANYBODY = "anybody ";
    private static final Pattern RESPONSE = Pattern.compile("(.+) ([0-9a-f]{32})", Pattern.DOTALL);
    private static final SaslStep NOT_FIRST = new SaslStep.Malformed("CRAM-MD5 begins with the server's challenge");
    private static final SaslStep MALFORMED =
            new SaslStep.Malformed("CRAM-MD5 needs a name, a space and a digest of 32 digits 0-9 and a-f");

    private final SecretHolders users;
    private final String host;

    /**
     * @param host this server's name, for the challenges
     * @throws IllegalStateException if this Java has no CRAM-MD5, or is told not to have it
     */
    public CramMd5Mechanism(SecretHolders users, String host) {
        this.users = users;
        this.host = host;
        begin(Transport.PLAIN);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean cleartext() {
        return false;
    }

    @Override
    public SaslExchange begin(Transport transport) {
        return new Exchange();
    }

    private final class Exchange implements SaslExchange {
        private final SaslServer server = newServer();
        private @Nullable SharedSecret secret;

        /** The JDK's challenge has no more in it than a weak random number and the time: so the host is made unguessable. */
        private SaslServer newServer() {
            SaslServer made;
            try {
                made = Sasl.createSaslServer(NAME, "pop", "r" + Unguessable.hex() + "." + host, Map.of(), this::answer);
            } catch (SaslException e) {
                throw new IllegalStateException("CRAM-MD5 cannot be had of this Java", e);
            }
            if (made == null) {
                throw new IllegalStateException(
                        "this Java has no CRAM-MD5: it is in the module java.security.sasl, unless"
                                + " jdk.sasl.disabledMechanisms in java.security forbids it");
            }
            return made;
        }

        @Override
        public SaslStep start(Optional<byte[]> initialResponse) {
            if (initialResponse.isPresent()) {
                return NOT_FIRST;
            }
            try {
                return new SaslStep.Challenge(new String(server.evaluateResponse(new byte[0]), StandardCharsets.UTF_8));
            } catch (SaslException e) {
                throw new IllegalStateException("the JDK does not begin", e);
            }
        }

        @Override
        public SaslStep respond(byte[] response) {
            Optional<Matcher> given =
                    SaslText.decoded(response).map(RESPONSE::matcher).filter(Matcher::matches);
            return given.<SaslStep>map(
                            parts -> new SaslStep.Named(parts.group(1), () -> verify(parts.group(1), parts.group(2))))
                    .orElse(MALFORMED);
        }

        private SaslStep verify(String name, String digest) {
            secret = users.secretOf(name);
            try {
                server.evaluateResponse((ANYBODY + digest).getBytes(StandardCharsets.US_ASCII));
            } catch (SaslException wrong) {
                return SaslStep.Decided.DENIED;
            }
            return server.isComplete()
                    ? new SaslStep.Decided(users.admit(name, Optional.empty()))
                    : SaslStep.Decided.DENIED;
        }

        /** What the JDK asks for. Whether the user may enter is asked behind it. */
        private void answer(Callback... questions) {
            for (Callback question : questions) {
                if (question instanceof PasswordCallback password && secret != null) {
                    password.setPassword(secret.reveal().toCharArray());
                } else if (question instanceof AuthorizeCallback authorize) {
                    authorize.setAuthorized(true);
                }
            }
        }
    }
}
