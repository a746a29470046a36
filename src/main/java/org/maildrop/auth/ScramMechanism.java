/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * SCRAM (RFC 5802, RFC 7677) without channel binding: both sides prove that they know the secret, and neither sends it. Each
 * name has a salt of its own, the same for as long as this server runs, whether there is such a user or not.
 */
public final class ScramMechanism implements SaslMechanism {
    /** The least that RFC 7677, section 4, allows: more would cost phones, and guard a secret that is no password. */
    static final int ROUNDS = 4096;

    private static final int SALT_OCTETS = 16;
    private static final int NONCE_OCTETS = 18;
    private static final SaslStep BINDING = new SaslStep.Malformed("SCRAM is without channel binding here");
    private static final SaslStep NO_FIRST = new SaslStep.Malformed("this is no first message of SCRAM");
    private static final SaslStep NO_LAST = new SaslStep.Malformed("this is no last message of SCRAM");
    private static final SaslStep NOT_EMPTY = new SaslStep.Malformed("SCRAM ends with an empty response");

    private final ScramHash hash;
    private final SecretHolders users;
    private final Supplier<String> nonces;
    private final Function<String, byte[]> salts;
    private final SaltedKeys salted = new SaltedKeys();

    public ScramMechanism(ScramHash hash, SecretHolders users) {
        this(hash, users, ScramMechanism::nonce, salts(hash, Unguessable.octets(32)));
    }

    ScramMechanism(ScramHash hash, SecretHolders users, Supplier<String> nonces, Function<String, byte[]> salts) {
        this.hash = hash;
        this.users = users;
        this.nonces = nonces;
        this.salts = salts;
    }

    private static String nonce() {
        return base64(Unguessable.octets(NONCE_OCTETS));
    }

    private static Function<String, byte[]> salts(ScramHash hash, byte[] key) {
        return name -> Arrays.copyOf(hash.hmac(key, name), SALT_OCTETS);
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }

    @Override
    public String name() {
        return hash.mechanism();
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
        private Function<byte[], SaslStep> awaited = this::first;

        @Override
        public SaslStep start(Optional<byte[]> initialResponse) {
            return initialResponse.isPresent() ? respond(initialResponse.get()) : SaslStep.Challenge.EMPTY;
        }

        @Override
        public SaslStep respond(byte[] response) {
            return awaited.apply(response);
        }

        private SaslStep first(byte[] message) {
            String text = SaslText.decoded(message).orElse("");
            if (text.startsWith(ScramFirst.BINDING)) {
                return BINDING;
            }
            return ScramFirst.parse(text)
                    .<SaslStep>map(first -> new SaslStep.Named(first.name(), () -> challenge(first)))
                    .orElse(NO_FIRST);
        }

        private SaslStep challenge(ScramFirst first) {
            byte[] salt = salts.apply(users.canonical(first.name()));
            String nonce = first.nonce() + nonces.get();
            String challenge = "r=" + nonce + ",s=" + base64(salt) + ",i=" + ROUNDS;
            awaited = message -> ScramLast.parse(SaslText.decoded(message).orElse(""))
                    .filter(last -> last.continues(first, nonce))
                    .map(last -> proof(
                            first, salt, last.proof(), first.bare() + "," + challenge + "," + last.withoutProof()))
                    .orElse(NO_LAST);
            return new SaslStep.Challenge(challenge);
        }

        private SaslStep proof(ScramFirst first, byte[] salt, byte[] proof, String authMessage) {
            Optional<ScramKeys> proven = proven(first.name(), salt, proof, authMessage);
            if (proven.isEmpty()) {
                return SaslStep.Decided.DENIED;
            }
            Verdict verdict = users.admit(first.name(), first.wanted());
            if (verdict instanceof Verdict.Denied) {
                return SaslStep.Decided.DENIED;
            }
            awaited = response -> response.length == 0 ? new SaslStep.Decided(verdict) : NOT_EMPTY;
            return new SaslStep.Challenge("v=" + base64(proven.get().signature(authMessage)));
        }

        /** The keys by which the client has proven who it is. One that has not has them computed, whoever it says it is. */
        private Optional<ScramKeys> proven(String name, byte[] salt, byte[] proof, String authMessage) {
            String user = users.canonical(name);
            SharedSecret secret = users.secretOf(name);
            Optional<ScramKeys> known = salted.find(user, secret).filter(keys -> keys.prove(proof, authMessage));
            if (known.isPresent()) {
                return known;
            }
            ScramKeys computed = hash.keys(secret, salt, ROUNDS);
            if (!computed.prove(proof, authMessage)) {
                return Optional.empty();
            }
            salted.remember(user, secret, computed);
            return Optional.of(computed);
        }
    }
}
