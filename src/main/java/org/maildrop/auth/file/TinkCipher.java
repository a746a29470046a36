/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import com.google.crypto.tink.Aead;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.maildrop.auth.AuthException;
import org.maildrop.auth.SecretCipher;
import org.maildrop.auth.SharedSecret;

/**
 * Encrypts secrets by a key set of Tink, with the user's name as the data that belongs to each (AEAD). Key sets from outside may
 * have keys of any of Tink's AEAD kinds; those made here are AES-256-GCM.
 */
public final class TinkCipher implements SecretCipher {
    /** The environment variable that has a key set, where no file shall have it. */
    public static final String VARIABLE = "MAILDROP_SECRETS_KEYSET";

    private final KeySource keys;

    private TinkCipher(KeySource keys) {
        this.keys = keys;
    }

    /**
     * By the key set in the variable, if it has one, else by that in the file.
     *
     * @param variable what {@link #VARIABLE} holds
     * @throws AuthException if the variable holds something else
     */
    public static TinkCipher of(Optional<String> variable, Path file, Consumer<String> warnings) {
        return new TinkCipher(variable.filter(text -> !text.isBlank())
                .<KeySource>map(text -> KeyText.of("the environment variable " + VARIABLE, text))
                .orElseGet(() -> new KeyFile(new PrivateFile(file, warnings))));
    }

    /**
     * Adds a key to the key set, by which is encrypted from now on; what the others have encrypted can still be read.
     *
     * @throws AuthException if the key set is not in a file, or cannot be changed
     */
    public void addKey() {
        if (keys instanceof KeyFile file) {
            file.addKey();
        } else {
            throw new AuthException("the key set is " + keys + ", so whoever keeps it has to add a key");
        }
    }

    @Override
    public String encrypt(String user, SharedSecret secret) {
        try {
            byte[] encrypted = keys.made().encrypt(secret.octets(), name(user));
            return Base64.getEncoder().encodeToString(encrypted);
        } catch (GeneralSecurityException e) {
            throw new AuthException("a secret cannot be encrypted by the key set " + keys, e);
        }
    }

    @Override
    public SharedSecret decrypt(String user, String encrypted) {
        Aead aead = keys.present();
        try {
            byte[] secret = aead.decrypt(Base64.getDecoder().decode(encrypted), name(user));
            return new SharedSecret(new String(secret, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new AuthException(
                    "the secret of " + user + " cannot be decrypted: it is another user's or damaged, or the key set "
                            + keys + " is not the one that encrypted it",
                    e);
        }
    }

    private static byte[] name(String user) {
        return user.getBytes(StandardCharsets.UTF_8);
    }
}
