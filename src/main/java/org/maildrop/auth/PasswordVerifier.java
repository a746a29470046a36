/*
 * Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in
 * compliance with the License. A copy of it is in the file LICENSE at the top of this project.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
package org.maildrop.auth;

/** Port: who knows the passwords. */
public interface PasswordVerifier {
    /**
     * Checks a name and a password as the client gave them. May block; it costs what the password's hash costs.
     *
     * @throws AuthException when the answer cannot be had; never for a wrong name or password
     */
    Verdict verify(String name, String password);

    /**
     * Likewise, for one who wants another's maildrop.
     *
     * @param other whose; the verdict names this one, if whoever has the name and the password may act as that
     * @throws AuthException when the answer cannot be had; never for a wrong name, a wrong password, or want of a right.
     *     Who knows of no rights has nobody act as another
     */
    default Verdict verifyActingAs(String other, String name, String password) {
        return new Verdict.Denied();
    }
}
