/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth.file;

import com.google.crypto.tink.Aead;
import java.security.GeneralSecurityException;
import org.maildrop.auth.AuthException;

/**
 * A key set that somebody else keeps, and hands over as a text: no file of ours has it.
 *
 * @param name whence it comes, for messages
 */
record KeyText(String name, Aead present) implements KeySource {
    /** @throws AuthException if that is no key set; without the text, which is a secret */
    static KeyText of(String name, String text) {
        try {
            return new KeyText(name, KeySets.aead(KeySets.parse(text)));
        } catch (GeneralSecurityException | RuntimeException e) {
            // Its own text may have a piece of the key in it.
            throw new AuthException(name + " holds no key set of Tink for AEAD, in JSON or its base64 ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    @Override
    public Aead made() {
        return present;
    }

    @Override
    public String toString() {
        return name;
    }
}
