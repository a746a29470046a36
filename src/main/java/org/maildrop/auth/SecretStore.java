/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

import java.util.List;

/** Shared secrets that can be set and removed: by an administrator, never by a client. What is set is never read back. */
public interface SecretStore extends SharedSecrets, AutoCloseable {
    /** The longest name of a user, in characters: James has none that is longer. */
    int LONGEST_NAME = 255;

    /** Whether a user of that name could have a secret: not empty, not too long, and whole characters that are no controls. */
    static boolean isName(String user) {
        return !user.isEmpty()
                && user.length() <= LONGEST_NAME
                && user.codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }

    /**
     * Sets the user's secret, instead of the one that it may have.
     *
     * @throws IllegalArgumentException if that is no name
     * @throws AuthException when it cannot be told whether that is done
     */
    void put(String user, SharedSecret secret);

    /**
     * Removes it; whether there was one.
     *
     * @throws AuthException when it cannot be told whether that is done
     */
    boolean remove(String user);

    /**
     * Those who have a secret, sorted.
     *
     * @throws AuthException when the answer cannot be had
     */
    List<String> users();

    /**
     * Proves that what is kept can be read by the key set in use, by some of it if there is any. Nothing is changed, and it takes
     * no longer where there is much.
     *
     * @throws AuthException when it cannot be read, or none of what was tried can be decrypted
     */
    void prove();

    /**
     * Encrypts every secret anew by the present key. A secret that is set meanwhile stays as it was set.
     *
     * @return how many
     * @throws AuthException when it cannot be told whether that is done
     */
    int reencrypt();

    @Override
    void close();
}
