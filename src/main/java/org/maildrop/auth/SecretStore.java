/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

/** Shared secrets that can be set and removed: by an administrator, never by a client. What is set is never read back. */
public interface SecretStore extends SharedSecrets {
    /**
     * Sets the user's secret, instead of the one that it may have.
     *
     * @throws AuthException when it cannot be told whether that is done
     */
    void put(String user, SharedSecret secret);

    /**
     * Removes it; whether there was one.
     *
     * @throws AuthException when it cannot be told whether that is done
     */
    boolean remove(String user);
}
