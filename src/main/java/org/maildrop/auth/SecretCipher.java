/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.Map;

/**
 * Port: encrypts shared secrets for where they are kept. A text belongs to its user: moved to another it cannot be
 * decrypted. Safe for use by several threads.
 */
public interface SecretCipher {
    /** So many texts are enough to see whether the key set is the right one, even if one of them is damaged. */
    int SOME = 5;

    /**
     * Letters, digits, {@code +}, {@code /} and {@code =}; another text each time.
     *
     * @throws AuthException when there is no key that can be used
     */
    String encrypt(String user, SharedSecret secret);

    /**
     * Takes back {@link #encrypt}.
     *
     * @throws AuthException when there is no key that can be used, or the text is not this user's, or damaged
     */
    SharedSecret decrypt(String user, String encrypted);

    /**
     * Sees to it that no secret is added by another key set than the one that the others are encrypted by: by one that was
     * not copied to this server, or was lost and made anew.
     *
     * @param some of the texts that are there, by their users
     * @throws AuthException if there are some, and none can be decrypted
     */
    default void mustKnow(Map<String, String> some) {
        AuthException trouble = null;
        for (Map.Entry<String, String> one : some.entrySet()) {
            try {
                decrypt(one.getKey(), one.getValue());
                return;
            } catch (AuthException e) {
                trouble = e;
            }
        }
        if (trouble != null) {
            throw new AuthException(
                    "none of the secrets that are there can be decrypted: put the key set back, or remove them ("
                            + trouble.getMessage() + ")",
                    trouble);
        }
    }
}
