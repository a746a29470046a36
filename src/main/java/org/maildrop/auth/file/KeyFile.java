/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.maildrop.auth.AuthException;

/** A key set in a file, made at its first use, and read again when it is another. */
final class KeyFile implements KeySource {
    private final PrivateFile file;
    private volatile @Nullable Seen seen;

    private record Seen(PrivateFile.Stamp stamp, Aead aead) {}

    KeyFile(PrivateFile file) {
        this.file = file;
    }

    @Override
    public Aead present() {
        return found().orElseThrow(
                        () -> new AuthException("the key set " + file + " is missing: put it back from where it"
                                + " was kept; without it the secrets are lost and have to be set anew"));
    }

    @Override
    public Aead made() {
        return found().orElseGet(() -> {
            file.alone(this::makeIfAbsent);
            return present();
        });
    }

    private boolean makeIfAbsent() throws IOException {
        if (file.read().isPresent()) {
            return false;
        }
        try {
            file.replace(KeySets.text(KeySets.fresh()));
            return true;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    /** Adds a key, by which is encrypted from now on; the others still decrypt. */
    void addKey() {
        made();
        file.alone(() -> {
            try {
                file.replace(KeySets.text(KeySets.withNewKey(keys().orElseThrow())));
                return true;
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
        });
    }

    private Optional<Aead> found() {
        PrivateFile.Stamp now = file.stamp();
        Seen known = seen;
        if (known != null && known.stamp().equals(now)) {
            return Optional.of(known.aead());
        }
        Optional<Aead> read = keys().map(this::aead);
        seen = read.map(aead -> new Seen(now, aead)).orElse(null);
        return read;
    }

    private Optional<KeysetHandle> keys() {
        return file.read().map(octets -> {
            try {
                return KeySets.parse(new String(octets, StandardCharsets.UTF_8));
            } catch (GeneralSecurityException | RuntimeException e) {
                throw damaged(e);
            }
        });
    }

    private Aead aead(KeysetHandle keys) {
        try {
            return KeySets.aead(keys);
        } catch (GeneralSecurityException e) {
            throw damaged(e);
        }
    }

    /** Without the cause, whose text may have a piece of a key in it. */
    private AuthException damaged(Exception e) {
        return new AuthException("the key set " + file + " is damaged, or is none of Tink for AEAD in JSON ("
                + e.getClass().getSimpleName() + "): put it back from where it was kept");
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
